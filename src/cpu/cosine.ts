import type { Matrix, OperationContext } from "../compute/backend";
import { cosineOfRows } from "../numeric/cosine";
import { topKByScore } from "../numeric/topk";
import type { WasmRuntime } from "./wasmRuntime";

/** Documents per WebAssembly product. */
const DOCUMENT_BLOCK = 4096;
/** Queries per WebAssembly product: scores of a block stay below 16 MiB. */
const QUERY_BLOCK = 64;
/** f32 candidates kept beyond k, to be decided in f64. */
const SPARE_CANDIDATES = 8;

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

function rowBlock(m: Matrix, start: number, count: number): Matrix {
  const rows = Math.min(count, m.rows - start);
  const data = m.data.subarray(start * m.columns, (start + rows) * m.columns);
  return { data, rows, columns: m.columns };
}

/**
 * As `ComputeBackend.cosineTopK`: f32 scores by a dense product find k + 8
 * candidates per query; every document whose f32 score lies within the error
 * bound of the last one joins them; their order is decided in f64.
 */
export async function cosineTopK(
  runtime: WasmRuntime,
  queries: Matrix,
  documents: Matrix,
  k: number,
  excludedRows: Int32Array,
  context: OperationContext,
): Promise<Int32Array> {
  const documentInverse = inverseNorms(documents);
  const queryInverse = inverseNorms(queries);
  const d = queries.columns;
  const result = new Int32Array(queries.rows * k);
  // f32 sums of d products of entries of unit vectors, in any order.
  const scoreError = (queries.columns + 2) * 2 ** -24;
  for (let first = 0; first < queries.rows; first += QUERY_BLOCK) {
    const block = rowBlock(queries, first, QUERY_BLOCK);
    const scores = new Float32Array(block.rows * documents.rows);
    for (let start = 0; start < documents.rows; start += DOCUMENT_BLOCK) {
      const part = rowBlock(documents, start, DOCUMENT_BLOCK);
      const { dots } = await runtime.run("dotProducts", {
        queries: block,
        documents: part,
      });
      for (let q = 0, at = 0; q < block.rows; q++) {
        const out = q * documents.rows + start;
        const inverse = queryInverse[first + q];
        for (let j = 0; j < part.rows; j++, at++)
          scores[out + j] = dots[at] * documentInverse[start + j] * inverse;
      }
    }
    for (let q = 0; q < block.rows; q++) {
      const own = scores.subarray(q * documents.rows, (q + 1) * documents.rows);
      result.set(decideTopK(own, first + q, scoreError), (first + q) * k);
    }
    await context.checkpoint(first + block.rows, queries.rows);
  }
  return result;

  function decideTopK(
    scores: Float32Array,
    q: number,
    error: number,
  ): Int32Array {
    const excluded = excludedRows[q];
    const nearest = topKByScore(scores, k + SPARE_CANDIDATES, excluded);
    const rows = new Set(nearest);
    if (nearest.length >= k) {
      const bar = scores[nearest[k - 1]] - 2 * error;
      // Only where the spare candidates do not already reach below the bar.
      if (scores[nearest[nearest.length - 1]] >= bar)
        for (let row = 0; row < scores.length; row++)
          if (scores[row] >= bar && row !== excluded) rows.add(row);
    }
    return Int32Array.from(
      [...rows]
        .map((row) => ({
          row,
          score: cosineOfRows(queries.data, q * d, documents.data, row * d, d),
        }))
        .sort((a, b) => b.score - a.score || a.row - b.row)
        .slice(0, k),
      (candidate) => candidate.row,
    );
  }
}
