import type { EvaluationRow, LimitRecall } from "./evaluationRow";

/** A curve row that has a filter. */
export interface ThresholdRow extends EvaluationRow {
  readonly threshold: number;
}

const rowsOfCurve = new WeakMap<
  readonly EvaluationRow[],
  readonly ThresholdRow[]
>();

/**
 * The rows of a curve that have a filter, ascending by threshold. The same
 * curve gives the same array, so that what depends on it can be kept.
 */
export function thresholdRows(
  curve: readonly EvaluationRow[],
): readonly ThresholdRow[] {
  const former = rowsOfCurve.get(curve);
  if (former) return former;
  const rows = curve
    .filter((row): row is ThresholdRow => row.threshold !== null)
    .sort((a, b) => a.threshold - b.threshold);
  rowsOfCurve.set(curve, rows);
  return rows;
}

/**
 * The rows worth drawing: all of a short curve; of a long one those that differ
 * visibly (by 0.2 points in reduction or filter recall) from the one before.
 */
export function rowsToDraw(
  rows: readonly ThresholdRow[],
): readonly ThresholdRow[] {
  const shortCurve = 300;
  if (rows.length <= shortCurve) return rows;
  const visible = 0.002;
  const drawn: ThresholdRow[] = [];
  rows.forEach((row, index) => {
    const last = drawn[drawn.length - 1];
    const differs =
      !last ||
      Math.abs(row.reduction - last.reduction) >= visible ||
      Math.abs(row.filterRecall - last.filterRecall) >= visible;
    if (differs || index === rows.length - 1) drawn.push(row);
  });
  return drawn;
}

/** The row without a filter, or null when the curve has none. */
export function unfilteredRow(
  curve: readonly EvaluationRow[],
): EvaluationRow | null {
  return curve.find((row) => row.threshold === null) ?? null;
}

/**
 * Position of the row whose threshold is nearest to `threshold`; the lower one
 * of two equally near. -1 for an empty curve.
 */
export function nearestThresholdIndex(
  rows: readonly ThresholdRow[],
  threshold: number,
): number {
  return nearestIndex(rows, (row) => Math.abs(row.threshold - threshold));
}

/**
 * Position of the row whose reduction is nearest to `reduction`; of equally
 * near rows the lowest threshold. -1 for an empty curve.
 */
export function nearestReductionIndex(
  rows: readonly ThresholdRow[],
  reduction: number,
): number {
  return nearestIndex(rows, (row) => Math.abs(row.reduction - reduction));
}

/**
 * The value of the knob to show on a new curve: the one shown before where the
 * curve reaches so far, else that nearest to `first`; null without a knob.
 */
export function thresholdToShow(
  rows: readonly ThresholdRow[],
  former: number | null,
  first: number | null,
): number | null {
  if (rows.length === 0) return null;
  const [lowest, highest] = [rows[0], rows[rows.length - 1]];
  const isThere =
    former !== null &&
    former >= lowest.threshold &&
    former <= highest.threshold;
  const wanted = isThere ? former : (first ?? lowest.threshold);
  return rows[nearestThresholdIndex(rows, wanted)].threshold;
}

function nearestIndex(
  rows: readonly ThresholdRow[],
  distance: (row: ThresholdRow) => number,
): number {
  let best = -1;
  let bestDistance = Infinity;
  for (let index = 0; index < rows.length; index++) {
    const value = distance(rows[index]);
    if (value < bestDistance) {
      best = index;
      bestDistance = value;
    }
  }
  return best;
}

/** recall@k of a row at a limit, or null when that limit was not reported. */
export function recallAtLimit(
  row: EvaluationRow,
  limit: number,
): LimitRecall | null {
  return row.recall.find((entry) => entry.limit === limit) ?? null;
}

/**
 * recall@k at the limit, or at the nearest reported one: what to show while
 * the worker still reads the new limit from the surface.
 */
export function recallNearLimit(
  row: EvaluationRow,
  limit: number,
): LimitRecall | null {
  let best: LimitRecall | null = null;
  for (const entry of row.recall) {
    const nearer =
      best === null ||
      Math.abs(entry.limit - limit) < Math.abs(best.limit - limit);
    if (nearer) best = entry;
  }
  return best;
}

/** The limits a curve reports, ascending. */
export function reportedLimits(
  curve: readonly EvaluationRow[],
): readonly number[] {
  const first = curve[0];
  if (!first) return [];
  return first.recall.map((entry) => entry.limit).sort((a, b) => a - b);
}

/** What the threshold slider is made of. */
export interface SliderScale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly toValue: (index: number) => number;
  readonly toIndex: (value: number) => number;
}

/**
 * The units of the slider: the thresholds themselves when they are whole
 * numbers, else positions on the curve (which avoids rounding 0.1 + 0.2).
 */
export function sliderScale(rows: readonly ThresholdRow[]): SliderScale {
  const whole = rows.every((row) => Number.isInteger(row.threshold));
  if (whole && rows.length > 0) {
    return {
      min: rows[0].threshold,
      max: rows[rows.length - 1].threshold,
      step: 1,
      toValue: (index) => rows[index].threshold,
      toIndex: (value) => nearestThresholdIndex(rows, value),
    };
  }
  return {
    min: 0,
    max: Math.max(0, rows.length - 1),
    step: 1,
    toValue: (index) => index,
    toIndex: (value) => value,
  };
}
