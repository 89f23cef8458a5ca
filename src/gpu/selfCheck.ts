import {
  type Codes,
  type ComputeBackend,
  type Matrix,
  type PivotFilter,
  quietContext,
  type SurfaceInput,
} from "../compute/backend";
import { wordsPerCode } from "../numeric/bits";

/*
 * Tiny cases that leave a rest in every tile: rows past 64, dimensions past 32,
 * bits past a word.
 */
const ROWS = 67;
const DIMENSIONS = 37;
const BITS = 45;
const QUERIES = 5;
const PIVOTS = 3;
const NEIGHBOURS = 4;
const LIMIT = 9;
const ITERATIONS = 2;

/** Agreement asked of floats: wrong kernels differ by far more. */
const TOLERANCE = 1e-4;

/** A fixed scatter of the odd numbers -15, -13, ..., 15. */
function scatteredOdd(i: number): number {
  const hash = Math.imul(i, 0x9e3779b1);
  return 2 * (Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 28) - 15;
}

/** A matrix of small odd integers: their sums of products are exact in f32. */
function oddMatrix(rows: number, columns: number, seed: number): Matrix {
  const data = new Float32Array(rows * columns);
  for (let i = 0; i < data.length; i++) data[i] = scatteredOdd(seed + i);
  return { data, rows, columns };
}

function scatteredCodes(rows: number, seed: number): Codes {
  const perCode = wordsPerCode(BITS);
  const words = new Uint32Array(rows * perCode);
  for (let i = 0; i < words.length; i++) {
    const isLast = i % perCode === perCode - 1;
    const mask = isLast ? (0xffffffff << (32 * perCode - BITS)) >>> 0 : ~0;
    words[i] = Math.imul(seed + i, 0x9e3779b1) & mask;
  }
  return { words, rows, bits: BITS };
}

/** Inputs of every operation; x - mean is odd, so that no sum is zero. */
export interface SelfCheckCase {
  readonly x: Matrix;
  readonly mean: Float32Array;
  readonly weights: Matrix;
  /** (BITS, BITS): no rotation, but exact. */
  readonly square: Matrix;
  readonly v: Matrix;
  readonly codes: Codes;
  readonly queryCodes: Codes;
  readonly queries: Matrix;
  readonly excludedRows: Int32Array;
}

/** The fixed case that no two right backends can disagree on. */
export function selfCheckCase(): SelfCheckCase {
  const { data: mean } = oddMatrix(1, DIMENSIONS, 0);
  const x = oddMatrix(ROWS, DIMENSIONS, 1000);
  for (let i = 0; i < x.data.length; i++) x.data[i] += mean[i % DIMENSIONS];
  return {
    x,
    mean,
    weights: oddMatrix(DIMENSIONS, BITS, 9000),
    square: oddMatrix(BITS, BITS, 20_000),
    v: oddMatrix(ROWS, BITS, 30_000),
    codes: scatteredCodes(ROWS, 40_000),
    queryCodes: scatteredCodes(QUERIES, 50_000),
    queries: oddMatrix(QUERIES, DIMENSIONS, 60_000),
    excludedRows: Int32Array.of(3, -1, 0, 66, -1),
  };
}

/** One operation's answer as plain numbers, in order. */
type Answer = ArrayLike<number>;

interface Check {
  readonly name: string;
  /** Integers must be equal, floats agree within `TOLERANCE`. */
  readonly exact: boolean;
  readonly run: (backend: ComputeBackend) => Promise<Answer>;
}

function numbersOf(parts: readonly ArrayLike<number>[]): number[] {
  return parts.flatMap((part) => Array.from(part));
}

async function filterOf(
  backend: ComputeBackend,
  { codes, queryCodes }: SelfCheckCase,
): Promise<PivotFilter> {
  const pivots = scatteredCodes(PIVOTS, 70_000);
  return {
    space: "hamming",
    statistic: "max",
    pivots: PIVOTS,
    documentDistances: await backend.pivotDistances(
      codes,
      pivots,
      quietContext,
    ),
    queryDistances: await backend.pivotDistances(
      queryCodes,
      pivots,
      quietContext,
    ),
  };
}

function cosineFilter(): PivotFilter {
  const distances = (rows: number, seed: number) =>
    oddMatrix(rows, PIVOTS, seed).data.map((value) => (value + 15) / 32);
  return {
    space: "cosine",
    statistic: "max",
    pivots: PIVOTS,
    documentDistances: distances(ROWS, 80_000),
    queryDistances: distances(QUERIES, 90_000),
    thresholds: Float64Array.from({ length: 12 }, (_, t) => t / 16),
  };
}

function checks(it: SelfCheckCase): readonly Check[] {
  const { x, mean, weights, v, square, codes, queryCodes } = it;
  const { queries, excludedRows } = it;
  const surfaceOf = async (backend: ComputeBackend, filter: PivotFilter) => {
    const neighbours = Int32Array.from(
      { length: QUERIES * NEIGHBOURS },
      (_, i) => 1 + ((7 * i) % (ROWS - 2)),
    );
    const input: SurfaceInput = {
      codes,
      queryCodes,
      filter,
      excludedRows,
      neighbours,
      k: NEIGHBOURS,
    };
    const { candidates, need, less, tie, thresholds } = await backend.surface(
      input,
      quietContext,
    );
    return numbersOf([thresholds, candidates, need, less, tie]);
  };
  return [
    {
      name: "product",
      exact: true,
      run: async (backend) =>
        (await backend.product(x, weights, { transposeA: false }, quietContext))
          .data,
    },
    {
      name: "transposed product",
      exact: true,
      run: async (backend) =>
        (await backend.product(x, v, { transposeA: true }, quietContext)).data,
    },
    {
      name: "columnMean",
      exact: false,
      run: (backend) => backend.columnMean(x, quietContext),
    },
    {
      name: "covariance",
      exact: false,
      run: (backend) => backend.covariance(x, mean, quietContext),
    },
    {
      name: "project",
      exact: true,
      run: async (backend) =>
        (await backend.project(x, mean, weights, quietContext)).data,
    },
    {
      name: "signProduct",
      exact: true,
      run: (backend) => backend.signProduct(v, square.data, quietContext),
    },
    {
      name: "polar",
      exact: false,
      run: (backend) => backend.polar(Float64Array.from(square.data), BITS),
    },
    {
      name: "itq",
      exact: false,
      run: async (backend) =>
        (await backend.itq(v, square.data, ITERATIONS, quietContext))
          .absoluteSums,
    },
    {
      name: "encode",
      exact: true,
      run: async (backend) =>
        (await backend.encode(x, mean, weights, quietContext)).words,
    },
    {
      name: "pivotDistances",
      exact: true,
      run: async (backend) => (await filterOf(backend, it)).documentDistances,
    },
    {
      name: "hammingTopK",
      exact: true,
      run: async (backend) => {
        const found = await backend.hammingTopK(
          codes,
          queryCodes,
          LIMIT,
          excludedRows,
          quietContext,
        );
        return numbersOf([found.rows, found.distances]);
      },
    },
    {
      name: "cosineTopK",
      exact: true,
      run: (backend) =>
        backend.cosineTopK(queries, x, NEIGHBOURS, excludedRows, quietContext),
    },
    {
      name: "surface, Hamming pivots",
      exact: true,
      run: async (backend) => surfaceOf(backend, await filterOf(backend, it)),
    },
    {
      name: "surface, cosine pivots",
      exact: true,
      run: (backend) => surfaceOf(backend, cosineFilter()),
    },
    {
      name: "pairSimilarities",
      exact: false,
      run: async (backend) => {
        const pairs = Uint32Array.from(
          { length: 66 },
          (_, i) => (11 * i) % ROWS,
        );
        const found = await backend.pairSimilarities(
          x,
          codes,
          pairs,
          quietContext,
        );
        return numbersOf([found.hamming, found.cosine]);
      },
    },
  ];
}

/** How many numbers differ; a wrong length makes all of them wrong. */
function countDifferences(got: Answer, wanted: Answer, exact: boolean): number {
  if (got.length !== wanted.length) return wanted.length;
  let largest = 0;
  for (let i = 0; i < wanted.length; i++)
    largest = Math.max(largest, Math.abs(wanted[i]));
  const allowed = exact ? 0 : TOLERANCE * Math.max(1, largest);
  let differing = 0;
  for (let i = 0; i < wanted.length; i++) {
    // The last threshold of a surface may be infinite.
    const isSame = got[i] === wanted[i];
    if (!isSame && !(Math.abs(got[i] - wanted[i]) <= allowed)) differing++;
  }
  return differing;
}

/**
 * Runs every operation on the tiny case on both backends and compares every
 * number. Returns null when all agree, else what is wrong, in words.
 */
export async function selfCheck(
  candidate: ComputeBackend,
  reference: ComputeBackend,
): Promise<string | null> {
  for (const { name, exact, run } of checks(selfCheckCase())) {
    const got = await run(candidate);
    const wanted = await run(reference);
    const differing = countDifferences(got, wanted, exact);
    if (differing > 0)
      return `${name}: ${differing} of ${wanted.length} numbers differ from the reference`;
  }
  return null;
}
