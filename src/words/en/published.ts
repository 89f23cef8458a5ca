import type {
  Correction,
  FigureKind,
  PublishedRun,
  PublishedRunId,
} from "../../model/published";
import type { Condition } from "../../model/publishedComparison";
import { format } from "./format";

const repository = "cmscom/lsh-cascade-poc, commit 32ea480";

interface RunText {
  readonly title: string;
  readonly source: string;
}

const runs: Readonly<Record<PublishedRunId, RunText>> = {
  "notebook-62": {
    title: "Notebook 62: multilingual-e5-small",
    source: `Printed by notebook 62 of ${repository}; correlation by notebook 64 (Pearson).`,
  },
  "notebook-63": {
    title: "Notebook 63: bge-m3",
    source: `Printed by notebook 63 of ${repository}; correlation by notebook 64 (Pearson).`,
  },
  "notebook-67": {
    title: "Notebook 67: bge-small-en-v1.5",
    source: `Printed by notebook 67 of ${repository}.`,
  },
  "notebook-61": {
    title: "Notebook 61: gte-small on Japanese texts",
    source: `Recorded from notebook 61 of ${repository}; correlation by notebook 64 (Pearson). The model is an English one.`,
  },
  "notebook-66": {
    title: "Notebook 66: all-MiniLM-L6-v2",
    source: `Recorded from notebook 66 of ${repository}.`,
  },
  "notebook-80": {
    title: "Notebooks 80 and 85: all-MiniLM-L6-v2, Hamming pivots",
    source: `Recorded from notebooks 80 (recall, correlation) and 85 (filter) of ${repository}.`,
  },
};

const corpora: Readonly<Record<PublishedRun["corpus"]["language"], string>> = {
  Japanese:
    "the first 10,000 articles of Japanese Wikipedia (20231101), cut to 500 characters, those of 50 and more",
  English:
    "the first 10,000 articles of English Wikipedia (20231101) of 50 and more characters, cut to 500",
};

const corrections: Readonly<Record<Correction, string>> = {
  "spread-row":
    "Notebook 66 takes the first entry of each row of distances and spreads it over the row. Notebook 80 of the same repository prints −0.6897 for the same model.",
};

const figures: Readonly<Record<FigureKind, string>> = {
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

const presets = {
  "notebook-62": {
    title: "Notebook 62",
    words:
      "multilingual-e5-small on 9,990 Japanese articles, “passage: ” before each; Hamming pivots, t = 15 and 20.",
  },
  "notebook-63": {
    title: "Notebook 63",
    words:
      "bge-m3 on the same 9,990 Japanese articles, no prefix; Hamming pivots, t = 15 and 20.",
  },
  "notebook-67": {
    title: "Notebook 67",
    words:
      "bge-small-en-v1.5 on 10,000 English articles, no prefix; cosine pivots, t = 0.10 to 0.30, strict.",
  },
} as const;

const ofDistances = { min: "min", max: "max", mean: "mean" } as const;

/** What one's own filter has otherwise: the notebooks' are pivots. */
function structureText({
  setting,
  ofRun,
  published,
}: Extract<Condition, { kind: "structure" }>): string {
  switch (setting) {
    case "count":
      return `Pivots: ${ofRun} here, ${published} published.`;
    case "space":
      return `Pivot distances: ${ofRun} here, ${published} published; thresholds do not compare.`;
    case "statistic":
      return "The filter's statistic is not the notebooks' largest difference.";
    default:
      return `Structure: ${ofRun} here, ${published} published.`;
  }
}

/** What one's own run has otherwise than the published one. */
function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case "model":
      return `Model: ${condition.ofRun || "unknown"} here, ${condition.published} published.`;
    case "corpus":
      return `Corpus: ${format.count(condition.documents)} documents of ${condition.dataset} here, ${format.count(condition.published.documents)} published (${corpora[condition.published.language]}).`;
    case "protocol":
      return `Protocol: ${condition.ofRun} here, ${condition.published} published.`;
    case "bits":
      return `Bits: ${condition.ofRun} here, ${condition.published} published.`;
    case "structure":
      return structureText(condition);
    case "census":
      return "Every document asks here, 100 documents in the notebook.";
  }
}

/** What the visitor reads about the notebooks and their figures. */
export const published = {
  runs,
  corrections,
  figures,
  presetTexts: presets,
  ofDistances,
  iteration: (iteration: number) => `iteration ${iteration}`,
  noFilter: "no filter",
  limit: (limit: string) => `L = ${limit}`,
  points: (points: string) => `${points} points`,
  /** For a report: the printed figure and the right one. */
  correctedFigure: (printed: string, right: string) =>
    `${printed} (corrected: ${right})`,
  condition: conditionText,
  presets: "Run a notebook's settings",
  onSample: "On the bundled sample",
  onHub: "On its own data",
  hubNote:
    "Its own data and model come from the hub: some hundred megabytes, then minutes of embedding in this browser. The bundled sample has another corpus and model.",
  compare: "Compare with",
  conditions: "Other conditions: differences below are no errors.",
  figure: "figure",
  published: "published",
  own: "this run",
  difference: "difference",
  interval: "95 % interval",
  verdict: "published value",
  verdicts: {
    inside: "inside the interval",
    outside: "outside the interval",
    "no-interval": "",
    "not-measured": "not measured",
  },
  corrected: "corrected:",
  measuring: "Measuring the correlation…",
  label: "Published figures",
} as const;
