import type {
  Codes,
  DistanceArray,
  HammingNeighbours,
  OperationContext,
} from "../compute/backend";
import { wordsPerCode } from "../numeric/bits";
import { type BitKernels, longWords, writeCodes } from "./bitKernels";
import type { BitPool } from "./bitPool";
import { NO_CUT, type ScanTask } from "./bitTasks";
import { distanceArray } from "./hamming";

/** Pairs of a document and a query in one part of a scan, and its documents. */
const PART_PAIRS = 1 << 24;
const MIN_PART_ROWS = 1 << 13;
const MAX_PART_ROWS = 1 << 18;

/** Documents of one block of pivot distances. */
const PART_ROWS = 1 << 16;

/** As `ComputeBackend.hammingTopK`, in WebAssembly, on all threads. */
export async function hammingTopK(
  pool: BitPool,
  codes: Codes,
  queryCodes: Codes,
  limit: number,
  excludedRows: Int32Array,
  context: OperationContext,
): Promise<HammingNeighbours> {
  const words = wordsPerCode(codes.bits);
  const queries = queryCodes.rows;
  // Enough pairs for a part to be worth a message, few enough to be cancelled.
  const partRows = Math.max(
    MIN_PART_ROWS,
    Math.min(MAX_PART_ROWS, Math.ceil(PART_PAIRS / queries)),
  );
  const cuts = new Uint32Array(queries).fill(NO_CUT);
  const scanned = await pool.run<ScanTask>(
    {
      kind: "scan",
      operands: {
        words,
        bits: codes.bits,
        queryWords: queryCodes.words,
        excludedRows,
        limit,
      },
      parts: Math.ceil(codes.rows / partRows),
      part: (index, leaves) => {
        const firstRow = index * partRows;
        const range = [
          firstRow * words,
          (firstRow + partRows) * words,
        ] as const;
        return {
          codeWords: leaves
            ? codes.words.slice(...range)
            : codes.words.subarray(...range),
          firstRow,
          cuts: cuts.slice(),
        };
      },
      // A full list bounds the last distance that can still matter. Rows of the
      // parts come in any order, so codes at that distance still count.
      onResult: (_, { counts, distances }) => {
        for (let q = 0; q < queries; q++) {
          if (counts[q] < limit) continue;
          let furthest = 0;
          for (let i = q * limit; i < (q + 1) * limit; i++)
            furthest = Math.max(furthest, distances[i]);
          cuts[q] = Math.min(cuts[q], furthest + 1);
        }
      },
    },
    context,
  );
  const result: HammingNeighbours = {
    rows: new Int32Array(queries * limit),
    distances: new Uint16Array(queries * limit),
  };
  const keys = new Float64Array(scanned.length * limit);
  for (let q = 0; q < queries; q++) {
    // Distance and row in one number that sorts as the pair does.
    let count = 0;
    for (const { counts, rows, distances } of scanned)
      for (let i = q * limit; i < q * limit + counts[q]; i++)
        keys[count++] = distances[i] * 2 ** 32 + rows[i];
    const sorted = keys.subarray(0, count).sort();
    for (let i = 0; i < limit; i++) {
      const distance = Math.floor(sorted[i] / 2 ** 32);
      result.rows[q * limit + i] = sorted[i] - distance * 2 ** 32;
      result.distances[q * limit + i] = distance;
    }
  }
  return result;
}

/** As `ComputeBackend.pivotDistances`, in WebAssembly. */
export async function pivotDistances(
  kernels: BitKernels,
  codes: Codes,
  pivots: Codes,
  context: OperationContext,
): Promise<DistanceArray> {
  const words = wordsPerCode(codes.bits);
  const width = longWords(words);
  const count = pivots.rows;
  const distances = distanceArray(codes.bits, codes.rows * count);
  const size = distances.BYTES_PER_ELEMENT;
  for (let start = 0; start < codes.rows; start += PART_ROWS) {
    const end = Math.min(codes.rows, start + PART_ROWS);
    const rows = end - start;
    const at = kernels.allocate({
      codes: rows * width * 8,
      pivots: count * width * 8,
      out: rows * count * size,
    });
    writeCodes(
      kernels,
      at.codes,
      codes.words.subarray(start * words, end * words),
      words,
    );
    writeCodes(kernels, at.pivots, pivots.words, words);
    for (let p = 0; p < count; p++) {
      const pivot = at.pivots + p * width * 8;
      const to = [at.out + p * size, count * size] as const;
      if (size === 1)
        kernels.run.distances8(at.codes, width, rows, pivot, ...to);
      else kernels.run.distances16(at.codes, width, rows, pivot, ...to);
    }
    distances.set(
      size === 1
        ? kernels.bytes(at.out, rows * count)
        : kernels.u16(at.out, rows * count),
      start * count,
    );
    await context.checkpoint(end, codes.rows);
  }
  return distances;
}
