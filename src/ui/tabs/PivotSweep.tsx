import { useMemo } from "react";
import type { Figure } from "../../figures/figure";
import { percentTick } from "../../figures/marks/frame";
import { linePlot } from "../../figures/marks/lines";
import { useApp } from "../../state/appStoreContext";
import type { PivotSweepPoint } from "../../model/evaluationReports";
import { FigureView } from "../parts/FigureView";
import { useDebounced } from "../parts/hooks";
import { useAsked } from "../parts/useAsked";
import { useSetting } from "../useSetting";
import { useWords } from "../useWords";
import { type Words, wordFault } from "../../words/languages";

const askAfterMs = 250;

function sweepFigure(
  words: Words,
  points: readonly PivotSweepPoint[],
  threshold: number,
): Figure {
  const last = points[points.length - 1];
  const first = points[0];
  const text = words.tabs.sweep;
  const at = words.setting.threshold(threshold);
  const { percent } = words.format;
  const finding =
    text.finding({
      at,
      one: percent(first.row.reduction),
      pivots: last.pivots,
      all: percent(last.row.reduction),
      pass: percent(last.row.filterRecall),
    }) +
    (first.atFilterRecall95 && last.atFilterRecall95
      ? text.at95(
          percent(first.atFilterRecall95.reduction),
          percent(last.atFilterRecall95.reduction),
        )
      : "");
  const share = { low: 0, high: 1, format: percentTick };
  return {
    name: "pivot-sweep",
    question: text.question,
    finding,
    draw: (width) =>
      linePlot(
        { name: "pivot-sweep", width, height: 260 },
        {
          summary: finding,
          x: {
            title: text.xAxis,
            low: 1,
            high: Math.max(2, last.pivots),
            format: (value) => (Number.isInteger(value) ? String(value) : ""),
          },
          y: { title: text.yAxis, ...share },
          lines: [
            {
              meaning: "second",
              label: text.passAt(at),
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
              label: text.removedAt(at),
              points: points.map(({ pivots, row }) => [pivots, row.reduction]),
            },
            {
              meaning: "kept",
              label: text.removed95,
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
      head: text.head,
      rows: points.map(({ pivots, row, atFilterRecall95 }) => [
        String(pivots),
        words.format.percent(row.reduction),
        words.format.percent(row.filterRecall),
        words.format.percent(row.recall[0]?.expected ?? Number.NaN),
        atFilterRecall95
          ? words.format.threshold(atFilterRecall95.threshold)
          : "–",
        atFilterRecall95
          ? words.format.percent(atFilterRecall95.reduction)
          : "–",
      ]),
    },
  };
}

/** The filter with the first 1, 2, ..., P pivots: they are nested. */
export function PivotSweep() {
  const words = useWords();
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
      answer && answer.length > 0 && setting && setting.threshold !== null
        ? sweepFigure(words, answer, setting.threshold)
        : null,
    [words, answer, setting],
  );
  if (failure) return <p role="alert">{wordFault(words, failure).message}</p>;
  if (!figure || !imported) return null;
  return (
    <div data-dim={isStale || undefined}>
      <FigureView figure={figure} />
    </div>
  );
}
