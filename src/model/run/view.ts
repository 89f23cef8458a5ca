import type { Portability } from "../portability";
import type { EvaluationRow } from "../evaluationRow";
import type { Series } from "../series";
import type { RunResult } from "./result";

/** What the page draws beside the numbers of `RunResult`. */
export interface RunView {
  readonly result: RunResult;
  /** One row for EVERY threshold step, ascending, plus the no-filter row last (threshold null). */
  readonly curve: readonly EvaluationRow[];
  /** The series that the fit of the hash left, in order. */
  readonly series: readonly Series[];
  /** The structure's parts; null where it has none. */
  readonly parts: PartsView | null;
  readonly queries: readonly QueryView[];
  /** `pivots`: of any structure; records of before have this name. */
  readonly bytesPerDocument: { readonly hash: number; readonly pivots: number };
  readonly stored: StoredSize;
  /** Share of neighbours with Hamming distance <= t, per curve row: what the filter guarantees. null in cosine space. */
  readonly guaranteedRecall: readonly number[] | null;
  /** The k that `curve` was read for: the run's, or fewer. */
  readonly k: number;
  /**
   * Share of documents that the filter was expected to remove, per curve row,
   * before any query was compared with any document; null where nothing tells.
   */
  readonly forecast: readonly number[] | null;
  /** Which exports its methods allow. */
  readonly portability: Portability;
}
/** What a structure stores. */
export interface StoredSize {
  /** Values beside the code of each document. */
  readonly columns: number;
  /** Bytes of these of one document. */
  readonly bytesPerDocument: number;
  /** Bytes of what the values are reckoned from, once for all documents. */
  readonly bytesOnce: number;
}
/** Documents that others are compared with. */
export interface PartsView {
  /** Distances are whole numbers. */
  readonly isWhole: boolean;
  /** Document id of each part; -1 for an imported one that is no document. */
  readonly documentIds: readonly number[];
  readonly titles: readonly string[];
  /** Distances between the parts, (P, P) row by row. */
  readonly pairwise: readonly (readonly number[])[];
  /** Distances of the documents to each part. */
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
