import type {
  Codes,
  ComputeBackend,
  HammingNeighbours,
  OperationContext,
} from "../../compute/backend";
import { hammingDistance, wordsPerCode } from "../../numeric/bits";
import { codeQuads, codeRows } from "../layout";
import type { Kernel } from "../pipelines";
import { rowRanges } from "../ranges";
import type { RowChunk } from "../resident";
import type { GpuRuntime } from "../runtime";
import { type GpuWork, withWork } from "../work";
import collectCode from "./hammingCollect.wgsl?raw";
import histogramCode from "./hammingHistogram.wgsl?raw";

/** Queries that one workgroup takes. */
const GROUP_QUERIES = 4;

/** Queries of one pass: their histograms and candidates stay small. */
const QUERY_BLOCK = 256;

/** Bins of a histogram at most: four of them fit 16 KiB of workgroup memory. */
const MAX_BINS = 1024;

/** Documents that the first cutoff is taken from, for one place of the limit. */
const SAMPLE_PER_PLACE = 32;
const MIN_SAMPLE_ROWS = 2 ** 15;

/** Candidates of one query; ties beyond that are the caller's. */
const MAX_CANDIDATES = 2 ** 16;

/** Documents of one workgroup. */
const BLOCK_ROWS = 1024;

/** What one pass over the documents needs. */
interface Scan {
  readonly work: GpuWork;
  readonly chunks: readonly RowChunk[];
  readonly quads: number;
  readonly queries: number;
  readonly queryBuffer: GPUBuffer;
  readonly rows: number;
}

/**
 * As `ComputeBackend.hammingTopK`, exact. Distances are small integers: their
 * histogram over a sample of the documents bounds each query's L-th distance
 * from above, and a second kernel collects what lies within. Where that is too
 * much, the histogram of all documents gives the very distance; where even
 * that is, all but ties, `fallback` answers for the query. Throws GpuError.
 */
export async function hammingTopKOnGpu(
  runtime: GpuRuntime,
  codes: Codes,
  queryCodes: Codes,
  limit: number,
  excludedRows: Int32Array,
  fallback: ComputeBackend["hammingTopK"],
  context: OperationContext,
): Promise<HammingNeighbours> {
  const { rows: queries } = queryCodes;
  const result: HammingNeighbours = {
    rows: new Int32Array(queries * limit),
    distances: new Uint16Array(queries * limit),
  };
  const left: number[] = [];
  await withWork(runtime, "hammingTopK", async (work) => {
    const chunks = await work.resident(codeRows("codes", codes));
    for (let first = 0; first < queries; first += QUERY_BLOCK) {
      const count = Math.min(QUERY_BLOCK, queries - first);
      const block = part(queryCodes, first, count);
      const [chunk] = await work.resident(codeRows("query codes", block));
      const scan: Scan = {
        work,
        chunks,
        quads: codeQuads(codes.bits),
        queries: count,
        queryBuffer: chunk.buffer,
        rows: codes.rows,
      };
      const collected = await candidates(scan, codes.bits, limit + 1, (done) =>
        context.checkpoint(
          first * codes.rows + done * count,
          queries * codes.rows,
        ),
      );
      collected.forEach((rows, q) => {
        if (rows) writeNearest(rows, first + q);
        else left.push(first + q);
      });
    }
  });
  for (const q of left) {
    const answer = await fallback(
      codes,
      part(queryCodes, q, 1),
      limit,
      excludedRows.subarray(q, q + 1),
      context,
    );
    result.rows.set(answer.rows, q * limit);
    result.distances.set(answer.distances, q * limit);
  }
  return result;

  function writeNearest(rows: Uint32Array, q: number): void {
    const words = wordsPerCode(codes.bits);
    // Distance and row in one number that sorts as the pair does.
    const keys = new Float64Array(rows.length);
    let count = 0;
    for (const row of rows) {
      if (row === excludedRows[q]) continue;
      const distance = hammingDistance(
        queryCodes.words,
        q * words,
        codes.words,
        row * words,
        words,
      );
      keys[count++] = distance * 2 ** 32 + row;
    }
    const sorted = keys.subarray(0, count).sort();
    for (let i = 0; i < limit; i++) {
      const distance = Math.floor(sorted[i] / 2 ** 32);
      result.rows[q * limit + i] = sorted[i] - distance * 2 ** 32;
      result.distances[q * limit + i] = distance;
    }
  }
}

/** `count` codes from `first` on, as an operand of their own. */
function part(codes: Codes, first: number, count: number): Codes {
  const words = wordsPerCode(codes.bits);
  return {
    words: codes.words.slice(first * words, (first + count) * words),
    rows: count,
    bits: codes.bits,
  };
}

/** The rows among which each query's `wanted` nearest are; null: too many ties. */
async function candidates(
  scan: Scan,
  bits: number,
  wanted: number,
  checkpoint: (done: number) => Promise<void>,
): Promise<(Uint32Array | null)[]> {
  const sampleRows = Math.max(MIN_SAMPLE_ROWS, SAMPLE_PER_PLACE * wanted);
  const share = Math.min(1, sampleRows / scan.rows);
  let targets = await cutoffs(
    scan,
    bits,
    wanted,
    share < 1 ? sampleRows : scan.rows,
    share < 1 ? () => Promise.resolve() : checkpoint,
  );
  if (share < 1) {
    // The sample's counts foretell the whole; a bad forecast overflows.
    const places = targets.map(({ count }) =>
      Math.min(MAX_CANDIDATES, Math.ceil((2 * count) / share) + 1024),
    );
    const collected = await collect(scan, targets, places, checkpoint);
    if (collected.every((rows) => rows !== null)) return collected;
    targets = await cutoffs(scan, bits, wanted, scan.rows, checkpoint);
  }
  const places = targets.map(({ count }) =>
    count > MAX_CANDIDATES ? 0 : count,
  );
  return collect(scan, targets, places, checkpoint);
}

/** Largest distance to keep, and how many of the counted documents it keeps. */
interface Cutoff {
  readonly distance: number;
  readonly count: number;
}

/** Cutoffs that keep at least `wanted` of the first `rows` documents. */
async function cutoffs(
  { work, chunks, quads, queries, queryBuffer }: Scan,
  bits: number,
  wanted: number,
  rows: number,
  checkpoint: (done: number) => Promise<void>,
): Promise<Cutoff[]> {
  let binShift = 0;
  while ((bits >> binShift) + 1 > MAX_BINS) binShift++;
  const bins = (bits >> binShift) + 1;
  const { histogram } = await work.allocate({
    histogram: queries * bins * 4,
  });
  const kernel = await work.kernel({
    kernel: "hammingHistogram",
    code: histogramCode,
    bindings: ["read", "read", "write"],
    constants: { quads, bins, binShift },
  });
  work.clear(histogram);
  const sample = chunks
    .filter(({ firstRow }) => firstRow < rows)
    .map((chunk) => ({
      ...chunk,
      rows: Math.min(chunk.rows, rows - chunk.firstRow),
    }));
  await pass(work, kernel, sample, quads, queries, checkpoint, (buffer) => [
    buffer,
    queryBuffer,
    histogram,
  ]);
  const counts = new Uint32Array(
    await work.read(histogram, queries * bins * 4),
  );
  return Array.from({ length: queries }, (_, q) => {
    let count = 0;
    let bin = 0;
    for (; bin < bins; bin++) {
      count += counts[q * bins + bin];
      if (count >= wanted) break;
    }
    return { distance: ((bin + 1) << binShift) - 1, count };
  });
}

/** The rows within each cutoff; null where they exceed the query's `places`. */
async function collect(
  { work, chunks, quads, queries, queryBuffer }: Scan,
  targets: readonly Cutoff[],
  places: readonly number[],
  checkpoint: (done: number) => Promise<void>,
): Promise<(Uint32Array | null)[]> {
  const starts = new Uint32Array(queries + 1);
  const goals = new Uint32Array(queries * 4);
  for (let q = 0; q < queries; q++) {
    starts[q + 1] = starts[q] + places[q];
    // Without a place nothing is kept.
    goals.set([targets[q].distance, starts[q], places[q]], q * 4);
  }
  const { goal, cursors, found } = await work.allocate({
    goal: goals.byteLength,
    cursors: queries * 4,
    found: starts[queries] * 4,
  });
  const kernel = await work.kernel({
    kernel: "hammingCollect",
    code: collectCode,
    bindings: ["read", "read", "read", "write", "write"],
    constants: { quads },
  });
  work.upload(goal, goals);
  work.clear(cursors);
  await pass(work, kernel, chunks, quads, queries, checkpoint, (buffer) => [
    buffer,
    queryBuffer,
    goal,
    cursors,
    found,
  ]);
  const counts = new Uint32Array(await work.read(cursors, queries * 4));
  const all = new Uint32Array(
    await work.read(found, Math.max(4, starts[queries] * 4)),
  );
  return Array.from(counts, (count, q) =>
    count > places[q] ? null : all.subarray(starts[q], starts[q] + count),
  );
}

/** Dispatches a scan kernel over all rows of the chunks. */
async function pass(
  work: GpuWork,
  kernel: Kernel,
  chunks: readonly RowChunk[],
  quads: number,
  queries: number,
  checkpoint: (done: number) => Promise<void>,
  buffers: (chunk: GPUBuffer) => readonly GPUBuffer[],
): Promise<void> {
  const costPerRow = quads * 4 * queries;
  for await (const { chunk, start, rows, firstRow } of rowRanges(chunks, () =>
    work.rows(kernel.name, costPerRow, BLOCK_ROWS),
  )) {
    await work.dispatch({
      kernel,
      group: work.bind(kernel, buffers(chunk.buffer)),
      params: [rows, BLOCK_ROWS, queries, chunk.firstRow, start],
      workgroups: [
        Math.ceil(rows / BLOCK_ROWS),
        Math.ceil(queries / GROUP_QUERIES),
      ],
      cost: rows * costPerRow,
    });
    await checkpoint(firstRow + rows);
  }
}
