import { addScaled } from "./vector";

/*
 * Dense f64 matrices as plain row-major arrays: entry (i, j) of an n x m
 * matrix is element i * m + j.
 */

/**
 * Throws RangeError unless `matrix` has rows x columns entries, all finite;
 * `name` is what the message calls it.
 */
export function requireMatrix(
  name: string,
  matrix: Float64Array,
  rows: number,
  columns: number,
): void {
  if (matrix.length !== rows * columns) {
    throw new RangeError(
      `${name} must hold ${rows} x ${columns} = ${rows * columns} entries, ` +
        `got ${matrix.length}`,
    );
  }
  const wrong = matrix.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new RangeError(
      `${name} must be finite, got ${matrix[wrong]} in row ` +
        `${Math.floor(wrong / columns)}, column ${wrong % columns}`,
    );
  }
}

/**
 * The product of `a` (rows x inner) and `b` (inner x columns), rows x columns.
 * Throws RangeError when an array's length does not fit its shape.
 */
export function multiply(
  a: Float64Array,
  b: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): Float64Array {
  if (a.length !== rows * inner || b.length !== inner * columns) {
    throw new RangeError(
      `cannot multiply ${rows} x ${inner} by ${inner} x ${columns}: ` +
        `the arrays hold ${a.length} and ${b.length} entries`,
    );
  }
  const product = new Float64Array(rows * columns);
  const blocked = inner - (inner & 3);
  for (let i = 0; i < rows; i++) {
    const out = i * columns;
    // Four rows of b at a time, so that each output is loaded and stored once
    // for four products.
    for (let k = 0; k < blocked; k += 4) {
      const f0 = a[i * inner + k];
      const f1 = a[i * inner + k + 1];
      const f2 = a[i * inner + k + 2];
      const f3 = a[i * inner + k + 3];
      const b0 = k * columns;
      const b1 = b0 + columns;
      const b2 = b1 + columns;
      const b3 = b2 + columns;
      for (let j = 0; j < columns; j++) {
        product[out + j] +=
          f0 * b[b0 + j] + f1 * b[b1 + j] + (f2 * b[b2 + j] + f3 * b[b3 + j]);
      }
    }
    for (let k = blocked; k < inner; k++) {
      addScaled(product, out, a[i * inner + k], b, k * columns, columns);
    }
  }
  return product;
}

/** The transpose, columns x rows, of a rows x columns matrix. */
export function transpose(
  a: Float64Array,
  rows: number,
  columns: number,
): Float64Array {
  const result = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      result[j * rows + i] = a[i * columns + j];
    }
  }
  return result;
}

/** The n x n identity matrix. */
export function identity(n: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) result[i * n + i] = 1;
  return result;
}

/** The largest entry of |Q'Q - I| for an n x n matrix Q; 0 when n is 0. */
export function orthogonalityError(q: Float64Array, n: number): number {
  const gram = multiply(transpose(q, n, n), q, n, n, n);
  let largest = 0;
  for (let i = 0; i < n * n; i++) {
    const expected = i % (n + 1) === 0 ? 1 : 0;
    // Math.max hands a NaN on instead of skipping it.
    largest = Math.max(largest, Math.abs(gram[i] - expected));
  }
  return largest;
}
