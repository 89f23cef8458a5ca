/** recall@k at one limit; `expected` under random ties is the headline. */
export interface LimitRecall {
  readonly limit: number;
  readonly expected: number;
  readonly best: number;
  readonly worst: number;
  /** Ties by (hamming, row), as a stable sort gives. */
  readonly stable: number;
  /** 95 % interval of `expected`, the query as the unit. */
  readonly low: number;
  readonly high: number;
}

/** What one threshold costs and keeps. */
export interface EvaluationRow {
  /** null: no filter. */
  readonly threshold: number | null;
  /** 1 - mean candidates / n (n - 1 in protocol notebook-67). */
  readonly reduction: number;
  readonly filterRecall: number;
  readonly filterRecallLow: number;
  readonly filterRecallHigh: number;
  readonly candidates: {
    readonly mean: number;
    readonly p50: number;
    readonly p95: number;
  };
  readonly recall: readonly LimitRecall[];
}
