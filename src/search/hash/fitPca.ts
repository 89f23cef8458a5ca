import type { Choice } from "../../model/run/configuration";
import { canonicalJson } from "../../numeric/canonicalJson";
import type { FitInput, FittedHash, HashTools } from "./hash";
import { linearHash } from "./linear";
import { cumulativeVariance, leadingAxes } from "./moments";
import { type RotationFit, fitRotation } from "./rotation";
import { spectrumSeries } from "./spectrumSeries";
import { learnAxes } from "./training";

const iterations = { over: "iteration", scale: "linear", cut: null } as const;

/**
 * PCA and a rotation: the leading axes of the documents, and what `rotate`
 * makes of the documents' projection on them. The stage is named "rotation".
 */
export async function fitPca(
  input: FitInput,
  choice: Choice & {
    readonly bits: number;
    readonly seed: number;
    readonly trainRows: number;
  },
  tools: HashTools,
  rotate: {
    readonly initial: () => Float32Array;
    readonly iterations: number;
    readonly turn: (fitted: RotationFit, initial: Float32Array) => RotationFit;
  },
): Promise<FittedHash> {
  const { backend, stage } = tools;
  const { documents, key, moments, axes } = await learnAxes(
    input,
    choice,
    tools,
  );
  const { bits } = choice;
  const fitKey = `${key}|${canonicalJson(choice)}|given=${input.givenKey}`;
  const { series, ...linear } = await stage(
    "rotation",
    fitKey,
    async (context) => {
      const pca = await leadingAxes(axes, bits);
      const v = await backend.project(documents, moments.mean, pca, {
        checkpoint: () => context.checkpoint(0, rotate.iterations),
      });
      const initial = rotate.initial();
      const fitted = rotate.turn(
        await fitRotation(backend, v, initial, rotate.iterations, context),
        initial,
      );
      return {
        mean: moments.mean,
        pca,
        rotation: fitted.rotation,
        series: [
          {
            ...iterations,
            name: "quantization-error",
            values: fitted.quantizationError,
          },
          { ...iterations, name: "nqe", values: fitted.nqe },
        ],
      };
    },
  );
  return linearHash(linear, backend, {
    key: fitKey,
    imported: false,
    explainedVariance: cumulativeVariance(axes.values)[bits - 1],
    series: [...series, ...spectrumSeries(axes.values, bits)],
  });
}
