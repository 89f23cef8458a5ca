import type { Pooling } from "../model/embedding";

/**
 * One unit vector for each text out of its tokens' vectors: the mean over its
 * own tokens, or the first token's ([CLS]), then scaled to length 1. Sums are
 * f64. A vector of zeros stays zero.
 *
 * @param hidden (texts, length, dim), row-major.
 * @param lengths tokens of each text, at most `length`; the rest is padding.
 * @returns (texts, dim).
 */
export function poolTokens(
  hidden: Float32Array,
  lengths: Uint32Array,
  length: number,
  dim: number,
  pooling: Pooling,
): Float32Array {
  const vectors = new Float32Array(lengths.length * dim);
  const sum = new Float64Array(dim);
  lengths.forEach((tokens, text) => {
    const counted = pooling === "cls" ? 1 : tokens;
    sum.fill(0);
    for (let token = 0; token < counted; token++) {
      const start = (text * length + token) * dim;
      for (let j = 0; j < dim; j++) sum[j] += hidden[start + j];
    }
    normaliseInto(vectors, text * dim, sum);
  });
  return vectors;
}

/** Scales `vector` to length 1 and writes it at `offset`. */
function normaliseInto(
  target: Float32Array,
  offset: number,
  vector: Float64Array,
): void {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  for (let j = 0; j < vector.length; j++)
    target[offset + j] = vector[j] * scale;
}

/** Rows of a model that pools by itself, scaled to length 1; (texts, dim). */
export function normaliseRows(rows: Float32Array, dim: number): Float32Array {
  const vectors = new Float32Array(rows.length);
  for (let offset = 0; offset < rows.length; offset += dim)
    normaliseInto(
      vectors,
      offset,
      Float64Array.from(rows.subarray(offset, offset + dim)),
    );
  return vectors;
}

/** Least cosine over the rows of two (rows, dim) arrays of unit vectors. */
export function leastCosine(
  a: Float32Array,
  b: Float32Array,
  dim: number,
): number {
  let least = 1;
  for (let offset = 0; offset < a.length; offset += dim) {
    let dot = 0;
    for (let j = 0; j < dim; j++) dot += a[offset + j] * b[offset + j];
    // NaN is as wrong as can be.
    if (!(dot >= least)) least = Number.isNaN(dot) ? -1 : dot;
  }
  return least;
}
