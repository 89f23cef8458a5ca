import {
  type ComputeBackend,
  type Matrix,
  quietContext,
} from "../compute/backend";
import { wordsPerCode } from "../numeric/bits";

/** Codes are compared word by word: 67 rows of 45 bits, 2 words each. */
const ROWS = 67;
const DIMENSIONS = 37;
const BITS = 45;

export interface SelfCheckCase {
  readonly x: Matrix;
  readonly mean: Float32Array;
  readonly weights: Matrix;
}

/** A fixed scatter of the odd numbers -15, -13, ..., 15. */
function scatteredOdd(i: number): number {
  const hash = Math.imul(i, 0x9e3779b1);
  return 2 * (Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 28) - 15;
}

/**
 * A fixed tiny case that no two right backends can disagree on: x - mean and
 * weights are small odd integers in an odd number of dimensions, so that every
 * sum is exact in f32, odd, and therefore not zero.
 *
 * The shape leaves a rest in every tile: rows past 64, dimensions past 32, bits
 * past a word.
 */
export function selfCheckCase(): SelfCheckCase {
  const x = new Float32Array(ROWS * DIMENSIONS);
  const mean = new Float32Array(DIMENSIONS);
  const weights = new Float32Array(DIMENSIONS * BITS);
  for (let j = 0; j < DIMENSIONS; j++) mean[j] = scatteredOdd(j);
  for (let i = 0; i < x.length; i++)
    x[i] = scatteredOdd(1000 + i) + mean[i % DIMENSIONS];
  for (let i = 0; i < weights.length; i++) weights[i] = scatteredOdd(9000 + i);
  return {
    x: { data: x, rows: ROWS, columns: DIMENSIONS },
    mean,
    weights: { data: weights, rows: DIMENSIONS, columns: BITS },
  };
}

/**
 * Encodes the tiny case on both backends and compares every word. Returns null
 * when all agree, else what is wrong, in words.
 */
export async function selfCheck(
  candidate: Pick<ComputeBackend, "encode">,
  reference: Pick<ComputeBackend, "encode">,
): Promise<string | null> {
  const { x, mean, weights } = selfCheckCase();
  const got = await candidate.encode(x, mean, weights, quietContext);
  const wanted = await reference.encode(x, mean, weights, quietContext);
  const total = ROWS * wordsPerCode(BITS);
  let differing = 0;
  for (let i = 0; i < total; i++)
    if (got.words[i] !== wanted.words[i]) differing++;
  return differing === 0
    ? null
    : `${differing} of ${total} code words differ from the reference`;
}
