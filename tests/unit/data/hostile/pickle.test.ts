import { expect, test } from "vitest";
import { readPickle } from "../../../../src/data/pickle";
import { catchDataError } from "../catchDataError";

const text = (value: string) => [0x8c, value.length, ...Buffer.from(value)];

/** A pickle of {"a": value}, by the instructions that push the value. */
const dictOf = (value: readonly number[]) =>
  Uint8Array.from([0x80, 4, 0x7d, ...text("a"), ...value, 0x73, 0x2e]);

const itemOf = (value: readonly number[]) =>
  catchDataError(() => readPickle(dictOf(value), "a.pkl")).fault.params;

/** A tuple of two or three that are each the former one, so many deep. */
function shared(depth: number, width: 2 | 3 = 2): number[] {
  const value = [0x29, 0x71, 0];
  for (let level = 1; level <= depth; level++) {
    for (let more = 1; more < width; more++) value.push(0x68, level - 1);
    value.push(0x84 + width, 0x71, level);
  }
  return value;
}

test("what is shared counts each time: 2^14 tuples are read, 2^60 refused", () => {
  expect(readPickle(dictOf(shared(14)), "a.pkl").has("a")).toBe(true);
  expect(itemOf(shared(60))).toMatchObject({ file: "a.pkl" });
  expect(itemOf(shared(14, 3))).toMatchObject({ item: "objects" });
});

test("a list that holds itself is refused", () => {
  expect(itemOf([0x5d, 0x71, 0, 0x68, 0, 0x61])).toMatchObject({
    item: "depth",
  });
});

test("tuples in each other, thousands deep, are refused", () => {
  const deep = [0x29, ...Array.from({ length: 9000 }, () => 0x85)];
  expect(itemOf(deep)).toMatchObject({ item: "depth" });
});

test("more instructions than a dict of arrays needs are refused", () => {
  const nones = Array.from({ length: 20_000 }, () => 0x4e);
  expect(itemOf([0x28, ...nones, 0x74])).toMatchObject({ item: "parts" });
});
