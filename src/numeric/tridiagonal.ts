/*
 * Eigenvectors of a symmetric tridiagonal matrix T whose eigenvalues are known,
 * by inverse iteration.
 */

/** T, of order n. */
export interface TridiagonalMatrix {
  /** (n,). */
  readonly diagonal: Float64Array;
  /** (n,) entry i couples i and i + 1; the last is unused. */
  readonly offDiagonal: Float64Array;
}

/** T - shift as L U with row exchanges, ready to solve with. */
export interface ShiftedSolver {
  /** Solves (T - shift) x = b in place. */
  solve(b: Float64Array): void;
}

/**
 * Gaussian elimination of T - shift with partial pivoting (as LAPACK's dgttrf).
 * A pivot of zero, which an exact eigenvalue gives, becomes `smallest`: the
 * solution is then long in the eigenvector's direction, which is what inverse
 * iteration is for.
 */
export function factorShifted(
  { diagonal, offDiagonal }: TridiagonalMatrix,
  shift: number,
  smallest: number,
): ShiftedSolver {
  const n = diagonal.length;
  const d = Float64Array.from(diagonal, (value) => value - shift);
  const upper = offDiagonal.slice();
  const second = new Float64Array(n);
  const factors = new Float64Array(n);
  const swapped = new Uint8Array(n);
  for (let i = 0; i < n - 1; i++) {
    const below = offDiagonal[i];
    if (Math.abs(d[i]) >= Math.abs(below)) {
      if (d[i] === 0) d[i] = smallest;
      factors[i] = below / d[i];
      d[i + 1] -= factors[i] * upper[i];
      continue;
    }
    swapped[i] = 1;
    factors[i] = d[i] / below;
    d[i] = below;
    const held = upper[i];
    upper[i] = d[i + 1];
    d[i + 1] = held - factors[i] * upper[i];
    if (i < n - 2) {
      second[i] = upper[i + 1];
      upper[i + 1] = -factors[i] * second[i];
    }
  }
  for (let i = 0; i < n; i++)
    if (Math.abs(d[i]) < smallest) d[i] = d[i] < 0 ? -smallest : smallest;
  return {
    solve(b) {
      for (let i = 0; i < n - 1; i++) {
        if (swapped[i]) {
          const held = b[i];
          b[i] = b[i + 1];
          b[i + 1] = held - factors[i] * b[i];
        } else b[i + 1] -= factors[i] * b[i];
      }
      for (let i = n - 1; i >= 0; i--) {
        let sum = b[i];
        if (i < n - 1) sum -= upper[i] * b[i + 1];
        if (i < n - 2) sum -= second[i] * b[i + 2];
        b[i] = sum / d[i];
      }
    },
  };
}

/** max|T v - value v|; infinite where NaN is among them. */
export function residual(
  { diagonal, offDiagonal }: TridiagonalMatrix,
  value: number,
  v: Float64Array,
): number {
  const n = diagonal.length;
  let worst = 0;
  for (let i = 0; i < n; i++) {
    let sum = (diagonal[i] - value) * v[i];
    if (i > 0) sum += offDiagonal[i - 1] * v[i - 1];
    if (i < n - 1) sum += offDiagonal[i] * v[i + 1];
    if (Number.isNaN(sum)) return Infinity;
    worst = Math.max(worst, Math.abs(sum));
  }
  return worst;
}

/** Scales `v` to length one; false where it has no direction. */
export function normalise(v: Float64Array): boolean {
  let largest = 0;
  for (const value of v) largest = Math.max(largest, Math.abs(value));
  if (!(largest > 0) || largest === Infinity) return false;
  let squares = 0;
  for (let i = 0; i < v.length; i++) {
    v[i] /= largest;
    squares += v[i] * v[i];
  }
  const scale = 1 / Math.sqrt(squares);
  for (let i = 0; i < v.length; i++) v[i] *= scale;
  return true;
}
