import { DataError } from "./dataError";
import type { Float32Matrix } from "./npy";

/** What is known of vectors that passed the check. */
export interface VectorCheck {
  readonly rows: number;
  readonly dim: number;
  /** Smallest and largest Euclidean norm of a row. */
  readonly minNorm: number;
  readonly maxNorm: number;
  /** Every norm is within 0.01 of 1. */
  readonly normalised: boolean;
}

/** Rounding unit vectors to half precision moves their norms by up to about this much. */
export const NORM_TOLERANCE = 1e-2;

/**
 * Looks at every value of (rows, dim) f32 vectors, accumulating norms in f64.
 *
 * @throws DataError "empty" for no rows or no columns, "non-finite" naming the first row and
 *   column with NaN or an infinity, "zero-rows" with their number and the first: the cosine with
 *   a zero vector is undefined.
 * @throws RangeError when `data` does not have rows * dim values.
 */
export function checkVectors(
  matrix: Float32Matrix,
  fileName: string,
): VectorCheck {
  const { data, rows, dim } = matrix;
  requireShape("checkVectors", data, rows, dim);
  if (rows === 0 || dim === 0) {
    throw new DataError("empty", "data.nothing-to-search", {
      file: fileName,
      rows,
      dim,
    });
  }
  let minNorm = Infinity;
  let maxNorm = 0;
  let zeroRows = 0;
  let firstZeroRow = -1;
  for (let row = 0; row < rows; row++) {
    const norm = rowNorm(data, row, dim);
    if (!Number.isFinite(norm)) throw nonFinite(matrix, row, fileName);
    if (norm === 0) {
      if (zeroRows === 0) firstZeroRow = row;
      zeroRows++;
    }
    minNorm = Math.min(minNorm, norm);
    maxNorm = Math.max(maxNorm, norm);
  }
  if (zeroRows > 0) {
    throw new DataError("zero-rows", "data.zero-vectors", {
      file: fileName,
      zeroRows,
      rows,
      firstRow: firstZeroRow,
    });
  }
  const normalised =
    1 - minNorm <= NORM_TOLERANCE && maxNorm - 1 <= NORM_TOLERANCE;
  return { rows, dim, minNorm, maxNorm, normalised };
}

/**
 * A copy of (rows, dim) vectors with every row scaled to norm 1 (norm and quotient in f64, the
 * result rounded to f32). Rows must have passed `checkVectors`.
 *
 * @throws RangeError for a row of norm 0 or a non-finite norm, and for a wrong length.
 */
export function normaliseRows(
  data: Float32Array,
  rows: number,
  dim: number,
): Float32Array {
  requireShape("normaliseRows", data, rows, dim);
  const unit = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    const norm = rowNorm(data, row, dim);
    if (norm === 0 || !Number.isFinite(norm)) {
      throw new RangeError(`normaliseRows: row ${row} has norm ${norm}`);
    }
    for (let index = row * dim; index < (row + 1) * dim; index++) {
      unit[index] = data[index] / norm;
    }
  }
  return unit;
}

/**
 * Checks that there is one text for each of `rows` vectors.
 *
 * @throws DataError "text-count" with both numbers.
 */
export function checkTextCount(
  rows: number,
  texts: readonly unknown[],
  vectorsFileName: string,
  textsFileName: string,
): void {
  if (texts.length === rows) return;
  throw new DataError("text-count", "data.text-count-differs", {
    file: textsFileName,
    texts: texts.length,
    vectorsFile: vectorsFileName,
    vectors: rows,
  });
}

/**
 * Checks that hashes of `bits` bits can be fitted: PCA finds no more directions than there are
 * rows or dimensions.
 *
 * @throws DataError "too-few-rows" or "too-few-dimensions" with the numbers.
 */
export function checkBits(
  rows: number,
  dim: number,
  bits: number,
  fileName: string,
): void {
  if (rows < bits) {
    throw new DataError("too-few-rows", "data.too-few-rows-for-bits", {
      file: fileName,
      rows,
      bits,
    });
  }
  if (dim < bits) {
    throw new DataError(
      "too-few-dimensions",
      "data.too-few-dimensions-for-bits",
      { file: fileName, dim, bits },
    );
  }
}

function rowNorm(data: Float32Array, row: number, dim: number): number {
  let sum = 0;
  for (let index = row * dim; index < (row + 1) * dim; index++) {
    sum += data[index] * data[index];
  }
  return Math.sqrt(sum);
}

function nonFinite(
  { data, rows, dim }: Float32Matrix,
  row: number,
  fileName: string,
): DataError {
  const values = data.subarray(row * dim, (row + 1) * dim);
  const column = values.findIndex((value) => !Number.isFinite(value));
  return new DataError("non-finite", "data.number-not-finite", {
    file: fileName,
    value: String(values[column]),
    row,
    column,
    rows,
    dim,
  });
}

function requireShape(
  caller: string,
  data: Float32Array,
  rows: number,
  dim: number,
): void {
  if (data.length === rows * dim) return;
  throw new RangeError(
    `${caller}: ${rows} x ${dim} needs ${rows * dim} values, got ${data.length}`,
  );
}
