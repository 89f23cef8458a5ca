import { describe, expect, it } from "vitest";
import {
  identity,
  multiply,
  orthogonalityError,
  transpose,
} from "../../../src/numeric/matrix";
import { polarFactor, qFactor } from "../../../src/numeric/orthogonal";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import { decode, loadFixture } from "../../fixtures/load";

function normals(n: number, seed: number): Float64Array {
  return new NumpyGenerator(seed).standardNormals(n * n);
}

/** U diag(spectrum) V' with known polar factor U V'. */
function withSingularValues(spectrum: number[], seed: number) {
  const n = spectrum.length;
  const u = qFactor(normals(n, seed), n);
  const v = qFactor(normals(n, seed + 1), n);
  const scaled = u.map((value, i) => value * spectrum[i % n]);
  const vt = transpose(v, n, n);
  return {
    matrix: multiply(scaled, vt, n, n, n),
    polar: multiply(u, vt, n, n, n),
  };
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), 0);
}

/** Q'M, which is symmetric positive semidefinite if Q is M's polar factor. */
function expectPolar(q: Float64Array, m: Float64Array, n: number): void {
  expect(orthogonalityError(q, n)).toBeLessThan(2e-14);
  const h = multiply(transpose(q, n, n), m, n, n, n);
  const size = m.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-300);
  const skew = largestDifference(h, transpose(h, n, n)) / size;
  expect(skew).toBeLessThan(1e-12);
}

describe("qFactor", () => {
  it.each([1, 2, 3, 8, 33, 100])("is orthogonal with QR = A, n = %i", (n) => {
    const a = normals(n, n);
    const before = a.slice();
    const q = qFactor(a, n);
    expect(a).toEqual(before);
    expect(orthogonalityError(q, n)).toBeLessThan(1e-14);
    const r = multiply(transpose(q, n, n), a, n, n, n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        expect(Math.abs(r[i * n + j])).toBeLessThan(1e-13);
      }
    }
  });

  it("has LAPACK's signs: numpy.linalg.qr of a small matrix", () => {
    const a = Float64Array.of(4, 1, -2, 2, -3, 0, 4, 5, 6);
    // numpy.linalg.qr(a.reshape(3, 3))[0]
    const expected = Float64Array.of(
      -0.6666666666666667,
      -0.1961161351381841,
      -0.7190924955066748,
      -0.33333333333333337,
      -0.7844645405527361,
      0.5229763603684908,
      -0.6666666666666667,
      0.5883484054145521,
      0.45760431532242934,
    );
    expect(largestDifference(qFactor(a, 3), expected)).toBeLessThan(1e-15);
  });

  it("leaves a triangular matrix's basis alone", () => {
    expect(qFactor(Float64Array.of(-2, 5, 0, -3), 2)).toEqual(identity(2));
    expect(Array.from(qFactor(Float64Array.of(-7), 1))).toEqual([1]);
  });

  it("stays orthogonal for singular and for tiny matrices", () => {
    expect(qFactor(new Float64Array(16), 4)).toEqual(identity(4));
    const ones = new Float64Array(25).fill(1);
    expect(orthogonalityError(qFactor(ones, 5), 5)).toBeLessThan(1e-14);
    const tiny = normals(6, 1).map((value) => value * 1e-250);
    expect(orthogonalityError(qFactor(tiny, 6), 6)).toBeLessThan(1e-14);
  });

  it("rejects what is not square or not finite", () => {
    expect(() => qFactor(new Float64Array(5), 2)).toThrow(RangeError);
    expect(() => qFactor(Float64Array.of(Infinity), 1)).toThrow(RangeError);
  });
});

describe("polarFactor", () => {
  it.each([1, 2, 3, 16, 65])("finds U V' of U S V', n = %i", (n) => {
    const spectrum = Array.from({ length: n }, (_, i) => 1 / Math.sqrt(i + 1));
    const { matrix, polar } = withSingularValues(spectrum, n);
    const before = matrix.slice();
    const q = polarFactor(matrix, n);
    expect(matrix).toEqual(before);
    expectPolar(q, matrix, n);
    expect(largestDifference(q, polar)).toBeLessThan(1e-14);
  });

  it("stays accurate where M'M has lost the small singular values", () => {
    // Condition 1e9: squared, it is beyond f64. What is lost is what the
    // problem itself loses, about condition times rounding.
    const spectrum = Array.from({ length: 28 }, (_, i) => 10 ** (-i / 3));
    const { matrix, polar } = withSingularValues(spectrum, 3);
    const q = polarFactor(matrix, 28);
    expectPolar(q, matrix, 28);
    expect(largestDifference(q, polar)).toBeLessThan(1e9 * 1e-15);
  });

  it.each([1e-200, 1e200])("is free of scale at %d", (scale) => {
    const { matrix, polar } = withSingularValues([3, 2, 1, 0.5], 9);
    const q = polarFactor(
      matrix.map((value) => value * scale),
      4,
    );
    expect(largestDifference(q, polar)).toBeLessThan(1e-14);
  });

  it("returns an orthogonal matrix unchanged, reflections too", () => {
    const q = qFactor(normals(20, 2), 20);
    expect(largestDifference(polarFactor(q, 20), q)).toBeLessThan(1e-14);
    const reflection = Float64Array.of(0, 1, 1, 0);
    expect(
      largestDifference(polarFactor(reflection, 2), reflection),
    ).toBeLessThan(1e-15);
  });

  it.each([
    ["zero", new Float64Array(25)],
    ["rank one", new Float64Array(25).fill(1)],
    ["a zero column", normals(5, 1).map((x, i) => (i % 5 === 2 ? 0 : x))],
    ["a zero row", normals(5, 1).map((x, i) => (i < 5 ? 0 : x))],
    ["equal columns", normals(5, 4).map((x, i, m) => (i % 5 ? x : m[i + 1]))],
  ])("is an orthogonal solution for a singular matrix: %s", (_, matrix) => {
    expectPolar(polarFactor(matrix, 5), matrix, 5);
  });

  it("is numpy's Procrustes solution in the ITQ loop", () => {
    const fixture = loadFixture("itq");
    const [rows, dim] = fixture.vectors.shape;
    const x = decode(fixture.vectors, "float32");
    for (const stored of fixture.cases) {
      const { bits } = stored;
      const mean = decode(stored.mean, "float32");
      const centred = Float64Array.from(x, (value, i) => value - mean[i % dim]);
      const pca = Float64Array.from(decode(stored.pca, "float32"));
      const v = multiply(centred, pca, rows, dim, bits);
      const vt = transpose(v, rows, bits);
      let rotation = Float64Array.from(
        decode(stored.initialRotation, "float32"),
      );
      for (let iteration = 1; iteration <= 50; iteration++) {
        const z = multiply(v, rotation, rows, bits, bits);
        const signs = z.map((value) => (value >= 0 ? 1 : -1));
        const next = multiply(vt, signs, bits, rows, bits);
        rotation = Float64Array.from(polarFactor(next, bits));
        if (iteration === 1 || iteration === 5 || iteration === 50) {
          const expected = decode(stored.rotations[iteration], "float64");
          expect(largestDifference(rotation, expected)).toBeLessThan(1e-12);
        }
      }
    }
  });

  it("rejects what is not square or not finite", () => {
    expect(() => polarFactor(new Float64Array(5), 2)).toThrow(RangeError);
    expect(() => polarFactor(Float64Array.of(NaN), 1)).toThrow(/NaN/);
  });
});
