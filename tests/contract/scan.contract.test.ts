import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  CancelledError,
  type Codes,
  type ComputeBackend,
  type HammingNeighbours,
  quietContext,
} from "../../src/compute/backend";
import { createReferenceBackend } from "../../src/compute/reference/referenceBackend";
import { BACKENDS, openBackend } from "./backends";
import {
  bitOf,
  codesOf,
  integer,
  matrixOf,
  type Random,
  randomCodes,
  seededRandom,
  unitRows,
} from "./cases";
import { onceEach } from "./once";

const reference = createReferenceBackend();

interface ScanShape {
  readonly n: number;
  readonly queries: number;
  readonly limit: number;
  readonly bits: number;
  /** Different codes among the documents: few make large tie groups. */
  readonly distinct: number;
}

function codesWithTies(random: Random, shape: ScanShape): Codes {
  const different = randomCodes(random, shape.distinct, shape.bits);
  const source = Array.from({ length: shape.n }, () =>
    integer(random, shape.distinct),
  );
  return codesOf(shape.n, shape.bits, (row, bit) =>
    bitOf(different, source[row], bit),
  );
}

/** Every other query is a document and leaves its row out. */
function scanInput(seed: number, shape: ScanShape) {
  const random = seededRandom(seed);
  const { n, queries, limit, bits } = shape;
  const codes = codesWithTies(random, shape);
  const excludedRows = Int32Array.from({ length: queries }, (_, q) =>
    q % 2 === 0 && limit < n ? integer(random, n) : -1,
  );
  const strangers = randomCodes(random, queries, bits);
  const queryCodes = codesOf(queries, bits, (q, bit) =>
    excludedRows[q] >= 0
      ? bitOf(codes, excludedRows[q], bit)
      : bitOf(strangers, q, bit),
  );
  return { codes, queryCodes, excludedRows };
}

const SIZES = [1, 2, 63, 64, 65, 255, 256, 257, 997, 1023, 1025, 4097];
const BITS = [1, 31, 32, 33, 64, 96, 128, 255, 256, 300, 1024];

const SHAPES: readonly ScanShape[] = [
  ...SIZES.map((n, i) => ({
    n,
    queries: 1 + (i % 5),
    limit: Math.max(1, Math.min(10, n - 1)),
    bits: 128,
    distinct: n,
  })),
  ...BITS.map((bits) => ({
    n: 300,
    queries: 5,
    limit: 100,
    bits,
    distinct: 300,
  })),
  // Nothing but ties, and a limit of all documents.
  { n: 500, queries: 3, limit: 7, bits: 128, distinct: 1 },
  { n: 500, queries: 3, limit: 499, bits: 64, distinct: 3 },
  { n: 129, queries: 2, limit: 128, bits: 128, distinct: 129 },
  // More than the sample that the first cutoff is taken from, and more queries
  // than one pass takes.
  { n: 70_001, queries: 3, limit: 100, bits: 128, distinct: 70_001 },
  { n: 40_001, queries: 2, limit: 20, bits: 96, distinct: 2 },
  { n: 600, queries: 259, limit: 5, bits: 64, distinct: 600 },
];

const CASES = SHAPES.map((shape, i) => {
  const { n, queries, limit, bits, distinct } = shape;
  return {
    name: `${i}. ${queries} queries, ${n} documents of ${bits} bits (${distinct} different), top ${limit}`,
    seed: i + 1,
    shape,
  };
});

function same(got: HammingNeighbours, wanted: HammingNeighbours): void {
  expect(got.distances).toEqual(wanted.distances);
  expect(got.rows).toEqual(wanted.rows);
}

const inputs = onceEach<ReturnType<typeof scanInput>>();
const referenceNeighbours = onceEach<Promise<HammingNeighbours>>();

describe.each(BACKENDS)("scans on %s", (backendName) => {
  let backend: ComputeBackend;
  beforeAll(async () => {
    backend = await openBackend(backendName);
  });
  afterAll(() => backend.dispose());

  test.each(CASES)("hammingTopK, $name", async ({ name, seed, shape }) => {
    const { codes, queryCodes, excludedRows } = inputs(name, () =>
      scanInput(seed, shape),
    );
    const operands = [codes, queryCodes, shape.limit, excludedRows] as const;
    same(
      await backend.hammingTopK(...operands, quietContext),
      await referenceNeighbours(name, () =>
        reference.hammingTopK(...operands, quietContext),
      ),
    );
  });

  test("ties at the cutoff beyond any buffer: the lowest rows", async () => {
    const n = 150_000;
    const codes = codesOf(n, 32, (row) => row === n - 1);
    const queryCodes = codesOf(2, 32, (q) => q === 1);
    const got = await backend.hammingTopK(
      codes,
      queryCodes,
      4,
      Int32Array.of(1, -1),
      quietContext,
    );
    expect([...got.rows]).toEqual([0, 2, 3, 4, n - 1, 0, 1, 2]);
    expect([...got.distances]).toEqual([0, 0, 0, 0, 0, 32, 32, 32]);
  });

  test("a cancel is heard, and the next call answers", async () => {
    const random = seededRandom(77);
    // More than one chunk of any backend.
    const codes = randomCodes(random, 140_000, 64);
    const queryCodes = randomCodes(random, 70, 64);
    const operands = [
      codes,
      queryCodes,
      3,
      new Int32Array(70).fill(-1),
    ] as const;
    await expect(
      backend.hammingTopK(...operands, {
        checkpoint: () => Promise.reject(new CancelledError()),
      }),
    ).rejects.toBeInstanceOf(CancelledError);
    const { rows } = await backend.hammingTopK(...operands, quietContext);
    const again = await backend.hammingTopK(...operands, quietContext);
    expect(rows).toEqual(again.rows);
  });

  test("too many asked for is an error of the caller", async () => {
    const codes = randomCodes(seededRandom(1), 10, 32);
    await expect(
      backend.hammingTopK(codes, codes, 10, new Int32Array(10), quietContext),
    ).rejects.toThrow("limit = 10 needs at least 11 documents, got 10");
  });

  test.each([
    { n: 2, d: 1, bits: 1, count: 1 },
    { n: 5, d: 7, bits: 33, count: 63 },
    { n: 64, d: 128, bits: 128, count: 64 },
    { n: 500, d: 384, bits: 256, count: 4099 },
    { n: 300, d: 101, bits: 1024, count: 257 },
  ])(
    "pairSimilarities, $count pairs of $n rows, $d dimensions, $bits bits",
    async ({ n, d, bits, count }) => {
      const random = seededRandom(n + d);
      const unit = unitRows(random, n, d);
      // Rows of any length count, and a zero row has cosine 0.
      const x = matrixOf(n, d, (i, j) =>
        i === 1 ? 0 : unit.data[i * d + j] * (1 + i),
      );
      const codes = randomCodes(random, n, bits);
      const pairs = Uint32Array.from({ length: 2 * count }, () =>
        integer(random, n),
      );
      const got = await backend.pairSimilarities(x, codes, pairs, quietContext);
      const wanted = await reference.pairSimilarities(
        x,
        codes,
        pairs,
        quietContext,
      );
      expect(got.hamming).toEqual(wanted.hamming);
      got.cosine.forEach((cosine, i) => {
        if (!(Math.abs(cosine - wanted.cosine[i]) <= 1e-6))
          expect.fail(`pair ${i}: ${cosine}, not ${wanted.cosine[i]}`);
      });
    },
  );

  test("pairSimilarities of no pairs, and of strangers", async () => {
    const x = unitRows(seededRandom(2), 3, 4);
    const codes = randomCodes(seededRandom(3), 3, 8);
    const none = await backend.pairSimilarities(
      x,
      codes,
      new Uint32Array(0),
      quietContext,
    );
    expect(none.hamming).toHaveLength(0);
    await expect(
      backend.pairSimilarities(x, codes, Uint32Array.of(0, 3), quietContext),
    ).rejects.toThrow("row 3 of pair 0 is not among 3");
  });
});
