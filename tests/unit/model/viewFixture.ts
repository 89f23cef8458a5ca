import { readPivots } from "../../../src/search/structure/pivots/settings";
import { defaultRunConfig } from "../../../src/search/config/complete";
import type { EvaluationRow } from "../../../src/model/evaluationRow";
import type { RunConfig } from "../../../src/model/run/configuration";
import type { DatasetInfo } from "../../../src/model/datasetInfo";
import type { RunView } from "../../../src/model/run/view";

/** One row; recall is the filter recall less 1 point per limit step. */
export function makeRow(
  threshold: number | null,
  reduction: number,
  filterRecall: number,
  limits: readonly number[] = [100, 500],
): EvaluationRow {
  const mean = 1000 * (1 - reduction);
  return {
    threshold,
    reduction,
    filterRecall,
    filterRecallLow: filterRecall - 0.02,
    filterRecallHigh: filterRecall + 0.01,
    candidates: { mean, p50: mean, p95: mean * 1.5 },
    recall: limits.map((limit) => {
      const expected = filterRecall * (limit / (limit + 100));
      return {
        limit,
        expected,
        best: expected + 0.01,
        worst: expected - 0.01,
        stable: expected,
        low: expected - 0.03,
        high: expected + 0.03,
      };
    }),
  };
}

/** A curve of three thresholds 10, 20, 30 and the row without a filter. */
export function makeCurve(limits?: readonly number[]): EvaluationRow[] {
  return [
    makeRow(10, 0.8, 0.5, limits),
    makeRow(20, 0.4, 0.9, limits),
    makeRow(30, 0.1, 1, limits),
    makeRow(null, 0, 1, limits),
  ];
}

/** A finished run on 1,000 documents with four queries. */
export function makeView(config: RunConfig = defaultRunConfig): RunView {
  return {
    result: {
      schema: "bitsieve.run/1",
      config,
      dataset: { name: "made-up", n: 1000, dim: 384, fingerprint: "f" },
      corpusSize: 1000,
      querySource: "query-set",
      givenNeighbours: null,
      device: { backend: "cpu", label: "CPU" },
      fit: {
        meanNorm: 0.2,
        explainedVariance: 0.7,
        quantizationError: [0.9, 0.8],
        nqe: [0.4, 0.3],
        imported: false,
      },
      rows: [],
      queryIds: [3, 1, 4, 9],
      imported: [],
      timingsMs: { moments: 20, rotation: 100, encode: 30, pivots: 5 },
      cachedStages: ["moments"],
      version: "0",
    },
    curve: makeCurve(config.limits),
    series: [
      {
        name: "quantization-error",
        values: [0.9, 0.8],
        over: "iteration",
        scale: "linear",
        cut: null,
      },
      {
        name: "nqe",
        values: [0.4, 0.3],
        over: "iteration",
        scale: "linear",
        cut: null,
      },
      {
        name: "eigenvalues",
        values: [2, 1],
        over: "component",
        scale: "logarithmic",
        cut: 1,
      },
      {
        name: "explained-variance",
        values: [0.7, 1],
        over: "component",
        scale: "share",
        cut: 1,
      },
    ],
    parts: {
      isWhole: readPivots(config.structure)?.space === "hamming",
      documentIds: [0],
      titles: ["zero"],
      pairwise: [[0]],
      spread: [{ mean: 1, sd: 1, min: 0, max: 2 }],
    },
    queries: [],
    bytesPerDocument: { hash: 16, pivots: 8 },
    stored: { columns: 8, bytesPerDocument: 8, bytesOnce: 1024 },
    guaranteedRecall: [0.1, 0.2, 0.3],
    k: config.k,
    forecast: null,
    portability: {
      hash: { method: "itq", isLinear: true, isFactored: true },
    },
  };
}

export function makeDataset(changes: Partial<DatasetInfo> = {}): DatasetInfo {
  return {
    name: "made-up",
    n: 1000,
    dim: 384,
    fingerprint: "f",
    hasTexts: true,
    textLength: 1000,
    ownQueries: 500,
    minNorm: 1,
    maxNorm: 1,
    model: null,
    title: null,
    description: null,
    embedding: null,
    givenNeighbours: false,
    notes: [],
    ...changes,
  };
}
