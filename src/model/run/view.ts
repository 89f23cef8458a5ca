import type { PivotSpace } from "../pivotSpace";
import type { EvaluationRow } from "../evaluationRow";
import type { RunResult } from "./result";

/** What the page draws beside the numbers of `RunResult`. */
export interface RunView {
  readonly result: RunResult;
  /** One row for EVERY threshold step, ascending, plus the no-filter row last (threshold null). */
  readonly curve: readonly EvaluationRow[];
  readonly fit: FitView;
  /** The structure's parts; null where it has none. */
  readonly pivots: PivotView | null;
  readonly queries: readonly QueryView[];
  readonly bytesPerDocument: { readonly hash: number; readonly pivots: number };
  /** Share of neighbours with Hamming distance <= t, per curve row: what the filter guarantees. null in cosine space. */
  readonly guaranteedRecall: readonly number[] | null;
  /** The k that `curve` was read for: the run's, or fewer. */
  readonly k: number;
  /**
   * Share of documents that the filter was expected to remove, per curve row,
   * from the pivots' histograms alone; null for sums of squares.
   */
  readonly forecast: readonly number[] | null;
}
export interface FitView {
  /** Eigenvalues of the covariance, descending, (d,). */
  readonly eigenvalues: readonly number[];
  /** Cumulative share of variance for 1..d components. */
  readonly cumulativeVariance: readonly number[];
  readonly bits: number;
}
export interface PivotView {
  readonly space: PivotSpace;
  /** Document id of each pivot; -1 for an imported pivot that is no document. */
  readonly documentIds: readonly number[];
  readonly titles: readonly string[];
  /** Pivot-to-pivot distances, (P, P) row by row. */
  readonly pairwise: readonly (readonly number[])[];
  /** Distances of the documents to each pivot. */
  readonly spread: readonly {
    readonly mean: number;
    readonly sd: number;
    readonly min: number;
    readonly max: number;
  }[];
}
/** One evaluated query. */
export interface QueryView {
  /** Position among the queries of this run. */
  readonly index: number;
  /** Document id, or number in the query set. */
  readonly id: number;
  readonly title: string;
}
