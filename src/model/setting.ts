import type { EvaluationRow } from "./evaluationRow";
import type { CurveReport } from "./evaluationReports";
import {
  nearestThresholdIndex,
  recallNearLimit,
  thresholdRows,
  unfilteredRow,
} from "./curve";
import type { RunView } from "./run/view";

/** The numbers of one threshold and one limit. */
export interface Setting {
  readonly row: EvaluationRow;
  /** Position among the rows of the knob's values; -1 without a knob. */
  readonly index: number;
  /** null: the structure has no knob. */
  readonly threshold: number | null;
  readonly limit: number;
  readonly recall: number;
  readonly recallLow: number;
  readonly recallHigh: number;
  readonly recallBest: number;
  readonly recallWorst: number;
  readonly filterRecall: number;
  /** recall@k at the same limit without the filter, or null. */
  readonly unfilteredRecall: number | null;
  /** Share of neighbours the filter cannot lose, or null in cosine space. */
  readonly guaranteedRecall: number | null;
  readonly queryCount: number;
  readonly k: number;
}

/** The rows of one setting, with and without the filter. */
export interface RowsAhead {
  readonly row: EvaluationRow;
  readonly unfiltered: EvaluationRow;
  readonly guaranteedRecall: number | null;
  readonly k: number;
}

/** The answer to a question for one threshold and for no filter. */
export function rowsAheadOf(report: CurveReport): RowsAhead | null {
  const [row, unfiltered] = report.curve;
  return row && unfiltered
    ? {
        row,
        unfiltered,
        guaranteedRecall: report.guaranteedRecall?.[0] ?? null,
        k: report.k,
      }
    : null;
}

/**
 * Reads the numbers at the current threshold and limit; null when the curve is
 * empty. Rows read ahead of the curve are taken where they are of this setting.
 */
export function deriveSetting(
  view: RunView,
  threshold: number | null,
  limit: number,
  rowsAhead: RowsAhead | null = null,
): Setting | null {
  const rows = thresholdRows(view.curve);
  const index =
    threshold === null ? -1 : nearestThresholdIndex(rows, threshold);
  const curveRow =
    rows[index] ?? (rows.length === 0 && unfilteredRow(view.curve));
  if (!curveRow) return null;
  const ahead =
    rowsAhead?.row.threshold === curveRow.threshold ? rowsAhead : null;
  const row: EvaluationRow = ahead?.row ?? curveRow;
  const recall = recallNearLimit(row, limit);
  if (!recall) return null;
  const unfiltered = ahead?.unfiltered ?? unfilteredRow(view.curve);
  const unfilteredRecall = unfiltered
    ? recallNearLimit(unfiltered, limit)
    : null;
  return {
    row,
    index,
    threshold: curveRow.threshold,
    limit: recall.limit,
    recall: recall.expected,
    recallLow: recall.low,
    recallHigh: recall.high,
    recallBest: recall.best,
    recallWorst: recall.worst,
    filterRecall: row.filterRecall,
    unfilteredRecall: unfilteredRecall?.expected ?? null,
    guaranteedRecall: ahead
      ? ahead.guaranteedRecall
      : (view.guaranteedRecall?.[index] ?? null),
    queryCount: view.result.queryIds.length,
    k: ahead?.k ?? view.k,
  };
}
