import type { PublishedFigure, PublishedRun } from "./published";
import type { DatasetInfo } from "./datasetInfo";
import type { Choice } from "./run/configuration";
import type { RunView } from "./run/view";

/** What one's own run has to set beside a published one. */
export interface MeasuredFigures {
  readonly view: RunView;
  /** Over pairs of documents; null until measured. */
  readonly spearman: number | null;
  readonly pearson: number | null;
  /** While embedding here; null where vectors were opened. */
  readonly documentsPerSecond: number | null;
}

/** One's own value of a figure, with its 95 % interval where it has one. */
export interface MeasuredValue {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

export interface ComparedFigure {
  readonly figure: PublishedFigure;
  /** null: not measured. */
  readonly measured: MeasuredValue | null;
  /** The published value beside the interval of one's own. */
  readonly verdict: "inside" | "outside" | "no-interval" | "not-measured";
}

function rowAt(
  { view }: MeasuredFigures,
  threshold: number | null | undefined,
) {
  return (
    view.result.rows.find((row) => row.threshold === threshold) ??
    view.curve.find((row) => row.threshold === threshold)
  );
}

function measuredValue(
  figure: PublishedFigure,
  measured: MeasuredFigures,
): MeasuredValue | null {
  const { fit } = measured.view.result;
  const ifMeasured = (
    value: number | null | undefined,
  ): MeasuredValue | null =>
    value === null || value === undefined ? null : { value };
  switch (figure.kind) {
    case "meanNorm":
      return { value: fit.meanNorm };
    case "explainedVariance":
      return { value: fit.explainedVariance };
    case "quantizationError":
      return ifMeasured(fit.quantizationError[(figure.iteration ?? 0) - 1]);
    case "pivotDistance":
      return ifMeasured(pivotDistance(measured.view, figure.of ?? "mean"));
    case "reduction":
      return ifMeasured(rowAt(measured, figure.threshold)?.reduction);
    case "candidates":
      return ifMeasured(rowAt(measured, figure.threshold)?.candidates.mean);
    case "filterRecall": {
      const row = rowAt(measured, figure.threshold);
      return row
        ? {
            value: row.filterRecall,
            low: row.filterRecallLow,
            high: row.filterRecallHigh,
          }
        : null;
    }
    case "recall": {
      const at = rowAt(measured, figure.threshold)?.recall.find(
        ({ limit }) => limit === figure.limit,
      );
      return at ? { value: at.expected, low: at.low, high: at.high } : null;
    }
    case "spearman":
      return ifMeasured(measured.spearman);
    case "pearson":
      return ifMeasured(measured.pearson);
    case "documentsPerSecond":
      return ifMeasured(measured.documentsPerSecond);
  }
}

function pivotDistance(
  { parts }: RunView,
  of: "min" | "max" | "mean",
): number | null {
  const pairs = (parts?.pairwise ?? []).flatMap((row, a) => row.slice(a + 1));
  if (pairs.length === 0) return null;
  if (of === "min") return Math.min(...pairs);
  if (of === "max") return Math.max(...pairs);
  return pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
}

/** Published figures with one's own, and whether the interval holds them. */
export function comparePublished(
  published: PublishedRun,
  measured: MeasuredFigures,
): ComparedFigure[] {
  return published.figures.map((figure): ComparedFigure => {
    const estimate = measuredValue(figure, measured);
    if (!estimate || !Number.isFinite(estimate.value))
      return { figure, measured: null, verdict: "not-measured" };
    const right = figure.corrected?.value ?? figure.value;
    const { low, high } = estimate;
    if (low === undefined || high === undefined || high <= low)
      return {
        figure,
        measured: { value: estimate.value },
        verdict: "no-interval",
      };
    const isInside = low <= right && right <= high;
    return {
      figure,
      measured: estimate,
      verdict: isInside ? "inside" : "outside",
    };
  });
}

/** Something that one's own run has otherwise than the published one. */
export type Condition =
  | {
      readonly kind: "corpus";
      readonly documents: number;
      readonly dataset: string;
      readonly published: PublishedRun["corpus"];
    }
  | {
      readonly kind: "model" | "protocol" | "bits";
      readonly ofRun: string;
      readonly published: string;
    }
  | {
      readonly kind: "structure";
      /** "method", or a setting of the published one. */
      readonly setting: string;
      readonly ofRun: string;
      readonly published: string;
    }
  | { readonly kind: "census" };

/** Owner and conversion aside, what a model is called. */
function modelName(id: string | null): string {
  return (id ?? "").split("/").pop() ?? "";
}

/** Of another method only that it is another: its settings mean something else. */
function structureConditions(ofRun: Choice, published: Choice): Condition[] {
  const names =
    ofRun.method === published.method ? Object.keys(published) : ["method"];
  return names
    .filter((name) => ofRun[name] !== published[name])
    .map((setting) => ({
      kind: "structure",
      setting,
      ofRun: String(ofRun[setting]),
      published: String(published[setting]),
    }));
}

/** What differs from the published run: differences are then no errors. */
export function differingConditions(
  published: PublishedRun,
  { result }: RunView,
  dataset: DatasetInfo,
): Condition[] {
  const { config, corpusSize } = result;
  const { structure } = config;
  const conditions: Condition[] = [];
  const compare = (
    kind: "model" | "protocol" | "bits",
    ofRun: unknown,
    theirs: unknown,
  ) => {
    if (ofRun !== theirs)
      conditions.push({
        kind,
        ofRun: String(ofRun),
        published: String(theirs),
      });
  };
  compare("model", modelName(dataset.model), modelName(published.model));
  const isWikipedia = /wikipedia/i.test(dataset.name);
  if (!isWikipedia || corpusSize !== published.corpus.documents)
    conditions.push({
      kind: "corpus",
      documents: corpusSize,
      dataset: dataset.name,
      published: published.corpus,
    });
  compare("protocol", config.protocol, published.protocol);
  compare("bits", config.hash.bits, published.bits);
  conditions.push(...structureConditions(structure, published.structure));
  if (config.queries.census) conditions.push({ kind: "census" });
  return conditions;
}
