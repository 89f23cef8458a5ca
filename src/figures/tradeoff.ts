import {
  recallAtLimit,
  reportedLimits,
  rowsToDraw,
  type ThresholdRow,
} from "../model/curve";
import { type Cell, figureMaker, type FigureWords } from "./figure";
import type { Line, LineMarks } from "./marks/marks";
import {
  curveAtSetting,
  recallAt,
  type FigureInput,
  shareAxis,
} from "./figureInput";
import { filterLine, limitLine } from "./tradeoffLines";

interface TradeoffData {
  readonly rows: readonly ThresholdRow[];
  readonly limits: readonly number[];
  readonly limit: number;
  /** The row of the setting; null draws no mark. */
  readonly here: ThresholdRow | null;
}

const smallDots = { radius: 2 } as const;

function marksOf(
  { rows, limits, limit, here }: TradeoffData,
  words: FigureWords,
): LineMarks {
  const { tradeoff: text, shared } = words;
  const lines = limits.map((each, position): Line => {
    const isCurrent = each === limit;
    return {
      ...limitLine(position, isCurrent),
      label: shared.foundAt(each),
      points: rows.map((row) => [
        row.reduction,
        recallAtLimit(row, each)?.expected ?? Number.NaN,
      ]),
      ...(isCurrent
        ? {
            dots: smallDots,
            band: rows.map((row) => {
              const recall = recallAtLimit(row, each);
              return [recall?.low ?? Number.NaN, recall?.high ?? Number.NaN];
            }),
          }
        : {}),
    };
  });
  const filter: Line = {
    ...filterLine,
    label: shared.passFilter,
    points: rows.map((row) => [row.reduction, row.filterRecall]),
    dots: smallDots,
    band: rows.map((row) => [row.filterRecallLow, row.filterRecallHigh]),
  };
  return {
    kind: "lines",
    height: 392,
    x: { title: text.x, ...shareAxis(words) },
    y: { title: text.y, ...shareAxis(words) },
    hasVerticalGrid: true,
    lines: [...lines, filter],
    ...(here
      ? {
          mark: {
            x: here.reduction,
            label: shared.atThreshold(here.threshold),
          },
          spots: [
            [here.reduction, here.filterRecall] as const,
            [here.reduction, recallAt(here, limit)?.expected ?? 0] as const,
          ],
        }
      : {}),
  };
}

/** A share with its interval. */
function intervalCell(
  { format }: FigureWords,
  value: number,
  low: number,
  high: number,
): Cell {
  return { text: format.percent(value), note: format.percentRange(low, high) };
}

/** Recall against reduction, with intervals: what the page stands around. */
export const tradeoff = figureMaker<FigureInput, TradeoffData>({
  name: "trade-off",
  data: (input) => {
    const { rows, limit, here } = curveAtSetting(input);
    return {
      rows: rowsToDraw(rows),
      limits: reportedLimits(input.view.curve),
      limit,
      here,
    };
  },
  question: (words) => words.tradeoff.question,
  finding: ({ here, limit }, { tradeoff: text }) => {
    const recall = here && recallAt(here, limit);
    return recall
      ? text.finding({
          threshold: here.threshold,
          limit,
          reduction: here.reduction,
          filterRecall: here.filterRecall,
          recall: recall.expected,
          recallLow: recall.low,
          recallHigh: recall.high,
        })
      : text.everyThreshold;
  },
  marks: marksOf,
  table: ({ rows, limits }, words) => {
    const { tradeoff: text, shared, format } = words;
    return {
      head: [
        shared.t,
        shared.removed,
        shared.passFilter,
        text.candidatesMedian,
        text.candidatesHigh,
        ...limits.map(text.foundColumn),
      ],
      rows: rows.map((row) => [
        format.threshold(row.threshold),
        format.percent(row.reduction),
        intervalCell(
          words,
          row.filterRecall,
          row.filterRecallLow,
          row.filterRecallHigh,
        ),
        format.count(row.candidates.p50),
        format.count(row.candidates.p95),
        ...limits.map((limit) => {
          const recall = recallAtLimit(row, limit);
          return recall
            ? intervalCell(words, recall.expected, recall.low, recall.high)
            : "–";
        }),
      ]),
    };
  },
});
