import type {
  ComputeBackend,
  Matrix,
  OperationContext,
} from "../compute/backend";
import { symmetricEigen } from "../numeric/eigen";

/** Mean and covariance of the training rows. */
export interface Moments {
  /** (d,) f32. */
  readonly mean: Float32Array;
  /** |mean|: how far the cloud lies from the origin; 1 for identical unit rows. */
  readonly meanNorm: number;
  /** (d, d) f64, divisor n - 1. */
  readonly covariance: Float64Array;
}

/** Principal axes, most variance first. */
export interface PrincipalAxes {
  /** (d,) eigenvalues, descending, small negative round-off set to 0. */
  readonly values: Float64Array;
  /** (d, d) row-major, eigenvector j in column j. */
  readonly vectors: Float64Array;
}

/** Mean and covariance of `x` (n, d). Needs n >= 2. */
export async function computeMoments(
  backend: ComputeBackend,
  x: Matrix,
  context: OperationContext,
): Promise<Moments> {
  const mean = await backend.columnMean(x, context);
  const covariance = await backend.covariance(x, mean, context);
  return { mean, meanNorm: Math.hypot(...mean), covariance };
}

/** Eigenvectors of the covariance (d, d), in f64. */
export function principalAxes(
  covariance: Float64Array,
  dim: number,
): PrincipalAxes {
  const { values, vectors } = symmetricEigen(covariance, dim);
  return { values: values.map((value) => Math.max(0, value)), vectors };
}

/** The first `bits` axes as the pca matrix (d, bits) f32, unscaled. */
export function leadingAxes(axes: PrincipalAxes, bits: number): Matrix {
  const dim = axes.values.length;
  const data = new Float32Array(dim * bits);
  for (let i = 0; i < dim; i++)
    for (let j = 0; j < bits; j++)
      data[i * bits + j] = axes.vectors[i * dim + j];
  return { data, rows: dim, columns: bits };
}

/** Cumulative share of the variance held by the first 1, 2, ..., d axes. */
export function cumulativeVariance(values: Float64Array): Float64Array {
  const total = values.reduce((sum, value) => sum + value, 0);
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return total > 0 ? sum / total : 0;
  });
}
