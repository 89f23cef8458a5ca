import type { PivotSweepPoint } from "../../../model/evaluationReports";
import { figureMaker } from "../../figure";
import { type FigureInput, shareAxis } from "../../figureInput";

interface SweepData {
  /** Ascending by pivots, at least one. */
  readonly points: readonly PivotSweepPoint[];
  readonly threshold: number;
}

function endOf({ pivots, row, atFilterRecall95 }: PivotSweepPoint) {
  return {
    pivots,
    reduction: row.reduction,
    filterRecall: row.filterRecall,
    reductionAt95: atFilterRecall95?.reduction ?? null,
  };
}

/** The filter with the first 1, 2, ..., P pivots: they are nested. */
export const pivotSweep = figureMaker<FigureInput, SweepData>({
  name: "pivot-sweep",
  data: ({ sweep, setting: { threshold } }) =>
    sweep && sweep.length > 0 && threshold !== null
      ? { points: sweep, threshold }
      : null,
  question: (words) => words.pivotSweep.question,
  finding: ({ points, threshold }, { pivotSweep: text }) =>
    text.finding(threshold, endOf(points[0]), endOf(points[points.length - 1])),
  marks: ({ points, threshold }, words) => ({
    kind: "lines",
    height: 260,
    x: {
      title: words.pivotSweep.x,
      low: 1,
      high: Math.max(2, points[points.length - 1].pivots),
      format: words.format.tick,
      isWhole: true,
    },
    y: { title: words.pivotSweep.y, ...shareAxis(words) },
    lines: [
      {
        meaning: "second",
        label: words.pivotSweep.passAt(threshold),
        points: points.map(({ pivots, row }) => [pivots, row.filterRecall]),
        band: points.map(({ row }) => [
          row.filterRecallLow,
          row.filterRecallHigh,
        ]),
      },
      {
        meaning: "neutral",
        label: words.pivotSweep.removedAt(threshold),
        points: points.map(({ pivots, row }) => [pivots, row.reduction]),
      },
      {
        meaning: "kept",
        label: words.pivotSweep.removedAt95,
        points: points.map(({ pivots, atFilterRecall95 }) => [
          pivots,
          atFilterRecall95?.reduction ?? Number.NaN,
        ]),
      },
    ],
  }),
  table: ({ points }, { pivotSweep: text, format }) => ({
    head: text.head,
    rows: points.map(({ pivots, row, atFilterRecall95: at95 }) => [
      format.count(pivots),
      format.percent(row.reduction),
      format.percent(row.filterRecall),
      format.percent(row.recall[0]?.expected ?? Number.NaN),
      at95 ? format.threshold(at95.threshold) : "–",
      at95 ? format.percent(at95.reduction) : "–",
    ]),
  }),
});
