import type { NpyInput } from "../data/npy";
import type { PerQueryRow, SurfaceArrays } from "../model/surfaceArrays";
import { csvText } from "./formats/csv";

const COLUMNS = [
  "query",
  "id",
  "threshold",
  "limit",
  "candidates",
  "filterRecall",
  "expected",
  "best",
  "worst",
  "stable",
] as const satisfies readonly (keyof PerQueryRow)[];

const HEADER = [
  "query",
  "id",
  "threshold",
  "limit",
  "candidates",
  "filter_recall",
  "recall_expected",
  "recall_best",
  "recall_worst",
  "recall_stable",
];

/** Values of each query as CSV (RFC 4180), all digits; an empty threshold means no filter. */
export function perQueryCsv(rows: readonly PerQueryRow[]): string {
  const records = rows.map((row) => COLUMNS.map((name) => row[name]));
  return csvText([HEADER, ...records], { lineEnd: "\r\n" });
}

/** Keys in 16 bits where they fit: no Hamming distance is larger. */
function keyArray(keys: Uint32Array, shape: readonly number[]): NpyInput {
  return keys.every((key) => key < 2 ** 16)
    ? { dtype: "u2", shape, data: Uint16Array.from(keys) }
    : { dtype: "u4", shape, data: keys };
}

/**
 * A surface as arrays for numpy: `thresholds` (T,) f64; `candidates` (Q, T),
 * `need`, `less`, `tie` (Q, k, T) u32; `neighbour_hamming`, `neighbour_step`
 * (Q, k) u16, the former u32 for larger keys; `query_ids` (Q,) int64. need 0
 * means filtered out.
 */
export function surfaceArrays(
  surface: SurfaceArrays,
): Record<string, NpyInput> {
  const { queries, k, steps } = surface;
  const cube = [queries, k, steps];
  const pair = [queries, k];
  return {
    thresholds: { dtype: "f8", shape: [steps], data: surface.knobs },
    candidates: {
      dtype: "u4",
      shape: [queries, steps],
      data: surface.candidates,
    },
    need: { dtype: "u4", shape: cube, data: surface.need },
    less: { dtype: "u4", shape: cube, data: surface.less },
    tie: { dtype: "u4", shape: cube, data: surface.tie },
    neighbour_hamming: keyArray(surface.neighbourKey, pair),
    neighbour_step: { dtype: "u2", shape: pair, data: surface.neighbourStep },
    query_ids: {
      dtype: "i8",
      shape: [queries],
      data: BigInt64Array.from(surface.queryIds, BigInt),
    },
  };
}
