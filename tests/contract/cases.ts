import type { Codes, Matrix } from "../../src/compute/backend";
import { wordsPerCode } from "../../src/numeric/bits";

/*
 * Seeded inputs of the contract. Every generator takes a `Random`, so that a
 * failing case is the same in the next run.
 */

/** Numbers in [0, 1). */
export type Random = () => number;

/** Marsaglia's 32-bit xorshift: enough for test data. */
export function seededRandom(seed: number): Random {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x6d2b79f5) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

/** An integer in [0, limit). */
export function integer(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

/** Near enough to normal: the sum of four uniform numbers, centred. */
export function bell(random: Random): number {
  return random() + random() + random() + random() - 2;
}

/** A matrix whose entry (i, j) is `value(i, j)`. */
export function matrixOf(
  rows: number,
  columns: number,
  value: (row: number, column: number) => number,
): Matrix {
  const data = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) data[i * columns + j] = value(i, j);
  return { data, rows, columns };
}

/** Rows of length one, as embedders give them, with a common direction. */
export function unitRows(
  random: Random,
  rows: number,
  columns: number,
): Matrix {
  const m = matrixOf(rows, columns, (_, j) => bell(random) + (j % 3) / 3);
  for (let i = 0; i < rows; i++) {
    const row = m.data.subarray(i * columns, (i + 1) * columns);
    const length = Math.hypot(...row) || 1;
    for (let j = 0; j < columns; j++) row[j] /= length;
  }
  return m;
}

/** Weights (d, b) whose columns have length one, as those of W R have. */
export function unitColumns(random: Random, d: number, b: number): Matrix {
  const transposed = unitRows(random, b, d);
  return matrixOf(d, b, (i, j) => transposed.data[j * d + i]);
}

/** Odd integers from -15 to 15: sums of an odd number of products are never 0. */
export function oddIntegers(
  random: Random,
  rows: number,
  columns: number,
): Matrix {
  return matrixOf(rows, columns, () => 2 * integer(random, 16) - 15);
}

/** Column mean in f64, stored as f32. */
export function meanOf(x: Matrix): Float32Array {
  const sums = new Float64Array(x.columns);
  x.data.forEach((value, i) => (sums[i % x.columns] += value));
  return Float32Array.from(sums, (sum) => (x.rows > 0 ? sum / x.rows : 0));
}

/** Codes with random bits; `bits` past the last one stay zero. */
export function randomCodes(random: Random, rows: number, bits: number): Codes {
  return codesOf(rows, bits, () => random() < 0.5);
}

/** Codes whose bit j of row i is `isSet(i, j)`. */
export function codesOf(
  rows: number,
  bits: number,
  isSet: (row: number, bit: number) => boolean,
): Codes {
  const perCode = wordsPerCode(bits);
  const words = new Uint32Array(rows * perCode);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < bits; j++)
      if (isSet(i, j))
        words[i * perCode + (j >>> 5)] |= 0x80000000 >>> (j & 31);
  return { words, rows, bits };
}

/** Bit `bit` of row `row`. */
export function bitOf(codes: Codes, row: number, bit: number): boolean {
  const word = codes.words[row * wordsPerCode(codes.bits) + (bit >>> 5)];
  return ((word >>> (31 - (bit & 31))) & 1) === 1;
}

/** `count` different integers of [0, limit), in random order. */
export function differentIntegers(
  random: Random,
  count: number,
  limit: number,
): number[] {
  const all = Array.from({ length: limit }, (_, i) => i);
  for (let i = 0; i < count; i++) {
    const j = i + integer(random, limit - i);
    [all[i], all[j]] = [all[j], all[i]];
  }
  return all.slice(0, count);
}
