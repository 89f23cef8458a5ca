import { describe, expect, test } from "vitest";
import { PARTS } from "../../../scripts/lib/testParts.mjs";
import {
  runSteps,
  selectSteps,
  type Step,
} from "../../../scripts/lib/schedule.mjs";

const step = (
  name: string,
  needs: readonly string[] = [],
  rest: Partial<Step> = {},
): Step => ({ name, needs, heavy: true, ...rest });

/** Runs steps that end when they are told to; `log` is what started and ended. */
function startSteps(steps: readonly Step[], heavyAtOnce = 2) {
  const log: string[] = [];
  const enders = new Map<string, () => void>();
  const whole = runSteps(
    steps,
    ({ name }) => {
      log.push(`+${name}`);
      return new Promise<void>((resolve) => {
        enders.set(name, () => {
          log.push(`-${name}`);
          resolve();
        });
      });
    },
    heavyAtOnce,
  );
  /** Ends one step and lets those that waited for it start. */
  const end = async (name: string) => {
    const resolve = enders.get(name);
    if (!resolve) throw new Error(`${name} has not started`);
    enders.delete(name);
    resolve();
    await new Promise((resume) => setTimeout(resume));
  };
  return { log, end, whole, running: () => [...enders.keys()] };
}

describe("parts run as a graph", () => {
  test("each starts as soon as all that it needs has ended", async () => {
    const { log, end, whole } = startSteps([
      step("a"),
      step("b"),
      step("c", ["a", "b"]),
    ]);
    await end("b");
    expect(log).toEqual(["+a", "+b", "-b"]);
    await end("a");
    expect(log.at(-1)).toBe("+c");
    await end("c");
    await whole;
  });

  test("two heavy ones at most, light ones beside them", async () => {
    const { end, whole, running } = startSteps([
      step("a"),
      step("b"),
      step("c"),
      step("light", [], { heavy: false }),
    ]);
    expect(running()).toEqual(["a", "b", "light"]);
    await end("light");
    expect(running()).toEqual(["a", "b"]);
    await end("a");
    expect(running()).toEqual(["b", "c"]);
    await end("b");
    await end("c");
    await whole;
  });

  test("of those that could start, the earliest in the list does", async () => {
    const { end, whole, running } = startSteps(
      [step("a"), step("second", ["a"]), step("third")],
      1,
    );
    await end("a");
    expect(running()).toEqual(["second"]);
    await end("second");
    await end("third");
    await whole;
  });

  test("a step waits for what it comes after only where that runs", async () => {
    const reader = step("reader", [], { after: ["writer"] });
    const both = startSteps([reader, step("writer")]);
    expect(both.running()).toEqual(["writer"]);
    await both.end("writer");
    expect(both.running()).toEqual(["reader"]);
    await both.end("reader");
    await both.whole;
    const alone = startSteps([reader]);
    expect(alone.running()).toEqual(["reader"]);
    await alone.end("reader");
    await alone.whole;
  });

  test("steps that wait for each other are named", async () => {
    const steps = [step("a", ["b"]), step("b", ["a"])];
    await expect(runSteps(steps, async () => {}, 2)).rejects.toThrow(
      "These parts wait for each other: a, b.",
    );
  });
});

describe("the parts of one command", () => {
  const steps = [step("c", ["b"]), step("b", ["a"]), step("a"), step("d")];
  const names = (chosen: readonly Step[]) => chosen.map(({ name }) => name);

  test("are the named ones and what they need, or all", () => {
    expect(names(selectSteps(steps, ["c"]))).toEqual(["c", "b", "a"]);
    expect(names(selectSteps(steps, ["d", "a"]))).toEqual(["a", "d"]);
    expect(selectSteps(steps, [])).toBe(steps);
  });

  test("a name that is none is refused with those that are", () => {
    expect(() => selectSteps(steps, ["e"])).toThrow(
      'There is no part "e". The parts: c, b, a, d.',
    );
  });
});

describe("the parts of the test command", () => {
  test("wait for parts that there are, and come to an end", async () => {
    const names = PARTS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { needs, after = [] } of PARTS)
      expect(names).toEqual(expect.arrayContaining([...needs, ...after]));
    const order: string[] = [];
    const run = async ({ name }: Step) => void order.push(name);
    await runSteps(PARTS, run, 2);
    expect(order.toSorted()).toEqual(names.toSorted());
    // What reads the exports of the built app reads fresh ones.
    for (const reader of ["engines", "oracles"])
      expect(order.indexOf(reader)).toBeGreaterThan(order.indexOf("exports"));
  });
});
