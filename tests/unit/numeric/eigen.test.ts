import { describe, expect, it } from "vitest";
import { symmetricEigen } from "../../../src/numeric/eigen";
import {
  identity,
  multiply,
  orthogonalityError,
  transpose,
} from "../../../src/numeric/matrix";
import { qFactor } from "../../../src/numeric/orthogonal";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import { decode, loadFixture } from "../../fixtures/load";

function diagonalMatrix(values: ArrayLike<number>): Float64Array {
  const n = values.length;
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) matrix[i * n + i] = values[i];
  return matrix;
}

/** Q diag(values) Q' for a random orthogonal Q, exactly symmetric. */
function withSpectrum(values: ArrayLike<number>, seed: number): Float64Array {
  const n = values.length;
  const q = qFactor(new NumpyGenerator(seed).standardNormals(n * n), n);
  const half = multiply(q, diagonalMatrix(values), n, n, n);
  const matrix = multiply(half, transpose(q, n, n), n, n, n);
  return matrix.map((value, i) => {
    const mirrored = (i % n) * n + Math.floor(i / n);
    return (value + matrix[mirrored]) / 2;
  });
}

/** Checks everything that is promised; errors relative to the matrix. */
function expectEigen(matrix: Float64Array, n: number): Float64Array {
  const before = matrix.slice();
  const { values, vectors } = symmetricEigen(matrix, n);
  expect(matrix).toEqual(before);
  const size = Math.max(...values.map(Math.abs), Number.MIN_VALUE);
  const tolerance = 2e-14;
  expect(orthogonalityError(vectors, n)).toBeLessThan(tolerance);
  const image = multiply(matrix, vectors, n, n, n);
  let residual = 0;
  for (let i = 0; i < n * n; i++) {
    const error = Math.abs(image[i] - vectors[i] * values[i % n]) / size;
    residual = Math.max(residual, error);
  }
  expect(residual).toBeLessThan(tolerance);
  for (let j = 1; j < n; j++) {
    expect(values[j]).toBeLessThanOrEqual(values[j - 1]);
  }
  for (let j = 0; j < n; j++) {
    let chosen = 0;
    for (let i = 0; i < n; i++) {
      const component = vectors[i * n + j];
      if (Math.abs(component) > Math.abs(chosen)) chosen = component;
    }
    expect(chosen).toBeGreaterThan(0);
  }
  return values;
}

function expectValues(
  actual: Float64Array,
  expected: ArrayLike<number>,
  tolerance: number,
): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => {
    expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(tolerance);
  });
}

describe("symmetricEigen", () => {
  it.each([1, 2, 3, 4, 5, 17, 64, 129])(
    "finds a prescribed spectrum, n = %i",
    (n) => {
      const spectrum = Array.from({ length: n }, (_, i) => 1 / (i + 1) - 0.2);
      const values = expectEigen(withSpectrum(spectrum, n), n);
      expectValues(values, spectrum, 1e-14);
    },
  );

  it("copes with a large covariance of low rank", () => {
    const n = 200;
    const rows = 30;
    const x = new NumpyGenerator(8).standardNormals(rows * n);
    const matrix = multiply(transpose(x, rows, n), x, n, rows, n);
    const values = expectEigen(matrix, n);
    expect(values[rows - 1]).toBeGreaterThan(1);
    expectValues(values.slice(rows), new Float64Array(n - rows), 1e-12);
  });

  it("copes with repeated eigenvalues", () => {
    const spectrum = [3, 3, 3, 3, 1, 1, 1, 0, 0, -2, -2];
    const values = expectEigen(withSpectrum(spectrum, 4), spectrum.length);
    expectValues(values, spectrum, 1e-14);
  });

  it("copes with a spectrum over many orders of magnitude", () => {
    const spectrum = Array.from({ length: 60 }, (_, i) => 10 ** (-i / 4));
    const values = expectEigen(withSpectrum(spectrum, 5), 60);
    expectValues(values, spectrum, 1e-15);
  });

  it.each([1e-300, 1e-150, 1e150])("is free of scale at %d", (scale) => {
    const spectrum = [5, 4, 1, -3, -4.5];
    const matrix = withSpectrum(spectrum, 6).map((value) => value * scale);
    const values = expectEigen(matrix, 5);
    expectValues(
      values.map((value) => value / scale),
      spectrum,
      1e-14,
    );
  });

  it("knows the path graph's spectrum 2 cos(pi j / (n + 1))", () => {
    const n = 50;
    const path = new Float64Array(n * n);
    for (let i = 0; i + 1 < n; i++) {
      path[i * n + i + 1] = 1;
      path[(i + 1) * n + i] = 1;
    }
    const expected = Array.from(
      { length: n },
      (_, j) => 2 * Math.cos((Math.PI * (j + 1)) / (n + 1)),
    );
    expectValues(expectEigen(path, n), expected, 1e-14);
  });

  it("leaves diagonal matrices alone but for the order", () => {
    const { values, vectors } = symmetricEigen(diagonalMatrix([1, 3, 2]), 3);
    expect(Array.from(values)).toEqual([3, 2, 1]);
    expect(Array.from(vectors)).toEqual([0, 0, 1, 1, 0, 0, 0, 1, 0]);
  });

  it("takes the identity, zero and the empty matrix", () => {
    expect(symmetricEigen(identity(4), 4).vectors).toEqual(identity(4));
    const zero = symmetricEigen(new Float64Array(9), 3);
    expect(zero.values).toEqual(new Float64Array(3));
    expect(zero.vectors).toEqual(identity(3));
    expect(symmetricEigen(new Float64Array(0), 0).values).toHaveLength(0);
  });

  it("makes the first of equally large components positive", () => {
    // The eigenvector of -1 is (1, -1) / sqrt 2 or its negative.
    const { vectors } = symmetricEigen(Float64Array.of(0, 1, 1, 0), 2);
    expect(Math.abs(vectors[1])).toBe(Math.abs(vectors[3]));
    expect(vectors[1]).toBeGreaterThan(0);
    expect(vectors[3]).toBeLessThan(0);
  });

  it("agrees with LAPACK on the covariance of the fixture", () => {
    const { vectors, cases } = loadFixture("itq");
    const [rows, dim] = vectors.shape;
    const x = Float64Array.from(decode(vectors, "float32"));
    for (let j = 0; j < dim; j++) {
      let sum = 0;
      for (let i = 0; i < rows; i++) sum += x[i * dim + j];
      for (let i = 0; i < rows; i++) x[i * dim + j] -= sum / rows;
    }
    const scatter = multiply(transpose(x, rows, dim), x, dim, rows, dim);
    const actual = symmetricEigen(
      scatter.map((value) => value / (rows - 1)),
      dim,
    );
    const [first] = cases;
    expectValues(actual.values, decode(first.eigenvalues, "float64"), 1e-15);
    const pca = decode(first.pca, "float32");
    pca.forEach((expected, at) => {
      const i = Math.floor(at / first.bits);
      const component = actual.vectors[i * dim + (at % first.bits)];
      expect(Math.abs(component - expected)).toBeLessThan(1e-7);
    });
  });

  it("rejects what is not square or not finite", () => {
    expect(() => symmetricEigen(new Float64Array(6), 3)).toThrow(
      "3 x 3 = 9 entries, got 6",
    );
    expect(() => symmetricEigen(Float64Array.of(1, 2, NaN, 1), 2)).toThrow(
      "got NaN in row 1, column 0",
    );
  });
});
