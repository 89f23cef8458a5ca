import type { Matrix } from "../../compute/backend";

/** ((x - mean) pca rotation) of one vector, (b,), in f64: bit j of its code is [j] > 0. */
export function projectOne(
  vector: ArrayLike<number>,
  model: {
    readonly mean: Float32Array;
    /** (d, b). */
    readonly pca: Matrix;
    /** (b, b). */
    readonly rotation: Float32Array;
  },
): Float64Array {
  const { mean, pca, rotation } = model;
  const bits = pca.columns;
  const principal = new Float64Array(bits);
  for (let i = 0; i < pca.rows; i++) {
    const centred = vector[i] - mean[i];
    for (let j = 0; j < bits; j++)
      principal[j] += centred * pca.data[i * bits + j];
  }
  const z = new Float64Array(bits);
  for (let i = 0; i < bits; i++)
    for (let j = 0; j < bits; j++)
      z[j] += principal[i] * rotation[i * bits + j];
  return z;
}
