import { describe, expect, it } from "vitest";
import {
  identity,
  multiply,
  orthogonalityError,
  requireMatrix,
  transpose,
} from "../../../src/numeric/matrix";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import { addScaled, dot, norm, rotate } from "../../../src/numeric/vector";

describe("multiply", () => {
  it.each([
    [1, 1, 1],
    [2, 3, 4],
    [5, 4, 1],
    [3, 7, 6],
    [1, 9, 5],
    [8, 16, 3],
  ])(
    "(%i x %i) by (... x %i) is the sum of products",
    (rows, inner, columns) => {
      const rng = new NumpyGenerator(rows * 100 + inner);
      // Small integers, so that any order of summation is exact.
      const entries = (count: number) =>
        Float64Array.from({ length: count }, () => rng.integers(19) - 9);
      const a = entries(rows * inner);
      const b = entries(inner * columns);
      const product = multiply(a, b, rows, inner, columns);
      expect(product).toHaveLength(rows * columns);
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
          let expected = 0;
          for (let k = 0; k < inner; k++) {
            expected += a[i * inner + k] * b[k * columns + j];
          }
          expect(product[i * columns + j]).toBe(expected);
        }
      }
    },
  );

  it("gives zeros without inner entries, and nothing without rows", () => {
    const none = new Float64Array(0);
    expect(multiply(none, none, 2, 0, 2)).toEqual(new Float64Array(4));
    expect(multiply(none, Float64Array.of(1), 0, 1, 1)).toHaveLength(0);
  });

  it("rejects arrays that do not fit", () => {
    const a = new Float64Array(6);
    expect(() => multiply(a, a, 2, 3, 3)).toThrow(
      "cannot multiply 2 x 3 by 3 x 3: the arrays hold 6 and 6 entries",
    );
  });
});

describe("transpose", () => {
  it("exchanges rows and columns", () => {
    const a = Float64Array.of(1, 2, 3, 4, 5, 6);
    expect(Array.from(transpose(a, 2, 3))).toEqual([1, 4, 2, 5, 3, 6]);
    expect(transpose(transpose(a, 2, 3), 3, 2)).toEqual(a);
  });
});

describe("orthogonalityError", () => {
  it("is zero for the identity and for no matrix", () => {
    expect(orthogonalityError(identity(5), 5)).toBe(0);
    expect(orthogonalityError(new Float64Array(0), 0)).toBe(0);
  });

  it("is the largest deviation of Q'Q", () => {
    expect(orthogonalityError(Float64Array.of(1, 0.5, 0, 1), 2)).toBe(0.5);
    expect(orthogonalityError(Float64Array.of(2, 0, 0, 1), 2)).toBe(3);
  });

  it("does not hide NaN", () => {
    expect(orthogonalityError(Float64Array.of(NaN, 0, 0, 1), 2)).toBeNaN();
  });
});

describe("requireMatrix", () => {
  it("names the shape or the entry that is wrong", () => {
    const a = Float64Array.of(1, 2, 3, 4, Infinity, 6);
    expect(() => requireMatrix("A", a, 2, 2)).toThrow(
      "2 x 2 = 4 entries, got 6",
    );
    expect(() => requireMatrix("A", a, 2, 3)).toThrow(
      "A must be finite, got Infinity in row 1, column 1",
    );
  });
});

describe("vector loops", () => {
  const values = Float64Array.from({ length: 20 }, (_, i) => i + 1);

  it.each([0, 1, 3, 4, 5, 8, 11])("dot over %i entries", (length) => {
    let expected = 0;
    for (let i = 0; i < length; i++) expected += (3 + i) * (6 + i);
    expect(dot(values, 2, values, 5, length)).toBe(expected);
  });

  it("addScaled touches its stretch only", () => {
    const target = new Float64Array(5).fill(1);
    addScaled(target, 1, 10, values, 4, 3);
    expect(Array.from(target)).toEqual([1, 51, 61, 71, 1]);
  });

  it("rotate turns pairs by the angle", () => {
    const pair = Float64Array.of(1, 2, 9, 3, 4);
    rotate(pair, 0, 3, 2, 0, 1);
    expect(Array.from(pair)).toEqual([3, 4, 9, -1, -2]);
  });

  it("norm neither overflows nor underflows", () => {
    expect(norm(Float64Array.of(9, 3e200, 4e200), 1, 2)).toBeCloseTo(
      5e200,
      -188,
    );
    expect(norm(Float64Array.of(3e-200, 4e-200), 0, 2) / 5e-200).toBeCloseTo(
      1,
      14,
    );
    expect(norm(values, 0, 0)).toBe(0);
  });
});
