import type { Series } from "../model/series";
import { type SeriesWords, wordsOfMethod } from "../words/words";
import type { Figure, FigureWords } from "./figure";
import type { Axis, Line, LineMarks } from "./marks/marks";
import { niceEnds } from "./marks/scale";
import { type FigureInput, shareAxis } from "./figureInput";

/** Values this much smaller than the largest are rounding. */
const ROUNDING_SHARE = 1e-9;

/** What the words of a hash say of one of its series. */
function wordsOf(
  name: string,
  method: string,
  { hashes, fit }: FigureWords,
): SeriesWords {
  const { series = {} } = wordsOfMethod(hashes, method);
  return Object.hasOwn(series, name) ? series[name] : fit.otherSeries(name);
}

/** The value at the cut; null where nothing is cut. */
function cutOf({ values, cut }: Series) {
  const value = cut === null ? undefined : values[cut - 1];
  return cut === null || value === undefined ? null : { at: cut, value };
}

function valueAxis(
  { values, scale }: Series,
  title: string,
  words: FigureWords,
): Axis {
  if (scale === "share") return { title, ...shareAxis(words) };
  const isLogarithmic = scale === "logarithmic";
  return {
    title,
    ...niceEnds(values, isLogarithmic),
    logarithmic: isLogarithmic,
    format: isLogarithmic ? words.format.powerTick : words.format.tick,
  };
}

function seriesMarks(
  series: Series,
  { title }: SeriesWords,
  words: FigureWords,
): LineMarks {
  const { values, scale, over } = series;
  const floor =
    scale === "logarithmic" ? Math.max(...values) * ROUNDING_SHARE : -Infinity;
  // What is left of a zero after rounding would stretch a logarithmic axis.
  const visible = values.map((value) => (value > floor ? value : Number.NaN));
  const cut = cutOf(series);
  const line: Line = {
    meaning: cut ? "kept" : "current",
    label: "",
    points: visible.map((value, i) => [i + 1, value]),
    ...(cut ? { shadedTo: cut.at } : {}),
  };
  return {
    kind: "lines",
    height: 240,
    x: {
      title: words.fit.units[over],
      low: 1,
      high: values.length,
      format: words.format.tick,
      isWhole: true,
    },
    y: valueAxis({ ...series, values: visible }, title, words),
    lines: [line],
    ...(cut
      ? {
          mark: {
            x: cut.at,
            label:
              scale === "share"
                ? words.fit.cutShare(cut.at, cut.value)
                : words.fit.cut(cut.at),
          },
        }
      : {}),
  };
}

/** One series of the hash `method` as a figure; null where it has no values. */
export function seriesFigure(
  series: Series,
  method: string,
  words: FigureWords,
): Figure | null {
  const { name, values, over, scale } = series;
  if (values.length === 0) return null;
  const text = wordsOf(name, method, words);
  return {
    name,
    question: text.question,
    finding: text.finding({
      first: values[0],
      last: values[values.length - 1],
      count: values.length,
      cut: cutOf(series),
    }),
    // One value is no line.
    marks: values.length > 1 ? seriesMarks(series, text, words) : null,
    table: {
      head: [words.fit.units[over], text.title],
      rows: values.map((value, i) => [
        words.format.count(i + 1),
        scale === "share"
          ? words.format.percent(value)
          : words.format.precise(value, 4),
      ]),
    },
  };
}

/** A figure for each series that the hash gives and that has values. */
export function fitFigures(
  { view }: FigureInput,
  words: FigureWords,
): readonly Figure[] {
  const { method } = view.result.config.hash;
  return view.series
    .map((series) => seriesFigure(series, method, words))
    .filter((figure) => figure !== null);
}
