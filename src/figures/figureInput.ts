import {
  recallAtLimit,
  type ThresholdRow,
  thresholdRows,
} from "../model/curve";
import type { Diagnostics } from "../model/diagnosticsReport";
import type { PivotSweepPoint } from "../model/evaluationReports";
import type { LimitRecall } from "../model/evaluationRow";
import type { RunView } from "../model/run/view";
import type { FigureWords } from "./figure";

/** What the figures of a run are read from; what was not asked for is null. */
export interface FigureInput {
  readonly view: RunView;
  readonly setting: {
    readonly threshold: number | null;
    readonly limit: number;
  };
  readonly diagnostics: Diagnostics | null;
  readonly sweep: readonly PivotSweepPoint[] | null;
  /** Name of the model that made the vectors, where it is known. */
  readonly model: string | null;
}

/** An axis of shares from nothing to all. */
export const shareAxis = ({ format }: FigureWords) => ({
  low: 0,
  high: 1,
  format: format.shareTick,
});

/** The axis of the thresholds of a curve. */
export function thresholdAxis(
  rows: readonly { readonly threshold: number }[],
  { shared, format }: FigureWords,
) {
  return {
    title: shared.threshold,
    format: format.tick,
    low: rows[0]?.threshold ?? 0,
    high: rows[rows.length - 1]?.threshold ?? 1,
  };
}

/** Recall at the limit, or at the largest limit that the row reports. */
export function recallAt(row: ThresholdRow, limit: number): LimitRecall | null {
  return recallAtLimit(row, limit) ?? row.recall[row.recall.length - 1] ?? null;
}

/** The rows with a filter, and the one of the setting. */
export function curveAtSetting({ view, setting }: FigureInput): {
  readonly rows: readonly ThresholdRow[];
  readonly limit: number;
  readonly here: ThresholdRow | null;
} {
  const rows = thresholdRows(view.curve);
  const here = rows.find((row) => row.threshold === setting.threshold) ?? null;
  return { rows, limit: setting.limit, here };
}
