import type { Matrix } from "../compute/backend";
import {
  type Moments,
  type PrincipalAxes,
  computeMoments,
  cumulativeVariance,
  leadingAxes,
  principalAxes,
} from "../search/hash/moments";
import { fitRotation, randomRotation } from "../search/hash/rotation";
import { canonicalJson } from "../numeric/canonicalJson";
import { NumpyGenerator } from "../numeric/random/pcg64";
import { stageContext } from "./progress";
import type { PipelineInput } from "./pipelineInput";
import type { RunConfig } from "../model/runConfig";
import type { StageLog } from "./stageCache";
import { gatherRows } from "../compute/gather";

/** Mean, pca and rotation in use, trained here or imported. */
export interface Fit {
  readonly mean: Float32Array;
  readonly meanNorm: number;
  /** (d, b). */
  readonly pca: Matrix;
  /** (b, b). */
  readonly rotation: Float32Array;
  readonly explainedVariance: number;
  readonly quantizationError: readonly number[];
  readonly nqe: readonly number[];
  readonly axes: PrincipalAxes;
  readonly imported: boolean;
}

/**
 * The hash of a run: imported, or trained on `corpus` as named by
 * `documentsKey`. Returns it with the key of its content.
 */
export async function fitHash(
  input: PipelineInput,
  corpus: Matrix,
  documentsKey: string,
  log: StageLog,
): Promise<{ fit: Fit; key: string }> {
  const { config, imported, backend, cache, call } = input;
  const { method, bits, iterations, seed } = config.hash;
  const training = await trainingRows(input, corpus, documentsKey, log);
  const trainKey =
    training === corpus ? documentsKey : trainingKey(documentsKey, config.hash);
  const moments = await cache.resolve<Moments>("moments", trainKey, log, () =>
    computeMoments(
      backend,
      training,
      stageContext(
        { stage: "moments", label: "Mean and covariance", unit: "documents" },
        call,
      ),
    ),
  );
  const axes = await cache.resolve("eigenvectors", trainKey, log, async () => {
    const context = stageContext(
      { stage: "eigenvectors", label: "Principal axes", unit: "steps" },
      call,
    );
    await context.checkpoint(0, 1);
    const found = await principalAxes(
      backend,
      moments.covariance,
      corpus.columns,
    );
    await context.checkpoint(1, 1);
    return found;
  });
  if (imported.model) {
    const { model } = imported;
    return {
      key: `imported|${canonicalJson({ method })}|${model.key}`,
      fit: {
        ...model,
        meanNorm: Math.hypot(...model.mean),
        explainedVariance: shareInSubspace(moments, model.pca),
        quantizationError: [],
        nqe: [],
        axes,
        imported: true,
      },
    };
  }
  const key = `${trainKey}|${canonicalJson(config.hash)}|r0=${imported.initialKey ?? ""}`;
  const fit = await cache.resolve<Fit>("rotation", key, log, async () => {
    const context = stageContext(
      { stage: "rotation", label: "Fitting the rotation", unit: "iterations" },
      call,
    );
    const pca = await leadingAxes(axes, bits);
    const v = await backend.project(training, moments.mean, pca, {
      checkpoint: () => context.checkpoint(0, iterations),
    });
    const fitted = await fitRotation(
      backend,
      v,
      imported.initialRotation ?? randomRotation(bits, seed),
      iterations,
      context,
    );
    return {
      mean: moments.mean,
      meanNorm: moments.meanNorm,
      pca,
      explainedVariance: cumulativeVariance(axes.values)[bits - 1],
      axes,
      imported: false,
      ...fitted,
    };
  });
  return { fit, key };
}

/** Names a draw of training documents: any method learns from the same. */
function trainingKey(
  documentsKey: string,
  { trainRows, seed }: RunConfig["hash"],
): string {
  return `${documentsKey}|${canonicalJson({ trainRows, seed })}`;
}

/**
 * The documents that the fit learns from: all, or `hash.trainRows` of them,
 * drawn without replacement by PCG64(hash.seed), in the corpus's order.
 */
async function trainingRows(
  { config, cache }: PipelineInput,
  corpus: Matrix,
  documentsKey: string,
  log: StageLog,
): Promise<Matrix> {
  const { trainRows, seed } = config.hash;
  if (corpus.rows <= trainRows) return corpus;
  return cache.resolve(
    "training",
    trainingKey(documentsKey, config.hash),
    log,
    async () => {
      const rows = new NumpyGenerator(seed).choice(corpus.rows, trainRows);
      return gatherRows(corpus, rows.sort());
    },
    1,
  );
}

/** Share of this data set's variance along the columns of an imported pca. */
function shareInSubspace(moments: Moments, pca: Matrix): number {
  const { covariance } = moments;
  const d = pca.rows;
  let total = 0;
  for (let i = 0; i < d; i++) total += covariance[i * d + i];
  let held = 0;
  for (let j = 0; j < pca.columns; j++)
    for (let i = 0; i < d; i++) {
      let row = 0;
      for (let l = 0; l < d; l++)
        row += covariance[i * d + l] * pca.data[l * pca.columns + j];
      held += pca.data[i * pca.columns + j] * row;
    }
  return total > 0 ? held / total : 0;
}
