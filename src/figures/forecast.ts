import { thresholdRows } from "../model/curve";
import { figureMaker, thinned } from "./figure";
import { type FigureInput, shareAxis, thresholdAxis } from "./figureInput";

/** Share of documents removed at one threshold: promised and measured. */
interface ForecastRow {
  readonly threshold: number;
  readonly expected: number;
  readonly measured: number;
}

interface ForecastData {
  readonly rows: readonly ForecastRow[];
  /** The row that the filter is judged at. */
  readonly judged: ForecastRow;
}

/** A filter that should remove less than this where it is judged will not help. */
const LEAST_HELP = 0.1;

/**
 * The filter is judged before the scan where 95 % of random pairs would pass: a
 * threshold of 1.4 standard deviations of a pivot's distances keeps two thirds
 * of them, so that a forecast below 10 % at two says that no useful threshold
 * removes much.
 */
function forecastData({ view }: FigureInput): ForecastData | null {
  const { forecast } = view;
  if (!forecast) return null;
  const rows = thresholdRows(view.curve).map((row, i) => ({
    threshold: row.threshold,
    expected: forecast[i],
    measured: row.reduction,
  }));
  const sds = (view.parts?.spread ?? [])
    .map(({ sd }) => sd)
    .sort((a, b) => a - b);
  const judgedAt = 2 * (sds[Math.floor(sds.length / 2)] ?? 0);
  const judged =
    rows.find(({ threshold }) => threshold >= judgedAt) ?? rows.at(-1);
  return judged ? { rows, judged } : null;
}

/** What the pivots' histograms promise, beside what was measured. */
export const forecast = figureMaker<FigureInput, ForecastData>({
  name: "forecast",
  data: forecastData,
  question: (words) => words.forecast.question,
  finding: ({ rows, judged }, words) =>
    words.forecast.finding({
      threshold: judged.threshold,
      expected: judged.expected,
      helps: judged.expected >= LEAST_HELP,
      largestMiss: Math.max(
        0,
        ...rows.map((row) => Math.abs(row.expected - row.measured)),
      ),
    }),
  marks: ({ rows }, words) => ({
    kind: "lines",
    height: 240,
    x: thresholdAxis(rows, words),
    y: { title: words.forecast.y, ...shareAxis(words) },
    lines: [
      {
        meaning: "neutral",
        label: words.forecast.line,
        points: rows.map((row) => [row.threshold, row.expected]),
      },
      {
        meaning: "kept",
        label: words.forecast.measured,
        points: rows.map((row) => [row.threshold, row.measured]),
      },
    ],
  }),
  table: ({ rows }, { forecast: text, shared, format }) => ({
    head: [shared.t, text.forecast, text.measured],
    rows: thinned(rows).map((row) => [
      format.threshold(row.threshold),
      format.percent(row.expected),
      format.percent(row.measured),
    ]),
  }),
});
