import { realThresholds } from "../search/structure/pivots/knob";
import type { LoadSource } from "../worker/loading/dataSource";
import type { PartialConfig } from "../model/run/configuration";

/** A notebook's settings as one choice. */
export interface Preset {
  /** That of the published run. */
  readonly id: "notebook-62" | "notebook-63" | "notebook-67";
  readonly config: PartialConfig;
  /** Data, model and prefix as the notebook has them; needs the hub. */
  readonly source: LoadSource;
}

function notebookConfig(
  protocol: "notebook-62" | "notebook-67",
): PartialConfig {
  const isCosine = protocol === "notebook-67";
  return {
    hash: { method: "itq", bits: 128, iterations: 50, seed: 42 },
    pivots: {
      count: 8,
      strategy: "furthest-first",
      space: isCosine ? "cosine" : "hamming",
      statistic: "max",
      seed: 42,
    },
    protocol,
    queries: { count: 100, seed: 42, census: false },
    groundTruth: "exact",
    k: 10,
    thresholds: isCosine ? realThresholds : [15, 20],
    limits: [100, 500, 1000],
  };
}

const japanese = {
  wikipedia: { language: "ja", rule: "read", count: 10_000 },
} as const;

/** Notebooks 62, 63 and 67: models of the hub in the form that runs in a browser. */
export const presets: readonly Preset[] = [
  {
    id: "notebook-62",
    config: notebookConfig("notebook-62"),
    source: {
      ...japanese,
      model: "Xenova/multilingual-e5-small",
      embedding: { prefix: "passage: ", queryPrefix: "passage: " },
    },
  },
  {
    id: "notebook-63",
    config: notebookConfig("notebook-62"),
    source: {
      ...japanese,
      model: "Xenova/bge-m3",
      embedding: { prefix: "", queryPrefix: "" },
    },
  },
  {
    id: "notebook-67",
    config: notebookConfig("notebook-67"),
    source: {
      wikipedia: { language: "en", rule: "kept", count: 10_000 },
      model: "Xenova/bge-small-en-v1.5",
      embedding: { prefix: "", queryPrefix: "" },
    },
  },
];
