import type { Codes, Matrix } from "../compute/backend";
import { wordsPerCode } from "../numeric/bits";

/*
 * Tiny cases that leave a rest in every tile: rows past 64, dimensions past 32,
 * bits past a word.
 */
export const ROWS = 67;
const DIMENSIONS = 37;
export const BITS = 45;
export const QUERIES = 5;
const PIVOTS = 3;
/** Enough rows that ITQ's products are far from losing rank. */
const ITQ_ROWS = 577;
export const NEIGHBOURS = 4;
export const LIMIT = 9;
export const ITERATIONS = 2;

/** A fixed scatter of the odd numbers -15, -13, ..., 15. */
function scatteredOdd(i: number): number {
  const hash = Math.imul(i, 0x9e3779b1);
  return 2 * (Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 28) - 15;
}

/** A matrix of small odd integers: their sums of products are exact in f32. */
export function oddMatrix(rows: number, columns: number, seed: number): Matrix {
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
  /** (ITQ_ROWS, BITS), for ITQ from `identity` (BITS, BITS). */
  readonly tall: Matrix;
  readonly identity: Float32Array;
  readonly codes: Codes;
  readonly queryCodes: Codes;
  /** Three codes. */
  readonly pivots: Codes;
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
    tall: oddMatrix(ITQ_ROWS, BITS, 100_000),
    identity: Float32Array.from({ length: BITS * BITS }, (_, i) =>
      i % (BITS + 1) === 0 ? 1 : 0,
    ),
    codes: scatteredCodes(ROWS, 40_000),
    queryCodes: scatteredCodes(QUERIES, 50_000),
    pivots: scatteredCodes(PIVOTS, 70_000),
    queries: oddMatrix(QUERIES, DIMENSIONS, 60_000),
    excludedRows: Int32Array.of(3, -1, 0, 66, -1),
  };
}
