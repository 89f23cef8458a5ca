import type { NpyInput } from "../data/npy";
import { toPackedBytes, unpackBits } from "../numeric/bits";
import type { RunArtifacts } from "../model/artifacts";

function int64(values: Int32Array): BigInt64Array {
  return BigInt64Array.from(values, BigInt);
}

function distances(
  data: RunArtifacts["pivotDistances"],
  shape: number[],
): NpyInput {
  if (data instanceof Float32Array) return { dtype: "f4", shape, data };
  if (data instanceof Uint16Array) return { dtype: "u2", shape, data };
  return { dtype: "u1", shape, data };
}

/**
 * The arrays of a run under the names of the notebooks, as numpy would save
 * them: `mean` (d,), `pca` (d, b), `rotation` (b, b) f32; `hashes` (n, b) and
 * `query_hashes` (Q, b) 0/1; `packed_hashes` (n, ceil(b/8)) in packbits order;
 * `pivots` (P, b) 0/1 or (P, d) f32; `pivot_distances` (n, P) u8, u16 or f32;
 * `queries`, `query_rows`, `document_ids`, `ground_truth` int64.
 */
export function runArrays(artifacts: RunArtifacts): Record<string, NpyInput> {
  const { bits, pivotCount, pivotWords, pivotVectors, result } = artifacts;
  const { dim } = artifacts;
  const n = artifacts.documentIds.length;
  const queries = artifacts.queryRows.length;
  const arrays: Record<string, NpyInput> = {
    ...Object.fromEntries(
      Object.entries(artifacts.hashArrays).map(([name, { shape, data }]) => [
        name,
        { dtype: "f4" as const, shape: [...shape], data },
      ]),
    ),
    hashes: {
      dtype: "u1",
      shape: [n, bits],
      data: unpackBits(artifacts.codeWords, n, bits),
    },
    packed_hashes: {
      dtype: "u1",
      shape: [n, Math.ceil(bits / 8)],
      data: toPackedBytes(artifacts.codeWords, n, bits),
    },
    query_hashes: {
      dtype: "u1",
      shape: [queries, bits],
      data: unpackBits(artifacts.queryWords, queries, bits),
    },
    pivot_distances: distances(artifacts.pivotDistances, [n, pivotCount]),
    query_pivot_distances: distances(artifacts.queryPivotDistances, [
      queries,
      pivotCount,
    ]),
    queries: {
      dtype: "i8",
      shape: [queries],
      data: BigInt64Array.from(result.queryIds, BigInt),
    },
    query_rows: {
      dtype: "i8",
      shape: [queries],
      data: int64(artifacts.queryRows),
    },
    document_ids: {
      dtype: "i8",
      shape: [n],
      data: int64(artifacts.documentIds),
    },
    pivot_document_ids: {
      dtype: "i8",
      shape: [pivotCount],
      data: int64(artifacts.pivotDocumentIds),
    },
    ground_truth: {
      dtype: "i8",
      shape: [queries, result.config.k],
      data: int64(artifacts.groundTruth),
    },
  };
  if (pivotWords)
    arrays.pivots = {
      dtype: "u1",
      shape: [pivotCount, bits],
      data: unpackBits(pivotWords, pivotCount, bits),
    };
  if (pivotVectors)
    arrays.pivots = {
      dtype: "f4",
      shape: [pivotCount, dim],
      data: pivotVectors,
    };
  return arrays;
}
