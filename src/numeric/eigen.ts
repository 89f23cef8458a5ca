import { requireMatrix } from "./matrix";
import { addScaled, dot, norm, rotate } from "./vector";

/** Eigenvalues and eigenvectors of a symmetric matrix. */
export interface SymmetricEigen {
  /** (n,) eigenvalues, descending. */
  values: Float64Array;
  /** (n, n) row-major; column j is the unit eigenvector of `values[j]`. */
  vectors: Float64Array;
}

/** A symmetric matrix as Q T Q', with T tridiagonal. */
interface Tridiagonal {
  /** (n,) diagonal of T. */
  diagonal: Float64Array;
  /** (n,) entry i couples i and i + 1; the last is 0. */
  offDiagonal: Float64Array;
  /** (n, n) row-major; ROW j is column j of Q. */
  basis: Float64Array;
}

/** QR steps allowed per eigenvalue; two are usual. */
const STEPS_PER_EIGENVALUE = 60;

/**
 * Householder reduction to tridiagonal form (Golub and Van Loan, Matrix
 * Computations, 8.3.1), from the last row up, on the lower triangle. Row i is
 * replaced by its reflector u_i, where H_i = I - u_i u_i' / scale_i.
 */
function tridiagonalise(matrix: Float64Array, n: number): Tridiagonal {
  const a = matrix.slice();
  const diagonal = new Float64Array(n);
  const offDiagonal = new Float64Array(n);
  const scales = new Float64Array(n);
  const w = new Float64Array(n);
  for (let i = n - 1; i > 0; i--) {
    const row = i * n;
    const length = norm(a, row, i);
    const isReduced = length === 0 || norm(a, row, i - 1) === 0;
    if (isReduced) {
      offDiagonal[i - 1] = a[row + i - 1];
      continue;
    }
    // Unit scale keeps u and its norm away from underflow.
    for (let k = 0; k < i; k++) a[row + k] /= length;
    const last = a[row + i - 1];
    const target = last > 0 ? -1 : 1;
    offDiagonal[i - 1] = target * length;
    a[row + i - 1] = last - target;
    const scale = 1 - last * target;
    scales[i] = scale;

    // w = A u / scale, from the lower triangle of the leading i x i block.
    w.fill(0, 0, i);
    for (let j = 0; j < i; j++) {
      const u = a[row + j];
      w[j] += dot(a, j * n, a, row, j) + a[j * n + j] * u;
      addScaled(w, 0, u, a, j * n, j);
    }
    for (let j = 0; j < i; j++) w[j] /= scale;
    const half = dot(w, 0, a, row, i) / (2 * scale);
    addScaled(w, 0, -half, a, row, i);

    // A <- A - u w' - w u', lower triangle.
    for (let j = 0; j < i; j++) {
      const u = a[row + j];
      const v = w[j];
      for (let k = 0; k <= j; k++) {
        a[j * n + k] -= u * w[k] + v * a[row + k];
      }
    }
  }
  for (let i = 0; i < n; i++) diagonal[i] = a[i * n + i];
  return { diagonal, offDiagonal, basis: accumulate(a, scales, n) };
}

/**
 * Q' for Q = H_(n-1) ... H_1. Q is grown from its leading block outwards, then
 * transposed.
 */
function accumulate(
  reflectors: Float64Array,
  scales: Float64Array,
  n: number,
): Float64Array {
  const q = new Float64Array(n * n);
  const w = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    q[i * n + i] = 1;
    if (scales[i] === 0) continue;
    const row = i * n;
    w.fill(0, 0, i);
    for (let k = 0; k < i; k++) {
      addScaled(w, 0, reflectors[row + k] / scales[i], q, k * n, i);
    }
    for (let k = 0; k < i; k++) {
      addScaled(q, k * n, -reflectors[row + k], w, 0, i);
    }
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const held = q[i * n + j];
      q[i * n + j] = q[j * n + i];
      q[j * n + i] = held;
    }
  }
  return q;
}

/**
 * One implicit symmetric QR step with Wilkinson's shift on the unreduced block
 * [low, high] (Golub and Van Loan, 8.3.2). The rows of `basis` follow.
 */
function qrStep(
  t: Pick<Tridiagonal, "diagonal" | "offDiagonal">,
  basis: Float64Array | null,
  low: number,
  high: number,
  n: number,
): void {
  const { diagonal: d, offDiagonal: e } = t;
  const delta = (d[high - 1] - d[high]) / 2;
  const coupling = e[high - 1];
  const reach = Math.hypot(delta, coupling);
  const shift =
    d[high] - coupling * (coupling / (delta + (delta < 0 ? -reach : reach)));
  let x = d[low] - shift;
  let bulge = e[low];
  for (let k = low; k < high; k++) {
    const radius = Math.hypot(x, bulge);
    const cosine = radius === 0 ? 1 : x / radius;
    const sine = radius === 0 ? 0 : bulge / radius;
    if (k > low) e[k - 1] = radius;
    const upper = d[k];
    const lower = d[k + 1];
    const off = e[k];
    const change = sine * (sine * (lower - upper) + 2 * cosine * off);
    d[k] = upper + change;
    d[k + 1] = lower - change;
    e[k] =
      cosine * sine * (lower - upper) + (cosine * cosine - sine * sine) * off;
    if (k + 1 < high) {
      x = e[k];
      bulge = sine * e[k + 1];
      e[k + 1] *= cosine;
    }
    if (basis) rotate(basis, k * n, (k + 1) * n, n, cosine, sine);
  }
}

/**
 * Turns T into its eigenvalues, in place; rows of `basis`, where there is one,
 * become eigenvectors.
 */
function diagonalise(
  t: Pick<Tridiagonal, "diagonal" | "offDiagonal">,
  basis: Float64Array | null,
  n: number,
): void {
  const { diagonal: d, offDiagonal: e } = t;
  let size = 0;
  for (let i = 0; i < n; i++) {
    size = Math.max(size, Math.abs(d[i]) + Math.abs(e[i]));
  }
  // A coupling this small changes the matrix by no more than rounding does.
  const negligible = Number.EPSILON * size * 0.5;
  let high = n - 1;
  let steps = 0;
  while (high > 0) {
    if (Math.abs(e[high - 1]) <= negligible) {
      e[--high] = 0;
      steps = 0;
      continue;
    }
    let low = high - 1;
    while (low > 0 && Math.abs(e[low - 1]) > negligible) low--;
    if (++steps > STEPS_PER_EIGENVALUE) {
      throw new Error(
        `eigenvalue ${high} of ${n} did not converge in ` +
          `${STEPS_PER_EIGENVALUE} QR steps (coupling ${e[high - 1]})`,
      );
    }
    qrStep(t, basis, low, high, n);
  }
}

/** +1 or -1, such that the entry of largest magnitude becomes positive. */
function canonicalSign(
  vectors: Float64Array,
  start: number,
  n: number,
): number {
  let chosen = 0;
  for (let i = 0; i < n; i++) {
    if (Math.abs(vectors[start + i]) > Math.abs(chosen)) {
      chosen = vectors[start + i];
    }
  }
  return chosen < 0 ? -1 : 1;
}

/**
 * Eigenvalues, descending, of the symmetric tridiagonal matrix with this
 * diagonal (n,) and off-diagonal (n,), whose last entry is unused.
 */
export function tridiagonalEigenvalues(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
): Float64Array {
  const t = { diagonal: diagonal.slice(), offDiagonal: offDiagonal.slice() };
  diagonalise(t, null, diagonal.length);
  return t.diagonal.sort((a, b) => b - a);
}

/**
 * Vectors given as ROWS of n values, as the columns of an (n, count) matrix,
 * each with the sign that makes its component of largest magnitude positive.
 */
export function withCanonicalSigns(
  rows: Float64Array,
  n: number,
  count: number,
): Float64Array {
  const columns = new Float64Array(n * count);
  for (let j = 0; j < count; j++) {
    const sign = canonicalSign(rows, j * n, n);
    for (let i = 0; i < n; i++) columns[i * count + j] = sign * rows[j * n + i];
  }
  return columns;
}

/**
 * Eigenvalues and eigenvectors of the symmetric (n, n) matrix, whose lower
 * triangle is read; the input is not changed. Values descend; each eigenvector
 * is a unit column of `vectors`, with the sign that makes its component of
 * largest magnitude positive (the first such component on ties). Vectors of
 * equal eigenvalues are some orthonormal basis of their space.
 *
 * f64 throughout: Householder tridiagonalisation, then implicit QR with
 * Wilkinson's shift. Throws RangeError when `matrix` does not hold n x n
 * finite entries.
 */
export function symmetricEigen(
  matrix: Float64Array,
  n: number,
): SymmetricEigen {
  requireMatrix("the symmetric matrix", matrix, n, n);
  const t = tridiagonalise(matrix, n);
  diagonalise(t, t.basis, n);
  const order = Array.from({ length: n }, (_, i) => i);
  order.sort((i, j) => t.diagonal[j] - t.diagonal[i]);
  const values = new Float64Array(n);
  const vectors = new Float64Array(n * n);
  order.forEach((source, j) => {
    values[j] = t.diagonal[source];
    const sign = canonicalSign(t.basis, source * n, n);
    for (let i = 0; i < n; i++) {
      vectors[i * n + j] = sign * t.basis[source * n + i];
    }
  });
  return { values, vectors };
}
