/**
 * Figures that the notebooks of cmscom/lsh-cascade-poc (commit 32ea480) print,
 * with their digits: what one's own run is laid beside. Nothing here is used
 * in a computation.
 */

import type { Choice } from "./run/configuration";

/** What a published figure measures. */
export type FigureKind =
  | "meanNorm"
  | "explainedVariance"
  | "quantizationError"
  | "pivotDistance"
  | "reduction"
  | "filterRecall"
  | "candidates"
  | "recall"
  | "spearman"
  | "pearson"
  | "documentsPerSecond";

/** Why a printed figure is wrong: one entry of a row was spread over the row. */
export type Correction = "spread-row";

export interface PublishedFigure {
  readonly kind: FigureKind;
  readonly value: number;
  /** As printed. */
  readonly printed: string;
  /** Of a quantization error: after which iteration it was printed, from 1. */
  readonly iteration?: number;
  /** null: no filter. */
  readonly threshold?: number | null;
  readonly limit?: number;
  /** Of the distances between pivots. */
  readonly of?: "min" | "max" | "mean";
  /** What is right where the printed figure is wrong, and why. */
  readonly corrected?: { readonly value: number; readonly why: Correction };
}

export type PublishedRunId =
  | "notebook-62"
  | "notebook-63"
  | "notebook-67"
  | "notebook-61"
  | "notebook-66"
  | "notebook-80";

export interface PublishedRun {
  readonly id: PublishedRunId;
  readonly model: string;
  readonly corpus: {
    readonly language: "Japanese" | "English";
    readonly documents: number;
  };
  readonly protocol: "notebook-62" | "notebook-67";
  readonly bits: number;
  /** The filter; settings that are not named did not matter. */
  readonly structure: Choice;
  readonly figures: readonly PublishedFigure[];
}

const percent = (value: number) => `${value} %`;

function fit(meanNorm: string, variance: number): PublishedFigure[] {
  return [
    { kind: "meanNorm", value: Number(meanNorm), printed: meanNorm },
    {
      kind: "explainedVariance",
      value: variance / 100,
      printed: percent(variance),
    },
  ];
}

/** Errors printed after every 10th iteration, or only after the last of 50. */
function errors(...printed: string[]): PublishedFigure[] {
  const step = printed.length === 1 ? 50 : 10;
  return printed.map((text, i) => ({
    kind: "quantizationError",
    value: Number(text),
    printed: text,
    iteration: step * (i + 1),
  }));
}

function pivotDistances(min: number, max: number, mean: string) {
  const figure = (of: "min" | "max" | "mean", printed: string) =>
    ({
      kind: "pivotDistance",
      of,
      value: Number(printed),
      printed,
    }) satisfies PublishedFigure;
  return [
    figure("min", String(min)),
    figure("max", String(max)),
    figure("mean", mean),
  ];
}

/** recall@10 at the limits 100, 500 and 1,000. */
function recalls(
  threshold: number | null,
  values: readonly [number, number, number],
): PublishedFigure[] {
  const limits = [100, 500, 1000] as const;
  return values.map((value, i) => ({
    kind: "recall",
    threshold,
    limit: limits[i],
    value: value / 100,
    printed: percent(value),
  }));
}

function filter(
  threshold: number,
  reduction: number,
  filterRecall: number,
  candidates?: number,
): PublishedFigure[] {
  return [
    {
      kind: "reduction",
      threshold,
      value: reduction / 100,
      printed: percent(reduction),
    },
    {
      kind: "filterRecall",
      threshold,
      value: filterRecall / 100,
      printed: percent(filterRecall),
    },
    ...(candidates === undefined
      ? []
      : [
          {
            kind: "candidates" as const,
            threshold,
            value: candidates,
            printed: String(candidates),
          },
        ]),
  ];
}

function speed(printed: string): PublishedFigure {
  return { kind: "documentsPerSecond", value: Number(printed), printed };
}

const japanese = {
  language: "Japanese",
  documents: 9990,
} as const;

const english = {
  language: "English",
  documents: 10_000,
} as const;

const hamming = {
  protocol: "notebook-62",
  bits: 128,
  structure: {
    method: "pivots",
    count: 8,
    space: "hamming",
    statistic: "max",
  },
} as const;

const cosine = {
  protocol: "notebook-67",
  bits: 128,
  structure: {
    method: "pivots",
    count: 8,
    space: "cosine",
    statistic: "max",
  },
} as const;

export const publishedRuns: readonly PublishedRun[] = [
  {
    id: "notebook-62",
    model: "intfloat/multilingual-e5-small",
    corpus: japanese,
    ...hamming,
    figures: [
      ...fit("0.8826", 67.67),
      ...errors("0.9450", "0.9446", "0.9445", "0.9444", "0.9443"),
      ...pivotDistances(65, 86, "70.0"),
      ...recalls(null, [83.5, 97.0, 98.4]),
      ...filter(15, 66.0493, 89.5),
      ...recalls(15, [78.2, 88.7, 89.4]),
      ...filter(20, 40.4089, 97.4),
      ...recalls(20, [82.6, 95.6, 97.3]),
      { kind: "pearson", value: -0.634, printed: "-0.634" },
      speed("895.4"),
    ],
  },
  {
    id: "notebook-63",
    model: "BAAI/bge-m3",
    corpus: japanese,
    ...hamming,
    figures: [
      ...fit("0.5552", 68.88),
      ...errors("0.9026", "0.9020", "0.9017", "0.9016", "0.9015"),
      ...pivotDistances(64, 87, "69.8"),
      ...recalls(null, [85.4, 98.6, 99.6]),
      ...filter(15, 62.4123, 91.5),
      ...recalls(15, [80.8, 91.3, 91.4]),
      ...filter(20, 32.6546, 99.2),
      ...recalls(20, [85.7, 97.9, 98.8]),
      { kind: "pearson", value: -0.754, printed: "-0.754" },
      speed("143.8"),
    ],
  },
  {
    id: "notebook-67",
    model: "BAAI/bge-small-en-v1.5",
    corpus: english,
    ...cosine,
    figures: [
      ...fit("0.6669", 72.43),
      ...errors("0.9114", "0.9109", "0.9106", "0.9105", "0.9104"),
      ...recalls(null, [82.9, 96.8, 99.0]),
      ...filter(0.1, 81.9, 75.3, 1814),
      ...filter(0.15, 39.7, 96.0, 6025),
      ...filter(0.2, 11.8, 99.7, 8818),
      ...filter(0.25, 2.6, 99.9, 9735),
      ...filter(0.3, 0.6, 100.0, 9938),
      { kind: "spearman", value: -0.6111, printed: "-0.6111" },
      // 302.2 s for 10,000 documents.
      speed("33.1"),
    ],
  },
  {
    id: "notebook-61",
    model: "thenlper/gte-small",
    corpus: japanese,
    ...hamming,
    figures: [
      ...fit("0.9246", 77.63),
      ...errors("0.9517"),
      ...pivotDistances(64, 85, "70.0"),
      ...recalls(null, [83.4, 97.7, 99.0]),
      ...filter(15, 69.5, 83.3),
      ...recalls(15, [73.8, 82.7, 83.1]),
      ...filter(20, 42.3, 96.1),
      ...recalls(20, [80.8, 94.8, 95.5]),
      { kind: "pearson", value: -0.584, printed: "-0.584" },
      speed("653.0"),
    ],
  },
  {
    id: "notebook-66",
    model: "sentence-transformers/all-MiniLM-L6-v2",
    corpus: english,
    ...cosine,
    figures: [
      ...fit("0.1440", 79.61),
      ...errors("0.8773"),
      ...recalls(null, [82.6, 96.9, 98.9]),
      ...filter(0.1, 96.9, 22.4),
      ...filter(0.15, 79.6, 64.7),
      ...filter(0.2, 52.3, 89.8),
      ...filter(0.25, 29.2, 96.7),
      ...filter(0.3, 14.6, 99.0),
      {
        kind: "spearman",
        value: -0.0225,
        printed: "-0.0225",
        corrected: {
          value: -0.6897,
          why: "spread-row",
        },
      },
      speed("98.3"),
    ],
  },
  {
    id: "notebook-80",
    model: "sentence-transformers/all-MiniLM-L6-v2",
    corpus: english,
    ...hamming,
    figures: [
      ...recalls(null, [88.3, 98.2, 99.3]),
      ...filter(15, 51.0, 84.5),
      ...filter(20, 19.8, 96.7),
      ...filter(25, 6.4, 98.8),
      ...filter(30, 2.3, 98.9),
      { kind: "spearman", value: -0.6897, printed: "-0.6897" },
    ],
  },
];

/** A rank correlation of Hamming distance and cosine that a notebook prints. */
export interface PublishedCorrelation {
  readonly value: number;
  /** As "notebook 80". */
  readonly notebook: string;
  readonly isMistaken: boolean;
}

/** What is printed for a model, whoever its files are from; mistaken values last. */
export function publishedSpearman(
  model: string,
): readonly PublishedCorrelation[] {
  const isOfModel = (run: PublishedRun) =>
    model
      .toLowerCase()
      .includes((run.model.split("/").pop() ?? run.model).toLowerCase());
  return publishedRuns
    .filter(isOfModel)
    .flatMap(({ id, figures }) =>
      figures
        .filter(({ kind }) => kind === "spearman")
        .map(({ value, corrected }) => ({
          value,
          notebook: id.replace("-", " "),
          isMistaken: corrected !== undefined,
        })),
    )
    .sort((a, b) => Number(a.isMistaken) - Number(b.isMistaken));
}
