import { describe, expect, test } from "vitest";
import {
  symmetricEigen,
  tridiagonalEigenvalues,
  withCanonicalSigns,
} from "../../../src/numeric/eigen";
import {
  factorShifted,
  normalise,
  residual,
  type TridiagonalMatrix,
} from "../../../src/numeric/tridiagonal";
import { bell, seededRandom } from "../../contract/cases";

function randomTridiagonal(n: number): TridiagonalMatrix {
  const random = seededRandom(n);
  const entries = () => Float64Array.from({ length: n }, () => bell(random));
  return { diagonal: entries(), offDiagonal: entries() };
}

function dense({ diagonal, offDiagonal }: TridiagonalMatrix): Float64Array {
  const n = diagonal.length;
  const m = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    m[i * n + i] = diagonal[i];
    if (i + 1 < n) {
      m[i * n + i + 1] = offDiagonal[i];
      m[(i + 1) * n + i] = offDiagonal[i];
    }
  }
  return m;
}

describe.each([1, 2, 3, 10, 57])("order %d", (n) => {
  const t = randomTridiagonal(n);

  test("eigenvalues are those of the whole decomposition, T untouched", () => {
    const before = t.diagonal.slice();
    const values = tridiagonalEigenvalues(t.diagonal, t.offDiagonal);
    const { values: wanted } = symmetricEigen(dense(t), n);
    values.forEach((value, i) => expect(value).toBeCloseTo(wanted[i], 12));
    expect(t.diagonal).toEqual(before);
  });

  test("solves with T - shift, row exchanges and all", () => {
    const random = seededRandom(n + 100);
    const x = Float64Array.from({ length: n }, () => bell(random));
    const shift = 0.37;
    const b = Float64Array.from({ length: n }, (_, i) => {
      let sum = (t.diagonal[i] - shift) * x[i];
      if (i > 0) sum += t.offDiagonal[i - 1] * x[i - 1];
      if (i + 1 < n) sum += t.offDiagonal[i] * x[i + 1];
      return sum;
    });
    factorShifted(t, shift, 1e-300).solve(b);
    b.forEach((value, i) => expect(value).toBeCloseTo(x[i], 9));
  });

  test("one solve at an eigenvalue gives its vector", () => {
    const values = tridiagonalEigenvalues(t.diagonal, t.offDiagonal);
    const v = Float64Array.from({ length: n }, (_, i) => 1 + (i % 3));
    factorShifted(t, values[0], 1e-15).solve(v);
    expect(normalise(v)).toBe(true);
    expect(residual(t, values[0], v)).toBeLessThan(1e-12);
  });
});

test("normalise refuses what has no direction", () => {
  expect(normalise(new Float64Array(3))).toBe(false);
  expect(normalise(Float64Array.of(1, Infinity))).toBe(false);
  expect(normalise(Float64Array.of(NaN, 1))).toBe(false);
  const huge = Float64Array.of(3e200, 4e200);
  expect(normalise(huge)).toBe(true);
  expect(huge[0]).toBeCloseTo(0.6, 15);
});

test("a NaN is no small residual", () => {
  const t = randomTridiagonal(3);
  expect(residual(t, 0, Float64Array.of(NaN, 0, 0))).toBe(Infinity);
});

test("rows become columns whose largest component is positive", () => {
  const rows = Float64Array.of(0.6, -0.8, 0, 1, 0, 0);
  expect([...withCanonicalSigns(rows, 3, 2)].map((x) => x + 0)).toEqual([
    -0.6, 1, 0.8, 0, 0, 0,
  ]);
});
