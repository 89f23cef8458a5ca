import type { Surface } from "../compute/backend";
import { neighbourAgreement } from "../evaluate/agreement";
import {
  curveThresholds,
  evaluationRows,
  filterRecallPerQuery,
  guaranteedRecall,
  stepOfThreshold,
} from "../evaluate/rows";
import type { EvaluationRow } from "../evaluate/types";
import { cumulativeVariance } from "../hash/moments";
import { type Dataset, titleOf } from "./dataset";
import type {
  DeviceInfo,
  FitView,
  PivotView,
  QueryView,
  RunResult,
  RunView,
} from "./messages";
import type { RunState } from "./pipeline";
import { bytesPerPivotDistance } from "./pivotBytes";
import { pairwisePivotDistances } from "../hash/pivots";

/** Notebook 67 divides by the documents other than the query; the rest by n. */
function divisorOf({ config, corpus }: RunState): number {
  return config.protocol === "notebook-67" ? corpus.rows - 1 : corpus.rows;
}

/** Rows for every threshold of the surface and, last, for no filter. */
export function curveOf(
  state: RunState,
  limits: readonly number[],
): EvaluationRow[] {
  return evaluationRows(state.surface, curveThresholds(state.surface), {
    limits,
    divisor: divisorOf(state),
  });
}

/** The run as plain JSON; see docs/automation.md. */
export function describeRun(
  state: RunState,
  { info, neighbours }: Dataset,
  device: DeviceInfo,
  version: string,
): RunResult {
  const { config, fit, split, surface, log } = state;
  return {
    schema: "bitsieve.run/1",
    config,
    dataset: {
      name: info.name,
      n: info.n,
      dim: info.dim,
      fingerprint: info.fingerprint,
    },
    corpusSize: state.corpus.rows,
    querySource: split.source,
    givenNeighbours:
      neighbours && split.source === "query-set"
        ? neighbourAgreement(
            neighbours,
            state.groundTruth,
            config.k,
            split.queryIds,
          )
        : null,
    device: {
      backend: device.backend,
      label: device.label,
      ...(device.adapter === undefined ? {} : { adapter: device.adapter }),
    },
    fit: {
      meanNorm: fit.meanNorm,
      explainedVariance: fit.explainedVariance,
      quantizationError: fit.quantizationError,
      nqe: fit.nqe,
      imported: fit.imported,
    },
    rows: evaluationRows(surface, [null, ...config.thresholds], {
      limits: config.limits,
      divisor: divisorOf(state),
    }),
    queryIds: Array.from(split.queryIds),
    imported: state.imported,
    timingsMs: { ...log.timingsMs },
    cachedStages: [...log.cached],
    version,
  };
}

/** The result and everything that the page draws beside it. */
export function viewRun(
  state: RunState,
  dataset: Dataset,
  device: DeviceInfo,
  version: string,
): RunView {
  const { config, surface, filter, codes } = state;
  const thresholds = curveThresholds(surface);
  return {
    result: describeRun(state, dataset, device, version),
    curve: curveOf(state, config.limits),
    fit: viewFit(state),
    pivots: viewPivots(state, dataset),
    queries: viewQueries(state, dataset, thresholds),
    bytesPerDocument: {
      hash: Math.ceil(codes.bits / 8),
      pivots: filter.pivots * bytesPerPivotDistance(codes.bits, filter.space),
    },
    guaranteedRecall:
      filter.space === "hamming" ? guaranteedRecall(surface, thresholds) : null,
  };
}

function viewFit({ fit }: RunState): FitView {
  return {
    eigenvalues: Array.from(fit.axes.values),
    cumulativeVariance: Array.from(cumulativeVariance(fit.axes.values)),
    bits: fit.pca.columns,
  };
}

function viewPivots(state: RunState, dataset: Dataset): PivotView {
  const { pivots, filter, split, corpus } = state;
  const documentIds = Array.from(pivots.rows, (row) =>
    row < 0 ? -1 : (split.corpusIds?.[row] ?? row),
  );
  const spread = Array.from({ length: filter.pivots }, (_, p) => {
    let sum = 0;
    let squares = 0;
    let min = Infinity;
    let max = -Infinity;
    for (let row = 0; row < corpus.rows; row++) {
      const distance = filter.documentDistances[row * filter.pivots + p];
      sum += distance;
      squares += distance * distance;
      min = Math.min(min, distance);
      max = Math.max(max, distance);
    }
    const mean = sum / corpus.rows;
    const variance = Math.max(0, squares / corpus.rows - mean * mean);
    return { mean, sd: Math.sqrt(variance), min, max };
  });
  return {
    space: filter.space,
    documentIds,
    titles: documentIds.map((id, p) =>
      id < 0
        ? `Imported pivot ${p}`
        : titleOf(dataset.documents, id, "document"),
    ),
    pairwise: pairwisePivotDistances(
      pivots.codes ?? pivots.vectors,
      filter.space,
    ),
    spread,
  };
}

function viewQueries(
  { split, surface }: RunState,
  dataset: Dataset,
  thresholds: readonly (number | null)[],
): QueryView[] {
  const steps = thresholds.map((threshold) =>
    stepOfThreshold(surface, threshold),
  );
  const recallByStep = steps.map((step) => filterRecallPerQuery(surface, step));
  const fromSet = split.source === "query-set";
  return Array.from(split.queryIds, (id, index) => ({
    index,
    id,
    title: titleOf(
      fromSet ? dataset.queryTexts : dataset.documents,
      id,
      fromSet ? "query" : "document",
    ),
    candidates: candidatesOf(surface, index, steps),
    filterRecall: recallByStep.map((shares) => shares[index]),
  }));
}

function candidatesOf(
  surface: Surface,
  query: number,
  steps: readonly number[],
): number[] {
  return steps.map((step) => surface.candidates[query * surface.steps + step]);
}
