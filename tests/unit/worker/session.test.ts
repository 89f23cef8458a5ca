import { describe, expect, test } from "vitest";
import { quietCall, referenceSession, smallConfig, smallSet } from "./support";

async function openSmall() {
  const session = referenceSession();
  await session.start({ baseUrl: "", device: "cpu" }, quietCall());
  await session.load(smallSet, quietCall());
  return session;
}

/** Stages that the run had to compute. */
function computed(view: {
  result: { timingsMs: object; cachedStages: readonly string[] };
}): string[] {
  const { timingsMs, cachedStages } = view.result;
  return Object.keys(timingsMs).filter((name) => !cachedStages.includes(name));
}

describe("stage cache", () => {
  test("a first run computes every stage", async () => {
    const session = await openSmall();
    const view = await session.run(smallConfig, quietCall());
    expect(computed(view)).toEqual([
      "split",
      "ground-truth",
      "moments",
      "eigenvectors",
      "rotation",
      "encode",
      "pivots",
      "surface",
    ]);
  });

  test.each([
    ["thresholds", { thresholds: [1, 3, 5] }, []],
    ["limits", { limits: [7] }, []],
    [
      "pivots",
      { pivots: { count: 6 } },
      ["pivots", "surface"],
    ],
    [
      "bits",
      { hash: { bits: 20, iterations: 5 } },
      ["rotation", "encode", "pivots", "surface"],
    ],
    [
      "iterations",
      { hash: { bits: 16, iterations: 6 } },
      ["rotation", "encode", "pivots", "surface"],
    ],
    ["k", { k: 3 }, ["ground-truth", "surface"]],
  ])("changing %s redoes only what depends on it", async (_, change, redone) => {
    const session = await openSmall();
    await session.run(smallConfig, quietCall());
    const view = await session.run({ ...smallConfig, ...change }, quietCall());
    expect(computed(view)).toEqual(redone);
  });

  test("new limits on the last surface equal a run with those limits", async () => {
    const session = await openSmall();
    await session.run(smallConfig, quietCall());
    const reported = await session.report({ limits: [3, 77] }, quietCall());
    const view = await session.run(
      { ...smallConfig, limits: [3, 77] },
      quietCall(),
    );
    expect(reported).toEqual(view.curve);
  });
});
