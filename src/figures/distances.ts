import type { Histogram } from "../model/diagnosticsReport";
import type { Rule } from "../model/rule";
import { ruleOf } from "../search/choices";
import { figureMaker, type FigureWords, thinned } from "./figure";
import { sharesOf } from "./marks/marks";
import type { FigureInput } from "./figureInput";

/** Random documents and true neighbours by one measure. */
interface DistanceData {
  readonly random: Histogram;
  readonly near: Histogram;
  readonly threshold: number | null;
  readonly guaranteed: number | null;
  readonly observed: number;
  /** How what is stored decides together. */
  readonly fold: Rule["fold"];
}

type DistanceWords = FigureWords["distances"];

/** Share that two histograms have in common. */
export function overlap(a: Histogram, b: Histogram): number {
  const others = sharesOf(b);
  return sharesOf(a).reduce(
    (sum, share, i) => sum + Math.min(share, others[i] ?? 0),
    0,
  );
}

function dataOf(
  { view, diagnostics }: FigureInput,
  by: "Hamming" | "Statistic",
): DistanceData | null {
  if (!diagnostics) return null;
  const rule = ruleOf(view.result.config.structure);
  // Without a rule there is nothing that a filter compares.
  if (by === "Statistic" && !rule) return null;
  const { distances, threshold } = diagnostics;
  const index = view.curve.findIndex((row) => row.threshold === threshold);
  return {
    random: distances[`random${by}`],
    near: distances[`neighbour${by}`],
    threshold,
    guaranteed: view.guaranteedRecall?.[index] ?? null,
    observed: view.curve[index]?.filterRecall ?? Number.NaN,
    fold: rule?.fold ?? "max",
  };
}

/** A figure of two histograms; `axis` names what is measured, `more` follows the overlap. */
function distanceFigure(part: {
  readonly name: string;
  readonly by: "Hamming" | "Statistic";
  readonly question: (text: DistanceWords) => string;
  readonly axis: (text: DistanceWords, data: DistanceData) => string;
  readonly more: (text: DistanceWords, data: DistanceData) => string;
}) {
  return figureMaker<FigureInput, DistanceData>({
    name: part.name,
    data: (input) => dataOf(input, part.by),
    question: (words) => part.question(words.distances),
    finding: (data, { distances: text }) =>
      `${text.overlap(overlap(data.random, data.near))} ${part.more(text, data)}`,
    marks: (data, { distances: text, shared, format }) => ({
      kind: "histograms",
      height: 260,
      x: { title: part.axis(text, data), format: format.tick },
      y: { title: text.y, format: format.shareTick },
      series: [
        { bins: data.random, meaning: "neutral", label: text.random },
        { bins: data.near, meaning: "kept", label: text.near },
      ],
      ...(data.threshold === null
        ? {}
        : {
            mark: {
              x: data.threshold,
              label: shared.atThreshold(data.threshold),
            },
          }),
    }),
    table: (data, { distances: text, format }) => {
      const { random } = data;
      const near = sharesOf(data.near);
      return {
        head: [text.from(part.axis(text, data)), text.random, text.near],
        rows: thinned(
          sharesOf(random)
            .map((share, i) => ({
              from: Number((random.start + i * random.width).toFixed(3)),
              random: share,
              near: near[i] ?? 0,
            }))
            .filter((row) => row.random > 0 || row.near > 0)
            .map((row) => [
              format.distance(row.from),
              format.percent(row.random),
              format.percent(row.near),
            ]),
        ),
      };
    },
  });
}

/** Neighbours and random documents by Hamming distance. */
export const distances = distanceFigure({
  name: "distances",
  by: "Hamming",
  question: (text) => text.hammingQuestion,
  axis: (text) => text.hamming,
  more: (text, { observed, guaranteed }) => text.pass(observed, guaranteed),
});

/** Neighbours and random documents by what the filter compares with t. */
export const statistics = distanceFigure({
  name: "statistics",
  by: "Statistic",
  question: (text) => text.statisticQuestion,
  axis: (text, { fold }) => text.statistics[fold],
  more: (text) => text.rightOfThreshold,
});
