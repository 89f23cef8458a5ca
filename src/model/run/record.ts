import type { EvaluationRow } from "../evaluationRow";
import type { RunResult } from "./result";
import type { SyntheticSpec } from "../synthetic";

/** A data source that a link can name and the page can open again by itself. */
export type LinkedSource =
  { readonly sample: string } | { readonly synthetic: SyntheticSpec };

/**
 * What each query got at every reported threshold; arrays of numbers as base64
 * of their little-endian bytes, so that a file stays small.
 */
export interface PerQueryValues {
  /** Rows, ascending, null (no filter) last. */
  readonly thresholds: readonly (number | null)[];
  readonly limits: readonly number[];
  /** u32 (rows, Q). */
  readonly candidates: string;
  /** f32 (rows, Q): share of its neighbours that pass the filter. */
  readonly filterRecall: string;
  /** f32 (rows, limits, Q): expected recall@k. */
  readonly recall: string;
}

/** A finished run as it is kept, exported and imported: one JSON. */
export interface RunRecord {
  readonly schema: "bitsieve.record/1";
  /** Hex, unique in this browser. */
  readonly id: string;
  readonly name: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Shown in the comparison. */
  readonly pinned: boolean;
  /** How the data set is opened again; null for files of the visitor's own. */
  readonly source: LinkedSource | null;
  readonly model: string | null;
  readonly result: RunResult;
  /** Every threshold, ascending, no filter last. */
  readonly curve: readonly EvaluationRow[];
  readonly bytesPerDocument: { readonly hash: number; readonly pivots: number };
  readonly perQuery: PerQueryValues;
}

/** A run as the worker hands it over; the page adds id, name and time. */
export type RunSnapshot = Pick<
  RunRecord,
  "result" | "curve" | "bytesPerDocument" | "perQuery" | "model"
>;
