import { useMemo } from "react";
import type { Figure } from "../../figures/figure";
import { percentTick } from "../../figures/marks/frame";
import { linePlot } from "../../figures/marks/lines";
import { formatPercent, formatThreshold } from "../../numeric/format";
import { useApp } from "../../state/appStoreContext";
import type { PivotSweepPoint } from "../../model/evaluationReports";
import { FigureView } from "../parts/FigureView";
import { useDebounced } from "../parts/hooks";
import { useAsked } from "../parts/useAsked";
import { useSetting } from "../useSetting";

const askAfterMs = 250;

function sweepFigure(
  points: readonly PivotSweepPoint[],
  threshold: number,
): Figure {
  const last = points[points.length - 1];
  const first = points[0];
  const at = `t = ${formatThreshold(threshold)}`;
  const finding =
    `At ${at} one pivot removes ${formatPercent(first.row.reduction)}, ${last.pivots} remove ${formatPercent(last.row.reduction)} and let ${formatPercent(last.row.filterRecall)} of the neighbours pass.` +
    (first.atFilterRecall95 && last.atFilterRecall95
      ? ` Where 95 % pass, ${formatPercent(first.atFilterRecall95.reduction)} and ${formatPercent(last.atFilterRecall95.reduction)} are removed.`
      : "");
  const share = { low: 0, high: 1, format: percentTick };
  return {
    name: "pivot-sweep",
    question: "What does each further pivot add?",
    finding,
    draw: (width) =>
      linePlot(
        { name: "pivot-sweep", width, height: 260 },
        {
          summary: finding,
          x: {
            title: "first pivots in use",
            low: 1,
            high: Math.max(2, last.pivots),
            format: (value) => (Number.isInteger(value) ? String(value) : ""),
          },
          y: { title: "share", ...share },
          lines: [
            {
              meaning: "second",
              label: `pass the filter at ${at}`,
              points: points.map(({ pivots, row }) => [
                pivots,
                row.filterRecall,
              ]),
              band: points.map(({ row }) => [
                row.filterRecallLow,
                row.filterRecallHigh,
              ]),
            },
            {
              meaning: "neutral",
              label: `removed at ${at}`,
              points: points.map(({ pivots, row }) => [pivots, row.reduction]),
            },
            {
              meaning: "kept",
              label: "removed where 95 % pass",
              points: points.flatMap(({ pivots, atFilterRecall95 }) =>
                atFilterRecall95
                  ? [[pivots, atFilterRecall95.reduction] as const]
                  : [],
              ),
            },
          ],
        },
      ),
    table: {
      head: [
        "pivots",
        "removed",
        "pass",
        "recall",
        "t where 95 % pass",
        "removed there",
      ],
      rows: points.map(({ pivots, row, atFilterRecall95 }) => [
        String(pivots),
        formatPercent(row.reduction),
        formatPercent(row.filterRecall),
        formatPercent(row.recall[0]?.expected ?? Number.NaN),
        atFilterRecall95 ? formatThreshold(atFilterRecall95.threshold) : "–",
        atFilterRecall95 ? formatPercent(atFilterRecall95.reduction) : "–",
      ]),
    },
  };
}

/** The filter with the first 1, 2, ..., P pivots: they are nested. */
export function PivotSweep() {
  const imported = useApp((state) => state.view?.result.imported);
  const setting = useDebounced(useSetting(), askAfterMs);
  const { answer, isStale, failure } = useAsked(
    "pivotSweep",
    setting
      ? { threshold: setting.threshold, limit: setting.limit, k: setting.k }
      : null,
  );
  const figure = useMemo(
    () =>
      answer && answer.length > 0 && setting
        ? sweepFigure(answer, setting.threshold)
        : null,
    [answer, setting],
  );
  if (failure) return <p role="alert">{failure}</p>;
  if (!figure || !imported) return null;
  return (
    <div data-dim={isStale || undefined}>
      <FigureView figure={figure} />
    </div>
  );
}
