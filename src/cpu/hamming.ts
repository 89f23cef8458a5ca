import type {
  Codes,
  DistanceArray,
  HammingNeighbours,
  Matrix,
  OperationContext,
  PairSimilarities,
} from "../compute/backend";
import { cosineOfRows } from "../numeric/cosine";
import { smallestByDistance } from "../numeric/topk";
import { hammingDistance, popcount32, wordsPerCode } from "../numeric/bits";

/** Codes between two checkpoints. */
const BLOCK_ROWS = 1 << 16;

/**
 * Hamming distances of rows [start, end) of `codes` to one code, written to
 * `out[(row - start) * stride + offset]`. Four words, the usual 128 bits, have
 * a loop of their own: it is what every page load runs.
 */
export function hammingToRows(
  codes: Codes,
  other: Codes,
  otherRow: number,
  start: number,
  end: number,
  out: DistanceArray,
  stride: number,
  offset: number,
): void {
  const words = wordsPerCode(codes.bits);
  const a = codes.words;
  const b = other.words;
  const at = otherRow * words;
  let target = offset;
  if (words === 4) {
    const b0 = b[at];
    const b1 = b[at + 1];
    const b2 = b[at + 2];
    const b3 = b[at + 3];
    for (let i = start * 4; i < end * 4; i += 4, target += stride) {
      out[target] =
        popcount32(a[i] ^ b0) +
        popcount32(a[i + 1] ^ b1) +
        popcount32(a[i + 2] ^ b2) +
        popcount32(a[i + 3] ^ b3);
    }
    return;
  }
  for (let row = start; row < end; row++, target += stride) {
    let distance = 0;
    for (let w = 0; w < words; w++)
      distance += popcount32(a[row * words + w] ^ b[at + w]);
    out[target] = distance;
  }
}

/** An array that holds distances up to `bits`. */
export function distanceArray(bits: number, size: number): DistanceArray {
  return bits > 255 ? new Uint16Array(size) : new Uint8Array(size);
}

/** As `ComputeBackend.pivotDistances`. */
export async function pivotDistances(
  codes: Codes,
  pivots: Codes,
  context: OperationContext,
): Promise<DistanceArray> {
  const distances = distanceArray(codes.bits, codes.rows * pivots.rows);
  for (let start = 0; start < codes.rows; start += BLOCK_ROWS) {
    const end = Math.min(codes.rows, start + BLOCK_ROWS);
    for (let p = 0; p < pivots.rows; p++)
      hammingToRows(
        codes,
        pivots,
        p,
        start,
        end,
        distances,
        pivots.rows,
        start * pivots.rows + p,
      );
    await context.checkpoint(end, codes.rows);
  }
  return distances;
}

/** As `ComputeBackend.hammingTopK`. */
export async function hammingTopK(
  codes: Codes,
  queryCodes: Codes,
  limit: number,
  excludedRows: Int32Array,
  context: OperationContext,
): Promise<HammingNeighbours> {
  const rows = new Int32Array(queryCodes.rows * limit);
  const distances = new Uint16Array(queryCodes.rows * limit);
  const all = distanceArray(codes.bits, codes.rows);
  for (let q = 0; q < queryCodes.rows; q++) {
    hammingToRows(codes, queryCodes, q, 0, codes.rows, all, 1, 0);
    const excluded = excludedRows[q];
    const nearest = smallestByDistance(all, limit, (row) => row !== excluded);
    rows.set(nearest, q * limit);
    distances.set(
      nearest.map((row) => all[row]),
      q * limit,
    );
    await context.checkpoint(q + 1, queryCodes.rows);
  }
  return { rows, distances };
}

/** As `ComputeBackend.pairSimilarities`. */
export async function pairSimilarities(
  x: Matrix,
  codes: Codes,
  pairs: Uint32Array,
  context: OperationContext,
): Promise<PairSimilarities> {
  const d = x.columns;
  const words = wordsPerCode(codes.bits);
  const count = pairs.length / 2;
  const hamming = new Uint16Array(count);
  const cosine = new Float32Array(count);
  for (let start = 0; start < count; start += BLOCK_ROWS) {
    const end = Math.min(count, start + BLOCK_ROWS);
    for (let i = start; i < end; i++) {
      const a = pairs[2 * i];
      const b = pairs[2 * i + 1];
      const { words: w } = codes;
      hamming[i] = hammingDistance(w, a * words, w, b * words, words);
      cosine[i] = cosineOfRows(x.data, a * d, x.data, b * d, d);
    }
    await context.checkpoint(end, count);
  }
  return { hamming, cosine };
}
