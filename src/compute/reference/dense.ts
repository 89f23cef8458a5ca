import type {
  Codes,
  Matrix,
  OperationContext,
  RotationResult,
  Spectrum,
} from "../backend";
import { packSigns } from "../../numeric/bits";
import { symmetricEigen } from "../../numeric/eigen";
import { polarFactor } from "../../numeric/orthogonal";

/** A B, or A' B with `transposeA`, summed in f64 and stored as f32. */
export function product(a: Matrix, b: Matrix, transposeA: boolean): Matrix {
  const rows = transposeA ? a.columns : a.rows;
  const depth = b.rows;
  const data = new Float32Array(rows * b.columns);
  const sums = new Float64Array(b.columns);
  for (let i = 0; i < rows; i++) {
    sums.fill(0);
    for (let l = 0; l < depth; l++) {
      const value = a.data[transposeA ? l * rows + i : i * depth + l];
      for (let j = 0; j < b.columns; j++)
        sums[j] += value * b.data[l * b.columns + j];
    }
    data.set(sums, i * b.columns);
  }
  return { data, rows, columns: b.columns };
}

/**
 * Column mean of `x` (n, d), summed in f64 and stored as f32.
 */
export function columnMean(x: Matrix): Float32Array {
  const sums = new Float64Array(x.columns);
  for (let row = 0; row < x.rows; row++) {
    const start = row * x.columns;
    for (let j = 0; j < x.columns; j++) sums[j] += x.data[start + j];
  }
  return Float32Array.from(sums, (sum) => sum / x.rows);
}

/**
 * Covariance (d, d) f64 of the rows of `x` (n, d) about `mean`, divisor n - 1.
 */
export function covariance(x: Matrix, mean: Float32Array): Float64Array {
  const d = x.columns;
  const sums = new Float64Array(d * d);
  const centred = new Float64Array(d);
  for (let row = 0; row < x.rows; row++) {
    for (let j = 0; j < d; j++) centred[j] = x.data[row * d + j] - mean[j];
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) sums[i * d + j] += centred[i] * centred[j];
    }
  }
  return sums.map((sum) => sum / (x.rows - 1));
}

/**
 * (x - mean) weights: (n, d), (d,), (d, b) -> (n, b). Summed in f64 and
 * stored as f32, so that the sign of a sum is right wherever f32 can hold it.
 */
export function project(
  x: Matrix,
  mean: Float32Array,
  weights: Matrix,
): Matrix {
  const d = x.columns;
  const b = weights.columns;
  const data = new Float32Array(x.rows * b);
  const sums = new Float64Array(b);
  for (let row = 0; row < x.rows; row++) {
    sums.fill(0);
    for (let i = 0; i < d; i++) {
      const value = x.data[row * d + i] - mean[i];
      for (let j = 0; j < b; j++) sums[j] += value * weights.data[i * b + j];
    }
    data.set(sums, row * b);
  }
  return { data, rows: x.rows, columns: b };
}

/**
 * V' sign(V R) for V (n, b) and R (b, b), with sign(0) = +1; (b, b) f64.
 * Gong & Lazebnik 2011, section 3: its polar factor is the next rotation.
 */
export function signProduct(v: Matrix, rotation: Float32Array): Float64Array {
  const b = v.columns;
  const product = new Float64Array(b * b);
  const z = new Float64Array(b);
  for (let row = 0; row < v.rows; row++) {
    z.fill(0);
    for (let i = 0; i < b; i++) {
      const value = v.data[row * b + i];
      for (let j = 0; j < b; j++) z[j] += value * rotation[i * b + j];
    }
    for (let i = 0; i < b; i++) {
      const value = v.data[row * b + i];
      for (let j = 0; j < b; j++)
        product[i * b + j] += z[j] >= 0 ? value : -value;
    }
  }
  return product;
}

/** Codes of the rows of `x`: bit j is ((x - mean) weights)[j] > 0. */
export function encode(x: Matrix, mean: Float32Array, weights: Matrix): Codes {
  const z = project(x, mean, weights);
  return {
    words: packSigns(z.data, z.rows, z.columns),
    rows: z.rows,
    bits: z.columns,
  };
}

/** All eigenvectors at once, by `symmetricEigen`; the leading ones of them. */
export function symmetricSpectrum(matrix: Float64Array, n: number): Spectrum {
  const { values, vectors } = symmetricEigen(matrix, n);
  return {
    values,
    async leading(count) {
      const chosen = new Float64Array(n * count);
      for (let i = 0; i < n; i++)
        for (let j = 0; j < count; j++)
          chosen[i * count + j] = vectors[i * n + j];
      return chosen;
    },
  };
}

/**
 * ITQ's alternation (Gong & Lazebnik 2011, section 3.2): R <- polar factor of
 * M = V' sign(V R). The sum of |V R| is the sum of M * R.
 */
export async function itq(
  v: Matrix,
  initial: Float32Array,
  iterations: number,
  context: OperationContext,
): Promise<RotationResult> {
  const absoluteSums = new Float64Array(iterations);
  let rotation = initial.slice();
  for (let iteration = 0; iteration < iterations; iteration++) {
    const m = signProduct(v, rotation);
    absoluteSums[iteration] = m.reduce(
      (sum, value, i) => sum + value * rotation[i],
      0,
    );
    rotation = new Float32Array(polarFactor(m, v.columns));
    await context.checkpoint(iteration + 1, iterations);
  }
  return { rotation, absoluteSums };
}
