import type {
  Codes,
  DistanceArray,
  HammingNeighbours,
  OperationContext,
  PivotFilter,
  SurfaceInput,
} from "../compute/backend";
import { emptySurface } from "../compute/emptySurface";
import { maxBars } from "../compute/filterSteps";
import { placeNeighbours, readHistogram } from "../compute/surfaceSlots";
import { wordsPerCode } from "../numeric/bits";
import { type BitKernels, longWords, writeCodes } from "./bitKernels";
import type { BitPool } from "./bitPool";
import { type HistogramTask, NO_CUT, type ScanTask } from "./bitTasks";
import { distanceArray } from "./hamming";
import type { Surface } from "../model/surface";

/** Pairs of a document and a query in one part of a scan, and its documents. */
const PART_PAIRS = 1 << 24;
const MIN_PART_ROWS = 1 << 13;
const MAX_PART_ROWS = 1 << 18;

/** Documents of one block of pivot distances. */
const PART_ROWS = 1 << 16;

/** Queries of one part of a surface. */
const MAX_PART_QUERIES = 32;

/** Histograms of one part, whatever its queries. */
const HISTOGRAM_BYTES = 2 ** 25;

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
  const found = await pool.run<ScanTask>(
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
  const keys = new Float64Array(found.length * limit);
  for (let q = 0; q < queries; q++) {
    // Distance and row in one number that sorts as the pair does.
    let count = 0;
    for (const { counts, rows, distances } of found)
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

/** (P, n): the distances to each pivot as one contiguous column. */
function pivotColumns(
  { pivots, documentDistances }: PivotFilter,
  n: number,
): PivotFilter["documentDistances"] {
  const columns = documentDistances.slice();
  for (let p = 0; p < pivots; p++)
    for (let row = 0; row < n; row++)
      columns[p * n + row] = documentDistances[row * pivots + p];
  return columns;
}

/** As `ComputeBackend.surface`, in WebAssembly, on all threads. */
export async function surface(
  pool: BitPool,
  threads: number,
  input: SurfaceInput,
  context: OperationContext,
): Promise<Surface> {
  const { codes, queryCodes, filter, excludedRows, k } = input;
  const result = emptySurface(input);
  const { queries, steps } = result;
  const words = wordsPerCode(codes.bits);
  const slots = Array.from({ length: queries }, (_, q) =>
    placeNeighbours(input, result, q),
  );
  const bins = Math.max(0, ...slots.map(({ count }) => count)) * steps;
  const partQueries = Math.max(
    1,
    Math.min(
      MAX_PART_QUERIES,
      Math.ceil(queries / (2 * threads)),
      Math.floor(HISTOGRAM_BYTES / (4 * Math.max(1, bins))),
    ),
  );
  const table = (codes.bits + 1) * 2;
  const partOf = (index: number): HistogramTask["part"] => {
    const start = index * partQueries;
    const end = Math.min(queries, start + partQueries);
    const first = new Uint16Array((end - start) * table);
    const levels = new Uint32Array((end - start) * k);
    for (let q = start; q < end; q++) {
      let place = (q - start) * k;
      for (let h = 0; h <= codes.bits; h++) {
        const rows = slots[q].rowsAt.get(h);
        const at = (q - start) * table + 2 * h;
        first[at] = slots[q].first[h];
        if (!rows) continue;
        first[at + 1] = rows.length;
        levels.set(rows, place);
        place += rows.length;
      }
    }
    return {
      queryWords: queryCodes.words.slice(start * words, end * words),
      queryDistances: filter.queryDistances.slice(
        start * filter.pivots,
        end * filter.pivots,
      ),
      excludedRows: excludedRows.slice(start, end),
      first,
      levels,
      bins,
    };
  };
  const counted = await pool.run<HistogramTask>(
    {
      kind: "histogram",
      operands: {
        words,
        bits: codes.bits,
        codeWords: codes.words,
        rows: codes.rows,
        pivots: filter.pivots,
        columns: pivotColumns(filter, codes.rows),
        thresholds:
          filter.space === "hamming" ? new Float32Array(0) : maxBars(filter),
        squares: filter.statistic === "sum-of-squares",
        steps,
      },
      parts: Math.ceil(queries / partQueries),
      part: partOf,
    },
    {
      checkpoint: (done) =>
        context.checkpoint(Math.min(queries, done * partQueries), queries),
    },
  );
  slots.forEach((own, q) => {
    const { histograms } = counted[Math.floor(q / partQueries)];
    const at = (q % partQueries) * bins;
    readHistogram(histograms.subarray(at, at + bins), own, result, q);
  });
  return result;
}
