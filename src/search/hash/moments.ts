import type {
  ComputeBackend,
  Matrix,
  OperationContext,
} from "../../compute/backend";

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
  /** As `Spectrum.leading`. */
  readonly leading: (count: number) => Promise<Float64Array>;
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

/** Eigenvalues of the covariance (d, d), and its eigenvectors on request; f64. */
export async function principalAxes(
  backend: ComputeBackend,
  covariance: Float64Array,
  dim: number,
): Promise<PrincipalAxes> {
  const spectrum = await backend.symmetricSpectrum(covariance, dim);
  return {
    values: spectrum.values.map((value) => Math.max(0, value)),
    leading: spectrum.leading,
  };
}

/** The first `bits` axes as the pca matrix (d, bits) f32, unscaled. */
export async function leadingAxes(
  axes: PrincipalAxes,
  bits: number,
): Promise<Matrix> {
  const data = Float32Array.from(await axes.leading(bits));
  return { data, rows: axes.values.length, columns: bits };
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
