import type { FigureKind, PublishedFigure, PublishedRun } from "./published";
import {
  formatCount,
  formatPercent,
  formatPercentRange,
  formatThreshold,
} from "../numeric/format";
import type { DatasetInfo } from "./datasetInfo";
import type { RunView } from "./runView";

/** What one's own run has to set beside a published one. */
export interface OwnFigures {
  readonly view: RunView;
  /** Over pairs of documents; null until measured. */
  readonly spearman: number | null;
  readonly pearson: number | null;
  /** While embedding here; null where vectors were opened. */
  readonly documentsPerSecond: number | null;
}

export interface ComparedFigure {
  readonly kind: FigureKind;
  readonly label: string;
  readonly published: string;
  readonly corrected: { readonly text: string; readonly why: string } | null;
  readonly own: string;
  /** Own less published (or corrected). */
  readonly difference: string;
  /** 95 % interval of the own figure, where it has one. */
  readonly interval: string;
  readonly verdict: "inside" | "outside" | "no-interval" | "not-measured";
}

interface OwnValue {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

const shares: readonly FigureKind[] = [
  "explainedVariance",
  "reduction",
  "filterRecall",
  "recall",
];

function rowAt({ view }: OwnFigures, threshold: number | null | undefined) {
  return (
    view.result.rows.find((row) => row.threshold === threshold) ??
    view.curve.find((row) => row.threshold === threshold)
  );
}

function ownValue(figure: PublishedFigure, own: OwnFigures): OwnValue | null {
  const { fit } = own.view.result;
  const known = (value: number | null | undefined): OwnValue | null =>
    value === null || value === undefined ? null : { value };
  switch (figure.kind) {
    case "meanNorm":
      return { value: fit.meanNorm };
    case "explainedVariance":
      return { value: fit.explainedVariance };
    case "quantizationError":
      return known(fit.quantizationError[(figure.iteration ?? 0) - 1]);
    case "pivotDistance":
      return known(pivotDistance(own.view, figure.of ?? "mean"));
    case "reduction":
      return known(rowAt(own, figure.threshold)?.reduction);
    case "candidates":
      return known(rowAt(own, figure.threshold)?.candidates.mean);
    case "filterRecall": {
      const row = rowAt(own, figure.threshold);
      return row
        ? {
            value: row.filterRecall,
            low: row.filterRecallLow,
            high: row.filterRecallHigh,
          }
        : null;
    }
    case "recall": {
      const at = rowAt(own, figure.threshold)?.recall.find(
        ({ limit }) => limit === figure.limit,
      );
      return at ? { value: at.expected, low: at.low, high: at.high } : null;
    }
    case "spearman":
      return known(own.spearman);
    case "pearson":
      return known(own.pearson);
    case "documentsPerSecond":
      return known(own.documentsPerSecond);
  }
}

function pivotDistance(
  { pivots }: RunView,
  of: "min" | "max" | "mean",
): number | null {
  const pairs = (pivots?.pairwise ?? []).flatMap((row, a) => row.slice(a + 1));
  if (pairs.length === 0) return null;
  if (of === "min") return Math.min(...pairs);
  if (of === "max") return Math.max(...pairs);
  return pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
}

const names: Readonly<Record<FigureKind, string>> = {
  meanNorm: "mean norm",
  explainedVariance: "explained variance",
  quantizationError: "quantization error",
  pivotDistance: "distance between pivots",
  reduction: "reduction",
  filterRecall: "filter recall",
  candidates: "candidates",
  recall: "recall@10",
  spearman: "Spearman, Hamming and cosine",
  pearson: "Pearson, Hamming and cosine",
  documentsPerSecond: "documents embedded per second",
};

function labelOf(figure: PublishedFigure): string {
  const at: string[] = [];
  if (figure.iteration !== undefined) at.push(`iteration ${figure.iteration}`);
  if (figure.of) at.push(figure.of);
  if (figure.threshold !== undefined)
    at.push(
      figure.threshold === null
        ? "no filter"
        : `t = ${formatThreshold(figure.threshold)}`,
    );
  if (figure.limit !== undefined) at.push(`L = ${formatCount(figure.limit)}`);
  const name = names[figure.kind];
  return at.length > 0 ? `${name}, ${at.join(", ")}` : name;
}

function formatOf(kind: FigureKind): (value: number) => string {
  if (shares.includes(kind)) return formatPercent;
  if (kind === "candidates") return formatCount;
  if (kind === "pivotDistance" || kind === "documentsPerSecond")
    return (value) => value.toFixed(1);
  return (value) => value.toFixed(4).replace("-", "−");
}

function signed(kind: FigureKind, difference: number): string {
  const sign = difference < 0 ? "−" : "+";
  const size = Math.abs(difference);
  return shares.includes(kind)
    ? `${sign}${(size * 100).toFixed(1)} points`
    : `${sign}${formatOf(kind)(size)}`;
}

/** Published figures with one's own, the difference, and whether the interval holds it. */
export function comparePublished(
  published: PublishedRun,
  own: OwnFigures,
): ComparedFigure[] {
  return published.figures.map((figure) => {
    const { kind, corrected } = figure;
    const format = formatOf(kind);
    const base = {
      kind,
      label: labelOf(figure),
      published: figure.printed,
      corrected: corrected
        ? { text: format(corrected.value), why: corrected.why }
        : null,
    };
    const mine = ownValue(figure, own);
    if (!mine || !Number.isFinite(mine.value))
      return {
        ...base,
        own: "–",
        difference: "–",
        interval: "–",
        verdict: "not-measured",
      };
    const right = corrected?.value ?? figure.value;
    const { low, high } = mine;
    const hasInterval = low !== undefined && high !== undefined && high > low;
    return {
      ...base,
      own: format(mine.value),
      difference: signed(kind, mine.value - right),
      interval: hasInterval ? formatPercentRange(low, high) : "–",
      verdict: !hasInterval
        ? "no-interval"
        : low <= right && right <= high
          ? "inside"
          : "outside",
    };
  });
}

/** Owner and conversion aside, what a model is called. */
function modelName(id: string | null): string {
  return (id ?? "").split("/").pop() ?? "";
}

/** What differs from the published run, in whole sentences: differences are then no errors. */
export function differingConditions(
  published: PublishedRun,
  { result }: RunView,
  dataset: DatasetInfo,
): string[] {
  const { config, corpusSize } = result;
  const sentences: string[] = [];
  const model = modelName(dataset.model);
  if (model !== modelName(published.model))
    sentences.push(
      `Model: ${model || "unknown"} here, ${modelName(published.model)} published.`,
    );
  const isWikipedia = /wikipedia/i.test(dataset.name);
  if (!isWikipedia || corpusSize !== published.corpus.documents)
    sentences.push(
      `Corpus: ${formatCount(corpusSize)} documents of ${dataset.name} here, ${formatCount(published.corpus.documents)} published (${published.corpus.words}).`,
    );
  if (config.protocol !== published.protocol)
    sentences.push(
      `Protocol: ${config.protocol} here, ${published.protocol} published.`,
    );
  if (config.hash.bits !== published.bits)
    sentences.push(
      `Bits: ${config.hash.bits} here, ${published.bits} published.`,
    );
  if (config.structure["count"] !== published.pivots)
    sentences.push(
      `Pivots: ${config.structure["count"]} here, ${published.pivots} published.`,
    );
  if (config.structure["space"] !== published.space)
    sentences.push(
      `Pivot distances: ${config.structure["space"]} here, ${published.space} published; thresholds do not compare.`,
    );
  if (config.structure["statistic"] !== "max")
    sentences.push(
      "The filter's statistic is not the notebooks' largest difference.",
    );
  if (config.queries.census)
    sentences.push("Every document asks here, 100 documents in the notebook.");
  return sentences;
}
