import type { Matrix, OperationContext } from "../compute/backend";
import { cosineOfRows } from "../numeric/cosine";
import {
  createNearestCandidates,
  type NearestCandidates,
} from "./nearestCandidates";
import type { WasmRuntime } from "./wasmRuntime";

/** Documents and queries per WebAssembly product, whose result is 2 MiB at most. */
const DOCUMENT_BLOCK = 4096;
const QUERY_BLOCK = 128;

/** |row| of rows [start, end) in f64, written to `out` at their rows. */
function writeNorms(
  { data, columns }: Matrix,
  start: number,
  end: number,
  out: Float64Array,
): void {
  for (let row = start; row < end; row++) {
    // Four sums, as each addition of one would wait for the last.
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let at = row * columns;
    const last = at + columns;
    for (; at + 4 <= last; at += 4) {
      a += data[at] * data[at];
      b += data[at + 1] * data[at + 1];
      c += data[at + 2] * data[at + 2];
      d += data[at + 3] * data[at + 3];
    }
    for (; at < last; at++) a += data[at] * data[at];
    out[row] = Math.sqrt(a + b + (c + d));
  }
}

function rowBlock(m: Matrix, start: number, count: number): Matrix {
  const rows = Math.min(count, m.rows - start);
  const data = m.data.subarray(start * m.columns, (start + rows) * m.columns);
  return { data, rows, columns: m.columns };
}

/**
 * As `ComputeBackend.cosineTopK`: f32 products by a dense product, block of
 * documents by block, keep those documents of each query that the error bound
 * of f32 allows among its k nearest; their order is decided in f64. Beside the
 * operands, memory is 8 bytes per document and a few candidates per query.
 */
export async function cosineTopK(
  runtime: WasmRuntime,
  queries: Matrix,
  documents: Matrix,
  k: number,
  excludedRows: Int32Array,
  context: OperationContext,
): Promise<Int32Array> {
  const d = queries.columns;
  const documentInverse = new Float64Array(documents.rows);
  const queryNorms = new Float64Array(queries.rows);
  writeNorms(queries, 0, queries.rows, queryNorms);
  const result = new Int32Array(queries.rows * k);
  // f32 sums of d products of entries of unit vectors, in any order.
  const scoreError = (d + 2) * 2 ** -24;

  function candidatesOf(q: number): NearestCandidates {
    return createNearestCandidates({
      k,
      excludedRow: excludedRows[q],
      queryNorm: queryNorms[q],
      error: scoreError * queryNorms[q],
      exactScore: (row) =>
        cosineOfRows(queries.data, q * d, documents.data, row * d, d),
    });
  }

  for (let first = 0; first < queries.rows; first += QUERY_BLOCK) {
    const block = rowBlock(queries, first, QUERY_BLOCK);
    const candidates = Array.from({ length: block.rows }, (_, i) =>
      candidatesOf(first + i),
    );
    for (let start = 0; start < documents.rows; start += DOCUMENT_BLOCK) {
      const part = rowBlock(documents, start, DOCUMENT_BLOCK);
      const end = start + part.rows;
      if (first === 0) {
        writeNorms(documents, start, end, documentInverse);
        for (let row = start; row < end; row++)
          documentInverse[row] = documentInverse[row]
            ? 1 / documentInverse[row]
            : 0;
      }
      const { dots } = await runtime.run("dotProducts", {
        queries: block,
        documents: part,
      });
      candidates.forEach((ofQuery, i) =>
        ofQuery.offer(dots, i * part.rows, start, part.rows, documentInverse),
      );
      // What part of the block's queries this is worth, and all at its end.
      const done = first + Math.floor((block.rows * end) / documents.rows);
      await context.checkpoint(done, queries.rows);
    }
    candidates.forEach((ofQuery, i) =>
      result.set(ofQuery.nearest(), (first + i) * k),
    );
  }
  return result;
}
