import type { RunResult } from "./run/result";
import { type TimedStage, timedStages } from "./stages";

/** What a query of a run is to the search: a document, or a row of the query set. */
export function searchKind(
  querySource: RunResult["querySource"],
): "document" | "query" {
  return querySource === "query-set" ? "query" : "document";
}

/** One stage's line in the table of timings. */
export interface TimingRow {
  readonly stage: TimedStage;
  readonly elapsedMs: number;
  /** Of the longest stage, 0..1. */
  readonly share: number;
  readonly cached: boolean;
}

/** The stages in the order in which they ran; cached ones keep the time of their computation. */
export function timingRows(result: RunResult): readonly TimingRow[] {
  const entries = timedStages.flatMap((stage) => {
    const elapsedMs = result.timingsMs[stage];
    return elapsedMs === undefined ? [] : [{ stage, elapsedMs }];
  });
  const longest = Math.max(...entries.map(({ elapsedMs }) => elapsedMs), 1e-9);
  const cached = new Set(result.cachedStages);
  return entries.map(({ stage, elapsedMs }) => ({
    stage,
    elapsedMs,
    share: elapsedMs / longest,
    cached: cached.has(stage),
  }));
}

/** Time spent in this run: the stages that were not cached. */
export function computedTimeMs(rows: readonly TimingRow[]): number {
  return rows.reduce((sum, row) => sum + (row.cached ? 0 : row.elapsedMs), 0);
}
