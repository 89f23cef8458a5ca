import { describe, expect, test } from "vitest";
import { stepOfThreshold } from "../../../src/evaluate/rows";
import {
  type DecodedTableCase,
  NEVER,
  surfaceInputOf,
  surfaceMakers,
  tableCaseOf,
  tableCases,
  tableSurfaces,
} from "../evaluate/tableCases";
import { firstDifference } from "./typedArrays";
import type { Surface } from "../../../src/model/surface";

/** The stored integers in our convention: 0 where the neighbour is filtered out. */
function expectedOf(decoded: DecodedTableCase) {
  const kept = decoded.need.map((need) => (need === NEVER ? 0 : 1));
  return {
    need: decoded.need.map((need) => (need === NEVER ? 0 : need)),
    less: decoded.less.map((less, i) => less * kept[i]),
    tie: decoded.tie.map((tie, i) => tie * kept[i]),
  };
}

/** Values of a (Q, k, steps) array at the stored thresholds, (Q, k, T). */
function atThresholds(
  surface: Surface,
  values: Uint32Array,
  thresholds: readonly number[],
): Int32Array {
  const pairs = surface.queries * surface.k;
  const read = new Int32Array(pairs * thresholds.length);
  thresholds.forEach((threshold, t) => {
    const step = stepOfThreshold(surface, threshold);
    for (let pair = 0; pair < pairs; pair++)
      read[pair * thresholds.length + t] = values[pair * surface.steps + step];
  });
  return read;
}

/** Fails unless need, less and tie are the stored ones. */
function expectStored(surface: Surface, decoded: DecodedTableCase): void {
  const { thresholds } = decoded.stored;
  const expected = expectedOf(decoded);
  for (const name of ["need", "less", "tie"] as const) {
    const found = atThresholds(surface, surface[name], thresholds);
    expect(firstDifference(found, expected[name]), name).toBeNull();
  }
}

describe.each(tableSurfaces)(
  "$backend surface of $name",
  ({ decoded, surface }) => {
    const { stored } = decoded;

    test("need, less and tie equal numpy's at every threshold", async () => {
      expectStored(await surface(), decoded);
    });

    test("candidates at every reported threshold have numpy's mean", async () => {
      const made = await surface();
      const { candidates, queries, steps } = made;
      for (const row of stored.rows) {
        const step = stepOfThreshold(made, row.threshold);
        let total = 0;
        for (let q = 0; q < queries; q++) total += candidates[q * steps + step];
        expect(total).toBe(Math.round(row.candidates.mean * queries));
      }
    });

    test("the last step is the first that keeps every document", async () => {
      const { candidates, steps, queries } = await surface();
      const at = (step: number) =>
        Array.from({ length: queries }, (_, q) => candidates[q * steps + step]);
      // Every query is a document and left out of its own answer.
      const all = Array.from({ length: queries }, () => stored.n - 1);
      expect(at(steps - 1)).toEqual(all);
      expect(at(steps - 2)).not.toEqual(all);
    });
  },
);

test.each(surfaceMakers)(
  "the $backend surface is the same on a grid of notebook 67's thresholds alone",
  async ({ make }) => {
    const decoded = tableCaseOf("notebook-67");
    const grid = Float64Array.from(decoded.stored.thresholds);
    expectStored(await make(surfaceInputOf(decoded, grid)), decoded);
  },
);

test.each(tableCases)("both surfaces of $name are equal", async ({ name }) => {
  const [reference, cpu] = await Promise.all(
    tableSurfaces
      .filter((made) => made.name === name)
      .map(({ surface }) => surface()),
  );
  expect([cpu.queries, cpu.k, cpu.steps]).toEqual([
    reference.queries,
    reference.k,
    reference.steps,
  ]);
  for (const values of [
    "knobs",
    "candidates",
    "need",
    "less",
    "tie",
    "neighbourKey",
    "neighbourStep",
  ] as const)
    expect(firstDifference(cpu[values], reference[values]), values).toBeNull();
});
