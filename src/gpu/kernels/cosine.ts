import type { Matrix, OperationContext } from "../../compute/backend";
import { cosineOfRows } from "../../numeric/cosine";
import { matrixRows, quads } from "../layout";
import type { Kernel } from "../pipelines";
import { type RowRange, rowRanges } from "../ranges";
import type { RowChunk } from "../resident";
import type { GpuRuntime } from "../runtime";
import { type GpuWork, withWork } from "../work";
import code from "./cosineCandidates.wgsl?raw";

/** Queries of one pass. */
const QUERY_BLOCK = 256;

/** Candidates that one query may bring out of one slice of the documents. */
const CAPACITY = 2048;

/** Documents and queries of one workgroup: 64 invocations of 4 x 8. */
const TILE_ROWS = 256;
const TILE_QUERIES = 8;

/** A document whose f32 cosine reached the bar of a query. */
interface Candidate {
  readonly row: number;
  readonly score: number;
}

/**
 * As `ComputeBackend.cosineTopK`. The device finds, in f32, the documents that
 * reach a query's bar: twice the error bound below the k-th best so far, so
 * that no neighbour is missed. Their order is decided in f64, by the expression
 * that all backends share. Slices begin no longer than a query's places, so
 * nothing overflows before there is a bar. Throws GpuError.
 */
export async function cosineTopKOnGpu(
  runtime: GpuRuntime,
  queries: Matrix,
  documents: Matrix,
  k: number,
  excludedRows: Int32Array,
  context: OperationContext,
): Promise<Int32Array> {
  const d = queries.columns;
  const result = new Int32Array(queries.rows * k);
  if (queries.rows === 0) return result;
  const width = quads(d);
  // f32 sums of d products of unit vectors' entries, in any order, and the
  // roundings of both norms.
  const error = (d + 8) * 2 ** -24;
  const inverse = Float32Array.from(inverseNorms(documents));
  return withWork(runtime, "cosineTopK", async (work) => {
    const rowsOfDocuments = matrixRows("documents", documents);
    const buffers = await work.allocate({
      inverse: inverse.byteLength,
      queries: QUERY_BLOCK * width * 16,
      bars: QUERY_BLOCK * 4,
      cursors: QUERY_BLOCK * 4,
      found: QUERY_BLOCK * CAPACITY * 8,
    });
    work.upload(buffers.inverse, inverse);
    const kernel = await work.kernel({
      kernel: "cosineCandidates",
      code,
      bindings: ["read", "read", "read", "read", "write", "write"],
      constants: {},
    });
    for (let first = 0; first < queries.rows; first += QUERY_BLOCK) {
      const count = Math.min(QUERY_BLOCK, queries.rows - first);
      work.upload(buffers.queries, unitRows(queries, first, count, width));
      const nearest = Array.from({ length: count }, (_, q) =>
        createNearest(k, excludedRows[first + q], error),
      );
      await scan(
        work,
        kernel,
        work.chunks(rowsOfDocuments),
        { ...buffers, width },
        nearest,
        {
          checkpoint: (done) =>
            context.checkpoint(
              first * documents.rows + done * count,
              queries.rows * documents.rows,
            ),
        },
      );
      nearest.forEach((ofQuery, q) =>
        result.set(decide(ofQuery.candidates(), first + q), (first + q) * k),
      );
    }
    return result;
  });

  function decide(candidates: readonly Candidate[], q: number): Int32Array {
    const exact = candidates.map(({ row }) => ({
      row,
      score: cosineOfRows(queries.data, q * d, documents.data, row * d, d),
    }));
    exact.sort((a, b) => b.score - a.score || a.row - b.row);
    return Int32Array.from(exact.slice(0, k), ({ row }) => row);
  }
}

/** 1 / |row| in f64, 0 for a zero row. */
function inverseNorms(m: Matrix): Float64Array {
  const inverse = new Float64Array(m.rows);
  for (let row = 0, at = 0; row < m.rows; row++) {
    let squares = 0;
    for (let j = 0; j < m.columns; j++, at++) squares += m.data[at] ** 2;
    inverse[row] = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  }
  return inverse;
}

/** `count` rows from `first` on at length one, padded to whole vec4s. */
function unitRows(
  m: Matrix,
  first: number,
  count: number,
  width: number,
): Float32Array {
  const rows = m.data.subarray(first * m.columns, (first + count) * m.columns);
  const inverse = inverseNorms({ data: rows, rows: count, columns: m.columns });
  const unit = new Float32Array(count * width * 4);
  for (let row = 0; row < count; row++)
    for (let j = 0; j < m.columns; j++)
      unit[row * width * 4 + j] = rows[row * m.columns + j] * inverse[row];
  return unit;
}

/** The best of one query so far, and the bar that follows from them. */
interface Nearest {
  bar(): number;
  add(scored: readonly Candidate[]): void;
  /** All that may belong to the k nearest. */
  candidates(): readonly Candidate[];
}

function createNearest(k: number, excludedRow: number, error: number): Nearest {
  let kept: Candidate[] = [];
  // Below every cosine; kernels may be compiled as if there were no infinities.
  let bar = -2;
  return {
    bar: () => bar,
    add(scored) {
      kept.push(...scored.filter(({ row }) => row !== excludedRow));
      if (kept.length < k) return;
      kept.sort((a, b) => b.score - a.score);
      bar = kept[k - 1].score - 2 * error;
      kept = kept.filter(({ score }) => score >= bar);
    },
    candidates: () => kept,
  };
}

interface ScanBuffers {
  readonly inverse: GPUBuffer;
  readonly queries: GPUBuffer;
  readonly bars: GPUBuffer;
  readonly cursors: GPUBuffer;
  readonly found: GPUBuffer;
  /** vec4s of a row. */
  readonly width: number;
}

/** One pass over the documents for the queries in `buffers.queries`. */
async function scan(
  work: GpuWork,
  kernel: Kernel,
  chunks: AsyncIterable<RowChunk>,
  buffers: ScanBuffers,
  nearest: readonly Nearest[],
  context: { checkpoint(done: number): Promise<void> },
): Promise<void> {
  const count = nearest.length;
  const costPerRow = buffers.width * 4 * Math.ceil(count / TILE_QUERIES) * 8;
  // No bar yet: everything is found, and must fit.
  let most = CAPACITY;
  for await (const range of rowRanges(chunks, () => most)) {
    await scanRange(range);
    // With a bar, few pass it; were there more than fit, the range is halved.
    most = Math.min(
      most * 8,
      work.rows(kernel.name, costPerRow, TILE_ROWS) * 4,
    );
    await context.checkpoint(range.firstRow + range.rows);
  }

  async function scanRange(range: RowRange): Promise<void> {
    await work.flush();
    work.upload(
      buffers.bars,
      Float32Array.from(nearest, (ofQuery) => ofQuery.bar()),
    );
    work.clear(buffers.cursors);
    for await (const slice of rowRanges(
      [{ ...range.chunk, rows: range.rows }],
      () => work.rows(kernel.name, costPerRow, TILE_ROWS),
    ))
      await work.dispatch({
        kernel,
        group: work.bind(kernel, [
          range.chunk.buffer,
          buffers.inverse,
          buffers.queries,
          buffers.bars,
          buffers.cursors,
          buffers.found,
        ]),
        params: [
          slice.rows,
          range.start + slice.start,
          range.chunk.firstRow,
          count,
          buffers.width,
          CAPACITY,
        ],
        workgroups: [
          Math.ceil(slice.rows / TILE_ROWS),
          Math.ceil(count / TILE_QUERIES),
        ],
        cost: slice.rows * costPerRow,
      });
    const counts = new Uint32Array(await work.read(buffers.cursors, count * 4));
    if (counts.some((collected) => collected > CAPACITY)) {
      const half = range.rows >> 1;
      const { start, firstRow } = range;
      await scanRange({ ...range, rows: half });
      await scanRange({
        ...range,
        start: start + half,
        firstRow: firstRow + half,
        rows: range.rows - half,
      });
      return;
    }
    const words = new Uint32Array(
      await work.read(buffers.found, count * CAPACITY * 8),
    );
    const floats = new Float32Array(words.buffer);
    nearest.forEach((ofQuery, q) =>
      ofQuery.add(
        Array.from({ length: counts[q] }, (_, i) => {
          const at = (q * CAPACITY + i) * 2;
          return { row: words[at], score: floats[at + 1] };
        }),
      ),
    );
  }
}
