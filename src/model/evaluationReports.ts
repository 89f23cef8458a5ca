import type { EvaluationRow } from "./evaluationRow";

/** Which rows of the last run's surface to read; nothing heavy is recomputed. */
export interface CurveRequest {
  readonly limits: readonly number[];
  /** recall@k for the first k of the run's neighbours; default: all of them. */
  readonly k?: number;
  /** The filter by the first pivots only, as a run with so many would give; default: all. */
  readonly pivots?: number;
  /** Only these rows (null: no filter), in this order; default: every threshold, then null. */
  readonly thresholds?: readonly (number | null)[];
}

/** The curve as read, with what it was read for. */
export interface CurveReport {
  readonly curve: readonly EvaluationRow[];
  /** Share of neighbours the filter cannot lose, per row; null but for Hamming pivots with statistic max. */
  readonly guaranteedRecall: readonly number[] | null;
  readonly k: number;
  readonly pivots: number;
}

/** A point of the last run's surface. */
export interface SettingRequest {
  /** null: no filter. */
  readonly threshold: number | null;
  readonly limit: number;
  /** Default: the run's k. */
  readonly k?: number;
}

export interface QueriesRequest extends SettingRequest {
  readonly offset: number;
  readonly count: number;
}

/** One query at one setting. */
export interface QueryRow {
  /** Position among the queries of the run. */
  readonly index: number;
  /** Document id, or number in the query set. */
  readonly id: number;
  readonly title: string;
  /** Expected recall@k. */
  readonly recall: number;
  readonly filterRecall: number;
  readonly candidates: number;
}

/** Queries, the lowest recall first, then the lowest filter recall, then the most candidates. */
export interface QueryPage {
  readonly total: number;
  readonly items: readonly QueryRow[];
  /** Queries by recall: counts of 0, 1, ..., k neighbours found (rounded). */
  readonly byFound: readonly number[];
}

/** The filter with the first P pivots, at one threshold and limit. */
export interface PivotSweepPoint {
  readonly pivots: number;
  readonly row: EvaluationRow;
  /** Least reduction loss: the row of the smallest t that keeps 95 % of the neighbours. */
  readonly atFilterRecall95: {
    readonly threshold: number;
    readonly reduction: number;
  } | null;
}

export interface RepeatsRequest extends SettingRequest {
  /** Which seed changes. */
  readonly vary: "pivots" | "rotation" | "queries";
  /** How many seeds: 0, 1, ..., seeds - 1. */
  readonly seeds: number;
}

/** One run of the same configuration with another seed. */
export interface RepeatPoint {
  readonly seed: number;
  readonly reduction: number;
  readonly filterRecall: number;
  readonly recall: number;
  /** Reduction at the smallest t that keeps 95 % of the neighbours; null where none does. */
  readonly reductionAt95: number | null;
}

/** The spread over seeds, which no interval over queries covers. */
export interface Repeats {
  readonly vary: RepeatsRequest["vary"];
  readonly threshold: number | null;
  readonly limit: number;
  readonly points: readonly RepeatPoint[];
}
