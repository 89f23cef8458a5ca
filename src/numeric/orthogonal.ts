import { symmetricEigen } from "./eigen";
import { multiply, requireMatrix, transpose } from "./matrix";
import { addScaled, dot, norm, rotate } from "./vector";

/** Sweeps of one-sided Jacobi allowed; after the eigenvectors 1 or 2 do. */
const JACOBI_SWEEPS = 30;

/** A square matrix as Q R: columns of Q, and the diagonal of R. */
interface QrFactors {
  /** (n, n) row-major; ROW j is column j of Q. */
  columns: Float64Array;
  /** (n,) diagonal of R. */
  diagonal: Float64Array;
}

/**
 * Householder QR of the matrix whose column j is ROW j of `input`, with
 * LAPACK's conventions (dgeqrf, dorgqr): R's diagonal has the sign opposite to
 * the pivot column's head, and a column that is zero below its head, as the
 * last always is, is left alone.
 */
function householderQr(input: Float64Array, n: number): QrFactors {
  const a = input.slice();
  const diagonal = new Float64Array(n);
  const scales = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const head = k * n + k;
    const length = n - k;
    const alpha = a[head];
    if (norm(a, head + 1, length - 1) === 0) {
      diagonal[k] = alpha;
      continue;
    }
    const size = norm(a, head, length);
    // The reflector is kept at unit scale, so that its square is harmless.
    const unitHead = alpha / size;
    const target = alpha >= 0 ? -1 : 1;
    diagonal[k] = target * size;
    for (let i = 1; i < length; i++) a[head + i] /= size;
    a[head] = unitHead - target;
    scales[k] = 1 - unitHead * target;
    for (let j = k + 1; j < n; j++) {
      const share = dot(a, head, a, j * n + k, length) / scales[k];
      addScaled(a, j * n + k, -share, a, head, length);
    }
  }
  const columns = new Float64Array(n * n);
  for (let k = n - 1; k >= 0; k--) {
    columns[k * n + k] = 1;
    if (scales[k] === 0) continue;
    const head = k * n + k;
    const length = n - k;
    for (let j = k; j < n; j++) {
      const share = dot(a, head, columns, j * n + k, length) / scales[k];
      addScaled(columns, j * n + k, -share, a, head, length);
    }
  }
  return { columns, diagonal };
}

/**
 * The orthogonal factor Q of the QR decomposition of the (n, n) row-major
 * matrix `a`, as `numpy.linalg.qr(a)[0]` gives it up to rounding: Householder
 * reflections with LAPACK's signs, which are not made canonical. The input is
 * not changed. Throws RangeError when `a` does not hold n x n finite entries.
 */
export function qFactor(a: Float64Array, n: number): Float64Array {
  requireMatrix("the matrix to factor", a, n, n);
  return transpose(householderQr(transpose(a, n, n), n).columns, n, n);
}

/**
 * One-sided Jacobi (Hestenes): rotates pairs of rows of `y` until all are
 * orthogonal to working precision, and the rows of `v` along with them.
 */
function orthogonaliseRows(y: Float64Array, v: Float64Array, n: number): void {
  const tolerance = Number.EPSILON * Math.sqrt(n);
  const squares = new Float64Array(n);
  for (let sweep = 0; sweep < JACOBI_SWEEPS; sweep++) {
    for (let i = 0; i < n; i++) squares[i] = dot(y, i * n, y, i * n, n);
    let isDone = true;
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        const product = dot(y, i * n, y, j * n, n);
        const bound = tolerance * Math.sqrt(squares[i] * squares[j]);
        if (!(Math.abs(product) > bound)) continue;
        isDone = false;
        const ratio = (squares[i] - squares[j]) / (2 * product);
        const tangent =
          (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.hypot(1, ratio));
        const cosine = 1 / Math.hypot(1, tangent);
        const sine = tangent * cosine;
        rotate(y, i * n, j * n, n, cosine, sine);
        rotate(v, i * n, j * n, n, cosine, sine);
        squares[i] += tangent * product;
        squares[j] -= tangent * product;
      }
    }
    if (isDone) return;
  }
}

/**
 * The orthogonal polar factor U V' of the (n, n) row-major matrix M = U S V':
 * the orthogonal matrix nearest to M, and the solution of the orthogonal
 * Procrustes problem max trace(Q' M) (Schönemann 1966). Always orthogonal to
 * working precision, for a singular M too (there the factor is not unique, and
 * one of the solutions is returned). The input is not changed.
 *
 * f64: eigenvectors of M'M, refined by one-sided Jacobi on M V, which restores
 * the accuracy that squaring M loses. Throws RangeError when `m` does not hold
 * n x n finite entries.
 */
export function polarFactor(m: Float64Array, n: number): Float64Array {
  requireMatrix("the matrix of the polar factor", m, n, n);
  const size = m.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scaled = size === 0 ? m : m.map((value) => value / size);
  const gram = multiply(transpose(scaled, n, n), scaled, n, n, n);
  // Rows of v are right singular vectors; rows of y their images under M.
  const v = transpose(symmetricEigen(gram, n).vectors, n, n);
  const y = multiply(v, transpose(scaled, n, n), n, n, n);
  orthogonaliseRows(y, v, n);

  // Images as short as rounding errors have no direction to trust: QR leaves
  // them out and completes the basis of the others.
  const lengths = Float64Array.from({ length: n }, (_, j) => norm(y, j * n, n));
  const longest = lengths.reduce((most, value) => Math.max(most, value), 0);
  const negligible = Number.EPSILON * n * longest;
  const order = Array.from({ length: n }, (_, j) => j);
  order.sort((i, j) => lengths[j] - lengths[i]);
  const images = new Float64Array(n * n);
  const directions = new Float64Array(n * n);
  order.forEach((source, j) => {
    directions.set(v.subarray(source * n, source * n + n), j * n);
    if (lengths[source] <= negligible) return;
    addScaled(images, j * n, 1 / lengths[source], y, source * n, n);
  });
  const { columns, diagonal } = householderQr(images, n);
  for (let j = 0; j < n; j++) {
    if (diagonal[j] >= 0) continue;
    for (let i = 0; i < n; i++) columns[j * n + i] *= -1;
  }
  return multiply(transpose(columns, n, n), directions, n, n, n);
}
