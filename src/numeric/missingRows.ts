import { addScaled, dot, norm } from "./vector";

/** Rows shorter than this share of the longest are round-off of nothing. */
const NEGLIGIBLE = 2 ** -20;

/**
 * Rows of the (n, n) matrix `m` without a direction of their own, ascending:
 * those of ITQ's product belong to principal directions along which no document
 * lies, as where a model leaves coordinates constant.
 */
export function missingRows(m: Float64Array, n: number): number[] {
  const lengths = Array.from({ length: n }, (_, i) => norm(m, i * n, n));
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  return Array.from(lengths.keys()).filter(
    (i) => lengths[i] <= NEGLIGIBLE * longest,
  );
}

/**
 * Fills the rows `missing` of the (n, n) matrix `q`, whose other rows are
 * orthonormal, so that all are: each the unit vector that the rows so far hold
 * least of, without their part of it (Gram-Schmidt, twice for its rounding).
 */
export function completeRows(
  q: Float64Array,
  n: number,
  missing: readonly number[],
): void {
  const open = new Set(missing);
  // What the rows so far hold of each unit vector.
  const held = new Float64Array(n);
  const count = (row: number) => {
    for (let j = 0; j < n; j++) held[j] += q[row * n + j] ** 2;
  };
  const rows = Array.from({ length: n }, (_, i) => i).filter(
    (i) => !open.has(i),
  );
  rows.forEach(count);
  for (const row of missing) {
    const start = row * n;
    q.fill(0, start, start + n);
    q[
      start +
        held.reduce((least, value, j) => (value < held[least] ? j : least), 0)
    ] = 1;
    for (let pass = 0; pass < 2; pass++)
      for (const other of rows)
        addScaled(q, start, -dot(q, start, q, other * n, n), q, other * n, n);
    const length = norm(q, start, n);
    for (let j = 0; j < n; j++) q[start + j] /= length;
    rows.push(row);
    count(row);
  }
}
