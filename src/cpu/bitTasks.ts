import { type BitKernels, longWords, writeCodes } from "./bitKernels";
import { histogramPart, type HistogramTask } from "./histogramTask";

/*
 * Parts of the bit work that any thread can do alone: plain data in, plain data
 * out. `operands` are sent to a thread once, `part` says what of them to do.
 */

/** A top-L scan: all queries, and one range of documents to a part. */
export interface ScanTask {
  readonly kind: "scan";
  readonly operands: {
    /** 32-bit words of a code. */
    readonly words: number;
    readonly bits: number;
    readonly queryWords: Uint32Array;
    readonly excludedRows: Int32Array;
    readonly limit: number;
  };
  readonly part: {
    readonly codeWords: Uint32Array;
    readonly firstRow: number;
    /** (Q,): only codes nearer than this count; `NO_CUT` where nothing is known. */
    readonly cuts: Uint32Array;
  };
  /** (Q, at most `limit`) each: how many, their rows and distances. */
  readonly result: {
    readonly counts: Uint32Array;
    readonly rows: Uint32Array;
    readonly distances: Uint32Array;
  };
}

export type BitTask = ScanTask | HistogramTask;

/** Documents scanned for all queries before the next: they stay in the cache. */
const CACHE_ROWS = 4096;

/** Candidates kept before they are cut down, for one place of the limit. */
const SPARE_PLACES = 4;
const MIN_SPARE = 256;

/** Bytes before the rows of a query's candidates; see `bits.as.ts`. */
const HEADER_BYTES = 8;

/** A cut that keeps every code. */
export const NO_CUT = 0x7fffffff;

/** The nearest of the part's documents for each query. */
export function scanPart(
  kernels: BitKernels,
  operands: ScanTask["operands"],
  { codeWords, firstRow, cuts }: ScanTask["part"],
): ScanTask["result"] {
  const { words, bits, queryWords, excludedRows, limit } = operands;
  const { run } = kernels;
  const queries = excludedRows.length;
  const rows = codeWords.length / words;
  const width = longWords(words);
  const capacity = Math.max(SPARE_PLACES * limit, limit + MIN_SPARE);
  const stateBytes = Math.ceil((HEADER_BYTES + capacity * 8) / 16) * 16;
  const at = kernels.allocate({
    codes: rows * width * 8,
    queries: queries * width * 8,
    states: queries * stateBytes,
    counts: (bits + 1) * 4,
  });
  writeCodes(kernels, at.codes, codeWords, words);
  writeCodes(kernels, at.queries, queryWords, words);
  for (let q = 0; q < queries; q++)
    kernels.u32(at.states + q * stateBytes, 2).set([cuts[q], 0]);
  for (let start = 0; start < rows; start += CACHE_ROWS) {
    const count = Math.min(CACHE_ROWS, rows - start);
    for (let q = 0; q < queries; q++)
      run.scan(
        at.codes + start * width * 8,
        width,
        firstRow + start,
        count,
        at.queries + q * width * 8,
        excludedRows[q],
        at.states + q * stateBytes,
        capacity,
        limit,
        at.counts,
        bits + 1,
      );
  }
  const result = {
    counts: new Uint32Array(queries),
    rows: new Uint32Array(queries * limit),
    distances: new Uint32Array(queries * limit),
  };
  for (let q = 0; q < queries; q++) {
    const state = at.states + q * stateBytes;
    run.finish(state, capacity, limit, at.counts, bits + 1);
    const [, count] = kernels.u32(state, 2);
    result.counts[q] = count;
    const firstRow = state + HEADER_BYTES;
    result.rows.set(kernels.u32(firstRow, count), q * limit);
    result.distances.set(
      kernels.u32(firstRow + capacity * 4, count),
      q * limit,
    );
  }
  return result;
}

/** Does one part of either task. */
export function runPart<Task extends BitTask>(
  kernels: BitKernels,
  kind: Task["kind"],
  operands: Task["operands"],
  part: Task["part"],
): Task["result"];
export function runPart(
  kernels: BitKernels,
  ...[kind, operands, part]:
    | [ScanTask["kind"], ScanTask["operands"], ScanTask["part"]]
    | [HistogramTask["kind"], HistogramTask["operands"], HistogramTask["part"]]
): BitTask["result"] {
  return kind === "scan"
    ? scanPart(kernels, operands, part)
    : histogramPart(kernels, operands, part);
}
