import type {
  ComputeBackend,
  Matrix,
  OperationContext,
} from "../../compute/backend";
import type { NamedArrays } from "../../model/namedArrays";
import type { Choice } from "../../model/run/configuration";
import { multiply } from "../../numeric/matrix";
import type { FitInput, FittedHash, HashTools, LinearModel } from "./hash";
import type { Moments } from "./moments";
import { projectOne } from "./projectOne";
import { spectrumSeries } from "./spectrumSeries";
import { learnAxes } from "./training";

/** How a bit follows from the arrays of a linear model. */
export const LINEAR_FORMULA = "((x - mean) @ pca @ rotation)[j] > 0";

/**
 * pca (d, b) and rotation (b, b) folded into one (d, b) matrix in f64, rounded
 * once: one dense product encodes, and its error stays that of one product.
 */
export function foldWeights(pca: Matrix, rotation: Float32Array): Matrix {
  const { rows, columns } = pca;
  const folded = multiply(
    Float64Array.from(pca.data),
    Float64Array.from(rotation),
    rows,
    columns,
    columns,
  );
  return { data: Float32Array.from(folded), rows, columns };
}

/** The arrays of a linear model under the notebooks' names. */
function arraysOf({ mean, pca, rotation }: LinearModel): NamedArrays {
  const bits = pca.columns;
  return {
    mean: { shape: [mean.length], data: mean },
    pca: { shape: [pca.rows, bits], data: pca.data },
    rotation: { shape: [bits, bits], data: rotation },
  };
}

/** The linear model that exported or imported arrays hold. */
export function linearModel({ mean, pca, rotation }: NamedArrays): LinearModel {
  const [rows, columns] = pca.shape;
  return {
    mean: mean.data,
    pca: { data: pca.data, rows, columns },
    rotation: rotation.data,
  };
}

/** A linear model that encodes on `backend`. */
export function linearHash(
  linear: LinearModel,
  backend: ComputeBackend,
  facts: Pick<FittedHash, "key" | "imported" | "explainedVariance" | "series">,
): FittedHash {
  const { mean, pca, rotation } = linear;
  const weights = foldWeights(pca, rotation);
  return {
    ...facts,
    bits: pca.columns,
    encode: (x: Matrix, context: OperationContext) =>
      backend.encode(x, mean, weights, context),
    arrays: arraysOf(linear),
    linear: { mean, weights, factors: linear },
    project: (vector) => projectOne(vector, linear),
    centre: mean,
    meanNorm: Math.hypot(...mean),
  };
}

/** The hash of imported mean, pca and rotation; the documents tell its variance. */
export async function restoreLinear(
  arrays: NamedArrays,
  key: string,
  input: FitInput,
  choice: Choice,
  tools: HashTools,
): Promise<FittedHash> {
  const { moments, axes } = await learnAxes(
    input,
    { trainRows: Number(choice["trainRows"]), seed: Number(choice["seed"]) },
    tools,
  );
  const linear = linearModel(arrays);
  return linearHash(linear, tools.backend, {
    key: `imported:${key}`,
    imported: true,
    explainedVariance: shareInSubspace(moments, linear.pca),
    series: spectrumSeries(axes.values, linear.pca.columns),
  });
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
