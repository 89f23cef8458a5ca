import type { Setting } from "./setting";

/** Documents and true neighbours at each step of one average query. */
export interface Funnel {
  /** Documents searched. */
  readonly total: number;
  /** Mean candidates after the filter. */
  readonly kept: number;
  readonly removed: number;
  readonly reduction: number;
  /** Candidates that the limit lets through: min(limit, kept). */
  readonly ranked: number;
  readonly cutByLimit: number;
  readonly k: number;
  /** Mean true neighbours found, of k. */
  readonly found: number;
  readonly lostToFilter: number;
  readonly lostToLimit: number;
  /** The same as shares of k; the three add up to 1. */
  readonly shares: {
    readonly found: number;
    readonly lostToFilter: number;
    readonly lostToLimit: number;
  };
}

/**
 * Follows an average query through filter and limit. What passes the filter but
 * is not found was ranked behind the limit.
 */
export function deriveFunnel(setting: Setting, corpusSize: number): Funnel {
  const kept = setting.row.candidates.mean;
  const ranked = Math.min(setting.limit, kept);
  const lostToFilter = Math.max(0, 1 - setting.filterRecall);
  const lostToLimit = Math.max(0, setting.filterRecall - setting.recall);
  const found = setting.recall;
  return {
    total: corpusSize,
    kept,
    removed: Math.max(0, corpusSize - kept),
    reduction: setting.row.reduction,
    ranked,
    cutByLimit: kept - ranked,
    k: setting.k,
    found: found * setting.k,
    lostToFilter: lostToFilter * setting.k,
    lostToLimit: lostToLimit * setting.k,
    shares: { found, lostToFilter, lostToLimit },
  };
}
