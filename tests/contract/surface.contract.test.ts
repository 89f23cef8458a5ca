import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Codes,
  type ComputeBackend,
  type PivotFilter,
  quietContext,
  type SurfaceInput,
} from "../../src/compute/backend";
import { createReferenceBackend } from "../../src/compute/reference/referenceBackend";
import { BACKENDS, openBackend } from "./backends";
import {
  bitOf,
  codesOf,
  differentIntegers,
  integer,
  type Random,
  randomCodes,
  seededRandom,
} from "./cases";

interface SurfaceShape {
  readonly n: number;
  readonly queries: number;
  readonly k: number;
  readonly bits: number;
  readonly pivots: number;
  /** Different codes among the documents: few make large tie groups. */
  readonly distinct: number;
  readonly space: PivotFilter["space"];
  readonly statistic?: PivotFilter["statistic"];
}

const reference = createReferenceBackend();

/** Codes of which each is one of `distinct`. */
function codesWithTies(
  random: Random,
  rows: number,
  bits: number,
  distinct: number,
): Codes {
  const different = randomCodes(random, distinct, bits);
  const source = Array.from({ length: rows }, () => integer(random, distinct));
  return codesOf(rows, bits, (row, bit) => bitOf(different, source[row], bit));
}

/** Distances on the thresholds' own grid: `<` and `<=` would differ often. */
function realFilter(
  random: Random,
  shape: SurfaceShape,
  space: "cosine" | "angular",
): PivotFilter {
  const distances = (rows: number) =>
    Float32Array.from(
      { length: rows * shape.pivots },
      () => integer(random, 33) / 32,
    );
  return {
    space,
    statistic: shape.statistic ?? "max",
    pivots: shape.pivots,
    documentDistances: distances(shape.n),
    queryDistances: distances(shape.queries),
    thresholds: Float64Array.from({ length: 20 }, (_, t) => (t * 1.5) / 32),
  };
}

async function hammingFilter(
  random: Random,
  shape: SurfaceShape,
  codes: Codes,
  queryCodes: Codes,
): Promise<PivotFilter> {
  const pivots = randomCodes(random, shape.pivots, shape.bits);
  return {
    space: "hamming",
    statistic: shape.statistic ?? "max",
    pivots: shape.pivots,
    documentDistances: await reference.pivotDistances(
      codes,
      pivots,
      quietContext,
    ),
    queryDistances: await reference.pivotDistances(
      queryCodes,
      pivots,
      quietContext,
    ),
  };
}

/** Every other query is a document and leaves its row out. */
async function surfaceInput(
  seed: number,
  shape: SurfaceShape,
): Promise<SurfaceInput> {
  const { n, queries, k, bits, distinct } = shape;
  const random = seededRandom(seed);
  const codes = codesWithTies(random, n, bits, distinct);
  const excludedRows = Int32Array.from({ length: queries }, (_, q) =>
    q % 2 === 0 && k < n ? integer(random, n) : -1,
  );
  const strangers = randomCodes(random, queries, bits);
  const queryCodes = codesOf(queries, bits, (q, bit) =>
    excludedRows[q] >= 0
      ? bitOf(codes, excludedRows[q], bit)
      : bitOf(strangers, q, bit),
  );
  const neighbours = new Int32Array(queries * k);
  for (let q = 0; q < queries; q++) {
    const rows = differentIntegers(random, Math.min(n, k + 1), n);
    const others = rows.filter((row) => row !== excludedRows[q]);
    neighbours.set(others.slice(0, k), q * k);
  }
  const filter =
    shape.space === "hamming"
      ? await hammingFilter(random, shape, codes, queryCodes)
      : realFilter(random, shape, shape.space);
  return { codes, queryCodes, filter, excludedRows, neighbours, k };
}

function randomShape(seed: number): SurfaceShape {
  const random = seededRandom(seed * 77);
  const n = 2 + integer(random, 200);
  return {
    n,
    queries: 1 + integer(random, 7),
    k: 1 + integer(random, Math.min(10, n - 1)),
    bits: [3, 16, 45, 128, 255, 256, 300][integer(random, 7)],
    pivots: 1 + integer(random, 8),
    distinct: [1, 4, n][integer(random, 3)],
    space: ["hamming", "cosine", "hamming", "angular"][
      seed % 4
    ] as PivotFilter["space"],
    statistic: seed % 3 === 0 ? "sum-of-squares" : "max",
  };
}

const EDGES: readonly SurfaceShape[] = [
  // One document that is the only neighbour.
  {
    n: 1,
    queries: 1,
    k: 1,
    bits: 16,
    pivots: 1,
    distinct: 1,
    space: "hamming",
  },
  { n: 1, queries: 2, k: 1, bits: 16, pivots: 1, distinct: 1, space: "cosine" },
  // Every document is a neighbour.
  { n: 9, queries: 3, k: 8, bits: 2, pivots: 3, distinct: 4, space: "hamming" },
  // Two distances only, all ties.
  {
    n: 65,
    queries: 4,
    k: 9,
    bits: 1,
    pivots: 1,
    distinct: 2,
    space: "hamming",
  },
  { n: 64, queries: 4, k: 9, bits: 1, pivots: 2, distinct: 2, space: "cosine" },
  // More documents than the notebooks' largest limit.
  {
    n: 2003,
    queries: 3,
    k: 10,
    bits: 128,
    pivots: 8,
    distinct: 2003,
    space: "hamming",
  },
];

function caseName(shape: SurfaceShape): string {
  const { n, queries, k, bits, pivots, distinct, space } = shape;
  return `${space}: ${queries} queries, ${n} documents of ${bits} bits (${distinct} different), k = ${k}, ${pivots} pivots`;
}

const CASES = [
  ...EDGES,
  ...Array.from({ length: 20 }, (_, i) => randomShape(i + 1)),
].map((shape, i) => ({ name: `${i}. ${caseName(shape)}`, seed: i + 1, shape }));

describe.each(BACKENDS)("surface on %s", (backendName) => {
  let backend: ComputeBackend;
  beforeAll(async () => {
    backend = await openBackend(backendName);
  });
  afterAll(() => backend.dispose());

  test.each(CASES)("$name", async ({ seed, shape }) => {
    const input = await surfaceInput(seed, shape);
    const got = await backend.surface(input, quietContext);
    const wanted = await reference.surface(input, quietContext);
    expect(Object.keys(got).sort()).toEqual(Object.keys(wanted).sort());
    expect(got.thresholds).toEqual(wanted.thresholds);
    expect(got).toEqual(wanted);
  });

  test("the last step keeps every document but the query", async () => {
    const input = await surfaceInput(4, randomShape(4));
    const got = await backend.surface(input, quietContext);
    for (let q = 0; q < got.queries; q++)
      expect(got.candidates[(q + 1) * got.steps - 1]).toBe(
        input.codes.rows - (input.excludedRows[q] >= 0 ? 1 : 0),
      );
  });

  test("operands that do not fit are an error of the caller", async () => {
    const input = await surfaceInput(2, randomShape(2));
    await expect(
      backend.surface({ ...input, k: input.k + 1 }, quietContext),
    ).rejects.toThrow("surface: neighbours should hold");
  });
});
