import { describe, expect, test } from "vitest";
import { CancelledError, quietContext } from "../../../src/compute/backend";
import { surface as referenceSurface } from "../../../src/compute/reference/search";
import { surface } from "../../../src/cpu/surface";
import { wordsPerCode } from "../../../src/numeric/bits";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import type { PivotDistances } from "../../../src/search/structure/pivots/rule";
import {
  pivotSurface,
  type PivotSurfaceInput,
} from "../../contract/pivotSurface";
import { firstDifference } from "../compute/typedArrays";

interface Shape {
  readonly n: number;
  readonly queries: number;
  readonly k: number;
  readonly bits: number;
  readonly pivots: number;
  /** Different codes: few make large tie groups. */
  readonly distinct: number;
  /** Queries that are documents, left out of their own answer. */
  readonly excluded: boolean;
  readonly space: "hamming" | "cosine";
}

/** Codes, distances and neighbours without any structure between them. */
function randomInput(seed: number, shape: Shape): PivotSurfaceInput {
  const { n, queries, k, bits, pivots, distinct, excluded, space } = shape;
  const random = new NumpyGenerator(seed);
  const perCode = wordsPerCode(bits);
  const kinds = Array.from({ length: distinct }, () =>
    Uint32Array.from({ length: perCode }, (_, w) => {
      const used = Math.min(32, bits - w * 32);
      return random.integers(2 ** used) * 2 ** (32 - used);
    }),
  );
  const words = new Uint32Array(n * perCode);
  for (let row = 0; row < n; row++)
    words.set(kinds[random.integers(distinct)], row * perCode);
  const excludedRows = excluded
    ? random.choice(n, queries)
    : new Int32Array(queries).fill(-1);
  const queryWords = new Uint32Array(queries * perCode);
  excludedRows.forEach((row, q) =>
    queryWords.set(
      row < 0
        ? kinds[random.integers(distinct)]
        : words.subarray(row * perCode, (row + 1) * perCode),
      q * perCode,
    ),
  );
  const neighbours = new Int32Array(queries * k);
  excludedRows.forEach((row, q) =>
    neighbours.set(
      random
        .permutation(n)
        .filter((other) => other !== row)
        .slice(0, k),
      q * k,
    ),
  );
  // On a coarse grid of their own, so that thresholds are often met exactly.
  const cosines = (rows: number) =>
    Float32Array.from(
      { length: rows * pivots },
      () => random.integers(17) / 16,
    );
  const hammings = (rows: number) =>
    Uint16Array.from({ length: rows * pivots }, () =>
      random.integers(bits + 1),
    );
  const distances: PivotDistances =
    space === "cosine"
      ? {
          space,
          statistic: "max" as const,
          pivots,
          documentDistances: cosines(n),
          queryDistances: cosines(queries),
        }
      : {
          space,
          statistic: "max" as const,
          pivots,
          documentDistances: hammings(n),
          queryDistances: hammings(queries),
        };
  return pivotSurface({
    codes: { words, rows: n, bits },
    queryCodes: { words: queryWords, rows: queries, bits },
    distances,
    grid:
      space === "cosine"
        ? Float64Array.from({ length: 12 }, (_, t) => t / 16)
        : null,
    excludedRows,
    neighbours,
    k,
  });
}

const plain: Shape = {
  n: 80,
  queries: 6,
  k: 7,
  bits: 24,
  pivots: 3,
  distinct: 80,
  excluded: true,
  space: "hamming",
};

const shapes: readonly [string, Shape][] = [
  ["queries in the corpus", plain],
  ["queries from outside", { ...plain, excluded: false }],
  ["cosine pivots", { ...plain, space: "cosine" }],
  ["all codes equal", { ...plain, distinct: 1 }],
  ["three different codes", { ...plain, distinct: 3, n: 150 }],
  ["every other document is a neighbour", { ...plain, n: 9, k: 8 }],
  ["one document", { ...plain, n: 1, queries: 1, k: 1, excluded: false }],
  ["one bit", { ...plain, bits: 1, distinct: 2, space: "cosine" }],
  ["300 bits", { ...plain, bits: 300 }],
  ["one pivot", { ...plain, pivots: 1 }],
];

describe("the histogram surface equals the definition", () => {
  test.each(shapes)("%s", async (_, shape) => {
    for (const seed of [1, 2, 3]) {
      const input = randomInput(seed, shape);
      const fast = await surface(input, quietContext);
      const slow = referenceSurface(input);
      expect([fast.queries, fast.k, fast.steps]).toEqual([
        slow.queries,
        slow.k,
        slow.steps,
      ]);
      for (const name of [
        "knobs",
        "candidates",
        "need",
        "less",
        "tie",
        "neighbourKey",
        "neighbourStep",
      ] as const)
        expect(firstDifference(fast[name], slow[name]), name).toBeNull();
    }
  });
});

test("reports every query and stops where the context says so", async () => {
  const reported: number[][] = [];
  const stopped = surface(randomInput(1, plain), {
    checkpoint: async (done, total) => {
      reported.push([done, total]);
      if (done === 2) throw new CancelledError();
    },
  });
  await expect(stopped).rejects.toBeInstanceOf(CancelledError);
  expect(reported).toEqual([
    [1, 6],
    [2, 6],
  ]);
});
