import type {
  Codes,
  DistanceArray,
  OperationContext,
} from "../compute/backend";
import { popcount32, wordsPerCode } from "../numeric/bits";

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
