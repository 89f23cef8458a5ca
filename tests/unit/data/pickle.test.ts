import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DataError } from "../../../src/data/dataError";
import { readPickle } from "../../../src/data/pickle";
import { catchDataError } from "./catchDataError";

const FOLDER = join(import.meta.dirname, "../../fixtures/pickles");
const read = (name: string) => new Uint8Array(readFileSync(join(FOLDER, name)));

/** Numbers of an array in C order. */
function numbersOf(value: unknown): number[] {
  if (typeof value !== "object" || value === null || !("data" in value))
    throw new Error("no array");
  const { data, shape, fortranOrder } = value as {
    data: ArrayLike<number>;
    shape: number[];
    fortranOrder: boolean;
  };
  const flat = Array.from(data, Number);
  if (!fortranOrder) return flat;
  const [rows, columns] = shape;
  return flat.map(
    (_, i) => flat[(i % columns) * rows + Math.floor(i / columns)],
  );
}

const expected = new Map(
  Object.entries(
    JSON.parse(readFileSync(join(FOLDER, "expected.json"), "utf8")) as Record<
      string,
      unknown
    >,
  ),
);

describe("the notebooks' dict", () => {
  test.each([
    "itq_2.pkl",
    "itq_3.pkl",
    "itq_4.pkl",
    "itq_5.pkl",
    "itq_numpy1.pkl",
    "itq_scalars.pkl",
  ])("%s holds numpy's values", (name) => {
    const dict = readPickle(read(name), name);
    for (const [key, value] of expected) {
      const found = dict.get(key);
      if (Array.isArray(value)) expect(numbersOf(found)).toEqual(value.flat());
      else expect(found).toBe(value);
    }
    if (name === "itq_scalars.pkl") expect(dict.get("noise")).toBe(0.25);
  });
});

describe("everything else is refused, and nothing is run", () => {
  const bad = readdirSync(FOLDER).filter((name) => name.startsWith("bad_"));
  test("there are attacks", () => expect(bad.length).toBeGreaterThan(15));

  test.each(bad)("%s", (name) => {
    const reading = () => readPickle(read(name), name);
    expect(catchDataError(reading).message).toMatch(/is not read: |ends after/);
  });

  test.each([
    ["bad_command_5.pkl", /it asks Python for posix\.system/],
    ["bad_command_inside_2.pkl", /it asks Python for posix\.system/],
    ["bad_eval_5.pkl", /it asks Python for builtins\.eval/],
    ["bad_class_5.pkl", /it asks Python for __main__\.Settings/],
    ["bad_ordered_5.pkl", /it asks Python for collections\.OrderedDict/],
    ["bad_list_5.pkl", /it holds no dict at its top/],
    ["bad_text_array_5.pkl", /it holds an array of U1, not of numbers/],
    ["bad_inst_2.pkl", /instruction 0x53/],
  ])("%s says why", (name, why) => {
    const error = catchDataError(() => readPickle(read(name), name));
    expect(error.message).toMatch(why);
  });

  test("a pickle cut off anywhere is refused", () => {
    const whole = read("itq_4.pkl");
    for (let length = 0; length < whole.length; length += 7)
      expect(() => readPickle(whole.slice(0, length), "cut")).toThrow(
        DataError,
      );
  });

  test("a byte changed anywhere gives arrays or a refusal, nothing else", () => {
    const whole = read("itq_4.pkl");
    for (let at = 0; at < whole.length; at++) {
      const changed = whole.slice();
      changed[at] ^= 0x5a;
      try {
        readPickle(changed, "changed");
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
      }
    }
  });
});
