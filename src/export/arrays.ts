import type { NpyInput } from "../data/npy";
import type { RunArtifacts } from "../model/artifacts";
import type { Column } from "../model/rule";
import { toPackedBytes, unpackBits } from "../numeric/bits";
import { arraysOfColumns } from "../search/rule/column";

function int64(values: Int32Array): BigInt64Array {
  return BigInt64Array.from(values, BigInt);
}

/** An array of one of the types that a structure stores. */
function typed(data: Column["values"], shape: readonly number[]): NpyInput {
  if (data instanceof Float32Array) return { dtype: "f4", shape, data };
  if (data instanceof Uint16Array) return { dtype: "u2", shape, data };
  return { dtype: "u1", shape, data };
}

/** Each entry, made an array for numpy under a name. */
function named<T>(
  entries: Iterable<readonly [string, T]>,
  array: (value: T) => NpyInput,
  prefix = "",
): Record<string, NpyInput> {
  return Object.fromEntries(
    Array.from(entries, ([name, value]) => [`${prefix}${name}`, array(value)]),
  );
}

/**
 * The arrays of a run under the names of the notebooks, as numpy would save
 * them: those of the hash, f32 (`mean` (d,), `pca` (d, b), `rotation` (b, b));
 * `hashes` (n, b) and `query_hashes` (Q, b) 0/1; `packed_hashes` (n, ceil(b/8))
 * in packbits order; those of the structure (`pivots` (P, b) 0/1 or (P, d) f32)
 * and what it stores (`pivot_distances` (n, P) u8, u16 or f32, of the queries
 * with `query_` before the name); `queries`, `query_rows`, `document_ids`,
 * `ground_truth` int64.
 */
export function runArrays(artifacts: RunArtifacts): Record<string, NpyInput> {
  const { bits, result } = artifacts;
  const n = artifacts.documentIds.length;
  const queries = artifacts.queryRows.length;
  const stored = (columns: readonly Column[], prefix: string) =>
    named(
      arraysOfColumns(columns),
      ({ data, shape }) => typed(data, shape),
      prefix,
    );
  return {
    ...named(Object.entries(artifacts.hashArrays), ({ data, shape }) =>
      typed(data, shape),
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
    ...stored(artifacts.columns, ""),
    ...stored(artifacts.queryColumns, "query_"),
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
    ...named(Object.entries(artifacts.structureDocumentIds), (ids) => ({
      dtype: "i8",
      shape: [ids.length],
      data: int64(ids),
    })),
    ground_truth: {
      dtype: "i8",
      shape: [queries, result.config.k],
      data: int64(artifacts.groundTruth),
    },
    ...named(Object.entries(artifacts.structureArrays), ({ data, shape }) =>
      typed(data, shape),
    ),
  };
}
