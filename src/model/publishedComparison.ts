import type { PublishedFigure, PublishedRun } from "./published";
import type { DatasetInfo } from "./datasetInfo";
import type { Choice } from "./run/configuration";
import type { RunView } from "./run/view";

/** What one's own run has to set beside a published one. */
export interface OwnFigures {
  readonly view: RunView;
  /** Over pairs of documents; null until measured. */
  readonly spearman: number | null;
  readonly pearson: number | null;
  /** While embedding here; null where vectors were opened. */
  readonly documentsPerSecond: number | null;
}

/** One's own value of a figure, with its 95 % interval where it has one. */
export interface OwnValue {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

export interface ComparedFigure {
  readonly figure: PublishedFigure;
  /** null: not measured. */
  readonly own: OwnValue | null;
  /** The published value beside the interval of one's own. */
  readonly verdict: "inside" | "outside" | "no-interval" | "not-measured";
}

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
  own: OwnFigures,
): ComparedFigure[] {
  return published.figures.map((figure): ComparedFigure => {
    const mine = ownValue(figure, own);
    if (!mine || !Number.isFinite(mine.value))
      return { figure, own: null, verdict: "not-measured" };
    const right = figure.corrected?.value ?? figure.value;
    const { low, high } = mine;
    if (low === undefined || high === undefined || high <= low)
      return { figure, own: { value: mine.value }, verdict: "no-interval" };
    const isInside = low <= right && right <= high;
    return { figure, own: mine, verdict: isInside ? "inside" : "outside" };
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
      readonly own: string;
      readonly published: string;
    }
  | {
      readonly kind: "structure";
      /** "method", or a setting of the published one. */
      readonly setting: string;
      readonly own: string;
      readonly published: string;
    }
  | { readonly kind: "census" };

/** Owner and conversion aside, what a model is called. */
function modelName(id: string | null): string {
  return (id ?? "").split("/").pop() ?? "";
}

/** Of another method only that it is another: its settings mean something else. */
function structureConditions(own: Choice, published: Choice): Condition[] {
  const names =
    own.method === published.method ? Object.keys(published) : ["method"];
  return names
    .filter((name) => own[name] !== published[name])
    .map((setting) => ({
      kind: "structure",
      setting,
      own: String(own[setting]),
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
    own: unknown,
    theirs: unknown,
  ) => {
    if (own !== theirs)
      conditions.push({ kind, own: String(own), published: String(theirs) });
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
