import { describe, expect, it } from "vitest";
import {
  checkBits,
  checkTextCount,
  checkVectors,
  normaliseRows,
} from "../../../src/data/checkVectors";
import { catchDataError } from "./catchDataError";

function matrix(rows: number, dim: number, ...values: number[]) {
  return { data: Float32Array.from(values), rows, dim };
}

describe("checkVectors", () => {
  it("reports the range of the norms", () => {
    expect(checkVectors(matrix(2, 2, 3, 4, 0, 0.5), "a.npy")).toEqual({
      rows: 2,
      dim: 2,
      minNorm: 0.5,
      maxNorm: 5,
      normalised: false,
    });
  });

  it.each([
    [1, true],
    [1.0099, true],
    [0.9901, true],
    [1.0101, false],
    [0.9899, false],
  ])("calls norm %d normalised: %s", (norm, normalised) => {
    const check = checkVectors(matrix(2, 2, 0, 1, norm, 0), "a.npy");
    expect(check.normalised).toBe(normalised);
  });

  it.each([
    [0, 3],
    [3, 0],
  ])("refuses shape %d x %d", (rows, dim) => {
    const error = catchDataError(() => checkVectors(matrix(rows, dim), "a"));
    expect(error.code).toBe("empty");
    expect(error.message).toContain(`${rows} rows of ${dim}`);
  });

  it.each([NaN, Infinity, -Infinity])("names row and column of %d", (value) => {
    const error = catchDataError(() =>
      checkVectors(matrix(3, 2, 1, 0, 1, value, NaN, 0), "v.npy"),
    );
    expect(error.code).toBe("non-finite");
    expect(error.message).toContain(`v.npy has ${value} in row 1, column 1 `);
  });

  it("does not take large or tiny finite rows for wrong ones", () => {
    const check = checkVectors(matrix(2, 2, 3e38, 3e38, 1e-45, 0), "a.npy");
    expect(check.maxNorm).toBeCloseTo(Math.SQRT2 * 3e38, -32);
    expect(check.minNorm).toBeGreaterThan(0);
  });

  it("counts rows of zeros and names the first", () => {
    const error = catchDataError(() =>
      checkVectors(matrix(4, 2, 1, 0, 0, 0, 0, 1, 0, -0), "v.npy"),
    );
    expect(error.code).toBe("zero-rows");
    expect(error.message).toMatch(/2 of 4 rows .* row 1 \(counting from 0\)/);
  });

  it("takes a wrong length for a mistake of the caller", () => {
    expect(() => checkVectors(matrix(2, 2, 1), "a")).toThrow(RangeError);
  });
});

describe("normaliseRows", () => {
  it("scales each row and leaves its input alone", () => {
    const data = Float32Array.of(3, 4, 0, -2e-30);
    expect(normaliseRows(data, 2, 2)).toEqual(Float32Array.of(0.6, 0.8, 0, -1));
    expect(data[0]).toBe(3);
  });

  it("refuses a row without direction", () => {
    expect(() => normaliseRows(Float32Array.of(1, 0), 2, 1)).toThrow(
      /row 1 has norm 0/,
    );
  });
});

describe("checkTextCount", () => {
  it("accepts one text for each vector", () => {
    expect(() => {
      checkTextCount(2, ["a", "b"], "v.npy", "t.txt");
    }).not.toThrow();
  });

  it.each([
    [1, /differ by one/],
    [5, /same order/],
  ])("names both numbers for %d vectors", (rows, hint) => {
    const error = catchDataError(() => {
      checkTextCount(rows, ["a", "b"], "v.npy", "t.txt");
    });
    expect(error.code).toBe("text-count");
    expect(error.fileName).toBe("t.txt");
    expect(error.message).toBe(
      `t.txt has 2 texts, but v.npy has ${rows} vectors.`,
    );
    expect(error.hint).toMatch(hint);
  });
});

describe("checkBits", () => {
  it("accepts as many bits as rows and dimensions", () => {
    expect(() => {
      checkBits(128, 128, 128, "v.npy");
    }).not.toThrow();
  });

  it("names the numbers when rows or dimensions are too few", () => {
    const fewRows = catchDataError(() => {
      checkBits(127, 384, 128, "v.npy");
    });
    expect(fewRows.code).toBe("too-few-rows");
    expect(fewRows.message).toBe(
      "v.npy has 127 rows to fit on; 128 bits need at least 128.",
    );
    const fewDimensions = catchDataError(() => {
      checkBits(1000, 64, 128, "v.npy");
    });
    expect(fewDimensions.code).toBe("too-few-dimensions");
    expect(fewDimensions.message).toContain("64 dimensions; 128 bits");
  });
});
