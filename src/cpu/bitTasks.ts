import { type BitKernels, longWords, writeCodes } from "./bitKernels";

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

/** Histograms of the one-pass surface: all documents, some queries to a part. */
export interface HistogramTask {
  readonly kind: "histogram";
  readonly operands: {
    readonly words: number;
    readonly bits: number;
    readonly codeWords: Uint32Array;
    readonly rows: number;
    readonly pivots: number;
    /** (P, rows): a column of distances for each pivot. */
    readonly columns: Uint8Array | Uint16Array | Float32Array;
    /** Bars of a filter of real distances; empty for Hamming pivots. */
    readonly thresholds: Float32Array;
    /** Steps by the sum of squares, of Hamming distances only. */
    readonly squares: boolean;
    readonly steps: number;
  };
  readonly part: {
    readonly queryWords: Uint32Array;
    /** (queries, P). */
    readonly queryDistances: Uint8Array | Uint16Array | Float32Array;
    readonly excludedRows: Int32Array;
    /** (queries, bits + 1) pairs: first slot, neighbours at that distance. */
    readonly first: Uint16Array;
    /** Neighbour rows of each query by (distance, row), (queries, k). */
    readonly levels: Uint32Array;
    readonly bins: number;
  };
  /** (queries, bins). */
  readonly result: { readonly histograms: Uint32Array };
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
    const found = state + HEADER_BYTES;
    result.rows.set(kernels.u32(found, count), q * limit);
    result.distances.set(kernels.u32(found + capacity * 4, count), q * limit);
  }
  return result;
}

/** The histograms of the part's queries over all documents. */
export function histogramPart(
  kernels: BitKernels,
  operands: HistogramTask["operands"],
  part: HistogramTask["part"],
): HistogramTask["result"] {
  const { words, bits, codeWords, rows, pivots, columns } = operands;
  const { thresholds, steps } = operands;
  const { queryWords, queryDistances, excludedRows, levels, bins } = part;
  const { run } = kernels;
  const queries = excludedRows.length;
  const width = longWords(words);
  const k = levels.length / queries;
  const valueBytes = columns.BYTES_PER_ELEMENT;
  // Whole vectors of documents: the last one reads and writes its padding.
  const columnBytes = Math.ceil(rows / 16) * 16 * valueBytes;
  const stepBytes = Math.ceil(rows / 16) * 32;
  const isReal = columns instanceof Float32Array;
  const at = kernels.allocate({
    codes: rows * width * 8,
    query: width * 8,
    columns: pivots * columnBytes,
    own: pivots * 4,
    thresholds: thresholds.byteLength,
    hamming: rows * 2,
    steps: stepBytes,
    first: (bits + 1) * 4,
    levelAt: (bits + 1) * 4,
    levels: k * 4,
    histogram: bins * 4,
  });
  writeCodes(kernels, at.codes, codeWords, words);
  for (let p = 0; p < pivots; p++) {
    const column = columns.subarray(p * rows, (p + 1) * rows);
    kernels
      .bytes(at.columns + p * columnBytes, column.byteLength)
      .set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  kernels.f32(at.thresholds, thresholds.length).set(thresholds);
  const histograms = new Uint32Array(queries * bins);
  const table = (bits + 1) * 2;
  for (let q = 0; q < queries; q++) {
    const own = queryDistances.subarray(q * pivots, (q + 1) * pivots);
    writeCodes(
      kernels,
      at.query,
      queryWords.subarray(q * words, (q + 1) * words),
      words,
    );
    run.distances16(at.codes, width, rows, at.query, at.hamming, 2);
    const stepsOf = [at.columns, columnBytes, pivots, rows, at.own] as const;
    if (isReal) {
      kernels.f32(at.own, pivots).set(own);
      run.stepsReal(...stepsOf, at.thresholds, thresholds.length, at.steps);
    } else {
      kernels.u16(at.own, pivots).set(own);
      if (operands.squares) run.stepsSquares(...stepsOf, valueBytes, at.steps);
      else if (valueBytes === 1) run.steps8(...stepsOf, at.steps);
      else run.steps16(...stepsOf, at.steps);
    }
    const first = part.first.subarray(q * table, (q + 1) * table);
    kernels.u16(at.first, table).set(first);
    kernels.u32(at.levels, k).set(levels.subarray(q * k, (q + 1) * k));
    let place = 0;
    const levelAt = kernels.u32(at.levelAt, bits + 1);
    for (let h = 0; h <= bits; h++) {
      levelAt[h] = at.levels + place * 4;
      place += first[2 * h + 1];
    }
    const histogram = kernels.u32(at.histogram, bins);
    histogram.fill(0);
    run.count(
      at.hamming,
      at.steps,
      rows,
      0,
      excludedRows[q],
      at.first,
      at.levelAt,
      at.histogram,
      steps,
    );
    histograms.set(histogram, q * bins);
  }
  return { histograms };
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
