import { crossover } from "./crossover";
import type { SeriesWords } from "../words";
import { format } from "./format";

const at = (threshold: number) => `t = ${format.threshold(threshold)}`;
const cutAt = (limit: number) => `L = ${format.count(limit)}`;
const signed = (value: number) => format.signed(value, 4);
const range = (low: number, high: number) =>
  `(${format.percentRange(low, high)})`;

/** Said by several figures. */
const shared = {
  found: "found",
  passFilter: "pass the filter",
  removed: "removes",
  lostToFilter: "lost to the filter",
  lostToLimit: "lost to the limit",
  threshold: "threshold t",
  t: "t",
  atThreshold: at,
  foundAt: (limit: number) => `found at ${cutAt(limit)}`,
  table: "As a table",
};

const tradeoff = {
  question: "What does removing documents cost in recall?",
  x: "Documents removed by the filter (reduction)",
  y: "True neighbours kept",
  axes: "True neighbours kept against Documents removed by the filter (reduction)",
  /** What follows in the heads of the limits. */
  foundColumn: (limit: number) => `found, ${cutAt(limit)}`,
  candidatesMedian: "candidates p50",
  candidatesHigh: "p95",
  finding: (setting: {
    readonly threshold: number;
    readonly limit: number;
    readonly reduction: number;
    readonly filterRecall: number;
    readonly recall: number;
    readonly recallLow: number;
    readonly recallHigh: number;
  }) =>
    `At ${at(setting.threshold)} the filter removes ${format.percent(setting.reduction)} of documents and keeps ${format.percent(setting.filterRecall)} of the true neighbours; ` +
    `${format.percent(setting.recall)} ${range(setting.recallLow, setting.recallHigh)} are found at ${cutAt(setting.limit)}.`,
  everyThreshold: "Every threshold is a point of the lines.",
};

const losses = {
  question: "Where are true neighbours lost: to the filter or to the limit?",
  y: "true neighbours",
  finding: (setting: {
    readonly threshold: number;
    readonly limit: number;
    readonly found: number;
    readonly lostToFilter: number;
    readonly lostToLimit: number;
  }) =>
    `At ${at(setting.threshold)} and ${cutAt(setting.limit)}, ${format.percent(setting.found)} are found, ` +
    `${format.percent(setting.lostToFilter)} are lost to the filter and ${format.percent(setting.lostToLimit)} to the limit.`,
};

const forecast = {
  question: "Could we have known it before scanning anything?",
  y: "documents removed",
  line: "forecast from the pivots' histograms",
  forecast: "forecast",
  measured: "measured",
  finding: (judged: {
    readonly threshold: number;
    readonly expected: number;
    readonly helps: boolean;
    readonly largestMiss: number;
  }) =>
    `Pivots ${judged.helps ? "can" : "will not"} help here: at ${at(judged.threshold)}, two standard deviations of a pivot's distances, they should remove ` +
    `${judged.helps ? "" : "only "}${format.percent(judged.expected)}. The forecast is off by at most ${format.percent(judged.largestMiss)}.`,
};

const spectrumValue = (value: number) => format.significant(value, 3);

/** Series of a fit that learns principal axes and a rotation. */
export const trainedSeries = {
  "quantization-error": {
    title: "Quantization error mean((B − Z)²)",
    question: "Did the rotation converge?",
    finding: ({ last, count }) =>
      `The quantization error ended at ${format.decimals(last, 4)} after ${format.count(count)} iterations.`,
  },
  nqe: {
    title: "Quantization error without scale (nqe)",
    question: "What does rounding to bits lose, whatever the scale?",
    finding: ({ first, last }) =>
      `Without scale the error (nqe) went from ${format.decimals(first, 4)} to ${format.decimals(last, 4)}.`,
  },
  eigenvalues: {
    title: "Eigenvalues of the covariance (logarithmic)",
    question: "How fast does the spectrum fall?",
    finding: ({ first, last, count, cut }) =>
      `From ${spectrumValue(first)} to ${spectrumValue(last)} over ${format.count(count)} components` +
      (cut
        ? `; at the cut b = ${cut.at} it is ${spectrumValue(cut.value)}.`
        : "."),
  },
  "explained-variance": {
    title: "Variance held by the first components",
    question: "How much of the variance can the bits hold?",
    finding: ({ count, cut }) =>
      cut
        ? `The first ${format.count(cut.at)} of ${format.count(count)} components hold ${format.percent(cut.value)} of the variance.`
        : `All ${format.count(count)} components hold the whole variance.`,
  },
} satisfies Readonly<Record<string, SeriesWords>>;

const fit = {
  /** Of a series that the words of its hash do not name. */
  otherSeries: (name: string): SeriesWords => ({
    title: name,
    question: name,
    finding: ({ first, last, count }) =>
      `From ${spectrumValue(first)} to ${spectrumValue(last)} over ${format.count(count)} values.`,
  }),
  units: { iteration: "iteration", component: "component" },
  cut: (bits: number) => `b = ${bits}`,
  cutShare: (bits: number, share: number) =>
    `b = ${bits}: ${format.percent(share)}`,
};

/** A correlation that is printed elsewhere. */
interface PublishedCorrelation {
  readonly value: number;
  readonly notebook: string;
  readonly isMistaken: boolean;
}

function publishedWords(published: readonly PublishedCorrelation[]): string {
  const each = published.map(
    ({ value, notebook, isMistaken }) =>
      `${signed(value)} (${notebook}${isMistaken ? ", a broadcast mistake" : ""})`,
  );
  return each.length === 0
    ? "."
    : `; published for this model on another corpus: ${each.join(", and ")}.`;
}

const density = {
  question: "Does Hamming distance follow the cosine?",
  x: "cosine",
  y: "Hamming distance",
  pairsOfDocuments: "pairs of documents",
  trueNeighbours: "true neighbours",
  from: "Hamming distance from",
  pairs: "pairs",
  meanCosine: "mean cosine",
  finding: (pairs: {
    readonly spearman: number;
    readonly pairs: number;
    readonly documents: number;
    readonly cosineMean: number;
    readonly cosineSd: number;
    readonly published: readonly PublishedCorrelation[];
  }) =>
    `Spearman ${signed(pairs.spearman)} over ${format.count(pairs.pairs)} pairs of ${format.count(pairs.documents)} documents` +
    publishedWords(pairs.published) +
    ` Random pairs have cosine ${format.decimals(pairs.cosineMean, 3)} ± ${format.decimals(pairs.cosineSd, 3)}.`,
};

const distances = {
  hammingQuestion:
    "How far are true neighbours by Hamming distance, and how far random documents?",
  statisticQuestion: "Can the pivots tell neighbours from random documents?",
  hamming: "Hamming distance",
  statistics: {
    max: "largest difference m",
    sum: "root of the summed squares m",
  },
  y: "share of pairs",
  random: "random documents",
  near: "true neighbours",
  from: (axis: string) => `${axis} from`,
  overlap: (share: number) =>
    `${format.percent(share)} of the two distributions overlap.`,
  pass: (observed: number, guaranteed: number | null) =>
    `At this threshold ${format.percent(observed)} of the neighbours pass; ` +
    (guaranteed === null
      ? "nothing is guaranteed."
      : `guaranteed are ${format.percent(guaranteed)}, those within Hamming distance t.`),
  rightOfThreshold: "What lies to the right of t is removed.",
};

const pivotDistances = {
  question: "Which pivots spread the documents?",
  label: (pivot: number, sd: string) => `${pivot} · sd ${sd}`,
  pivot: "pivot",
  sd: "sd",
  passesAlone: "passes alone",
  firstQuery: "first query's distance",
  widest: (pivot: number, sd: string) =>
    `Pivot ${pivot} spreads the documents most (sd ${sd}).`,
  mostSelective: (share: number, threshold: number) =>
    ` Alone, the most selective pivot lets ${format.percent(share)} pass at ${at(threshold)}.`,
  window: " Shaded: the window of the first query.",
};

const bitBalance = {
  question: "Is every bit a fair coin?",
  x: "bits, the rarest first",
  y: "documents with a 1",
  fair: "a fair coin",
  measured: "measured",
  bit: "bit",
  finding: (mean: number, least: number) =>
    `Entropy of a bit: ${format.decimals(mean, 3)} on average, ${format.decimals(least, 3)} at worst (1 is a fair coin).`,
};

const bitCorrelation = {
  question: "Does every bit say something of its own?",
  axis: "bit",
  together: "go together",
  apart: "go apart",
  head: ["figure", "value"],
  effective: "effective bits",
  mean: "mean |correlation|",
  largest: "largest |correlation|",
  documents: "documents",
  finding: (bits: {
    readonly effective: number;
    readonly count: number;
    readonly mean: number;
    readonly largest: number;
  }) =>
    `${format.decimals(bits.effective, 1)} effective bits of ${bits.count}. Between two bits the correlation is ${format.decimals(bits.mean, 3)} on average, ${format.decimals(bits.largest, 3)} at most.`,
};

const drift = {
  question: "Do the queries come from where the fit was made?",
  head: ["distance from the fit's mean", "value"],
  queries: "queries",
  corpus: "corpus",
  randomMean: "as many random documents, mean",
  randomHigh: "as many random documents, 95 %",
  cosine: "cosine of the queries' mean and the fit's",
  finding: (distance: number, high: number) =>
    distance > high
      ? `The queries' mean lies ${format.decimals(distance, 3)} from the fit's: further than 95 % of random draws (${format.decimals(high, 3)}). They come from elsewhere: another prefix, model or domain?`
      : `The queries' mean lies ${format.decimals(distance, 3)} from the fit's, as random documents do (95 % of draws: below ${format.decimals(high, 3)}).`,
};

/** The filter where 95 % of the neighbours pass. */
interface SweepEnd {
  readonly pivots: number;
  readonly reduction: number;
  readonly filterRecall: number;
  readonly reductionAt95: number | null;
}

const pivotSweep = {
  question: "What does each further pivot add?",
  x: "first pivots in use",
  y: "share",
  passAt: (threshold: number) => `pass the filter at ${at(threshold)}`,
  removedAt: (threshold: number) => `removed at ${at(threshold)}`,
  removedAt95: "removed where 95 % pass",
  head: [
    "pivots",
    "removed",
    "pass",
    "recall",
    "t where 95 % pass",
    "removed there",
  ],
  finding: (threshold: number, first: SweepEnd, last: SweepEnd) =>
    `At ${at(threshold)} one pivot removes ${format.percent(first.reduction)}, ${last.pivots} remove ${format.percent(last.reduction)} and let ${format.percent(last.filterRecall)} of the neighbours pass.` +
    (first.reductionAt95 !== null && last.reductionAt95 !== null
      ? ` Where 95 % pass, ${format.percent(first.reductionAt95)} and ${format.percent(last.reductionAt95)} are removed.`
      : ""),
};

const compare = {
  question: "Which run keeps more at the same cost?",
  x: "documents removed by the filter",
  run: "run",
  line: (mark: string) => `run ${mark}`,
  removed: (share: number) => `${format.percent(share)} removed`,
  cell: (filter: number, recall: number) =>
    `${format.percent(filter)} pass, ${format.percent(recall)} found`,
  finding: (
    runs: readonly { readonly mark: string; readonly name: string }[],
  ) => runs.map(({ mark, name }) => `${mark}: ${name}`).join("; "),
};

/** What the figures ask, name and find. */
export const figures = {
  format,
  shared,
  tradeoff,
  losses,
  forecast,
  fit,
  density,
  distances,
  pivotDistances,
  bitBalance,
  bitCorrelation,
  drift,
  pivotSweep,
  compare,
  crossover,
};
