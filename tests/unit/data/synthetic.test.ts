import { describe, expect, it } from "vitest";
import { checkVectors } from "../../../src/data/checkVectors";
import {
  makeSynthetic,
  makeSyntheticInSteps,
} from "../../../src/data/synthetic";
import { symmetricEigen } from "../../../src/numeric/eigen";
import { catchDataError } from "./catchDataError";
import type { SyntheticSpec } from "../../../src/model/synthetic";

function meanOf({ data, rows, dim }: ReturnType<typeof makeSynthetic>) {
  const mean = new Float64Array(dim);
  data.forEach((value, index) => (mean[index % dim] += value / rows));
  return mean;
}

function normOf(values: Float64Array): number {
  return Math.hypot(...values);
}

function cosine(data: Float32Array, dim: number, a: number, b: number) {
  let sum = 0;
  for (let j = 0; j < dim; j++) sum += data[a * dim + j] * data[b * dim + j];
  return sum;
}

describe("makeSynthetic", () => {
  it("gives unit rows of the size asked for", () => {
    const matrix = makeSynthetic({ n: 300, dim: 48 });
    const check = checkVectors(matrix, "synthetic");
    expect(check).toMatchObject({ rows: 300, dim: 48, normalised: true });
    expect(Math.abs(check.minNorm - 1)).toBeLessThan(1e-6);
    expect(Math.abs(check.maxNorm - 1)).toBeLessThan(1e-6);
  });

  it("depends on the specification alone", () => {
    const spec = { n: 20, dim: 7, clusters: 3, seed: 5 };
    expect(makeSynthetic(spec)).toEqual(makeSynthetic(spec));
    const reseeded = makeSynthetic({ ...spec, seed: 6 });
    expect(reseeded.data).not.toEqual(makeSynthetic(spec).data);
    expect(makeSynthetic({ n: 20, dim: 7 })).toEqual(
      makeSynthetic({
        n: 20,
        dim: 7,
        clusters: 20,
        seed: 42,
        spread: 0.7,
        meanShift: 0.75,
        anisotropy: 0.7,
        intrinsicDim: 7,
      }),
    );
  });

  it("varies in `intrinsicDim` directions, as unequal as `anisotropy` says", () => {
    const varianceAlongAxes = (spec: SyntheticSpec) => {
      const matrix = makeSynthetic({ ...spec, meanShift: 0, spread: 1 });
      const { data, rows, dim } = matrix;
      const mean = meanOf(matrix);
      const covariance = new Float64Array(dim * dim);
      for (let row = 0; row < rows; row++)
        for (let i = 0; i < dim; i++)
          for (let j = 0; j < dim; j++)
            covariance[i * dim + j] +=
              ((data[row * dim + i] - mean[i]) *
                (data[row * dim + j] - mean[j])) /
              rows;
      return [...symmetricEigen(covariance, dim).values].sort((a, b) => b - a);
    };
    const shape = { n: 4000, dim: 24, clusters: 1 };
    const narrow = varianceAlongAxes({ ...shape, intrinsicDim: 5 });
    expect(narrow[4]).toBeGreaterThan(0.01);
    expect(narrow[5]).toBeLessThan(1e-9);
    const even = varianceAlongAxes({ ...shape, anisotropy: 0 });
    expect(even[0] / even[23]).toBeLessThan(1.5);
    const steep = varianceAlongAxes({ ...shape, anisotropy: 2 });
    // The second direction has a quarter of the first one's variance.
    expect(steep[1] / steep[0]).toBeGreaterThan(0.17);
    expect(steep[1] / steep[0]).toBeLessThan(0.45);
  });

  it("has the mean that meanShift promises", () => {
    const shape = { n: 2000, dim: 64, clusters: 200 };
    const centred = normOf(meanOf(makeSynthetic({ ...shape, meanShift: 0 })));
    const shifted = normOf(meanOf(makeSynthetic({ ...shape, meanShift: 2 })));
    expect(centred).toBeLessThan(0.15);
    expect(Math.abs(shifted - 2 / Math.sqrt(5))).toBeLessThan(0.03);
  });

  it("has no more than `clusters` different rows without spread", () => {
    const { data, rows, dim } = makeSynthetic({
      n: 200,
      dim: 10,
      clusters: 4,
      spread: 0,
    });
    const distinct = new Set<string>();
    for (let row = 0; row < rows; row++) {
      distinct.add(data.subarray(row * dim, (row + 1) * dim).join());
    }
    expect(distinct.size).toBe(4);
  });

  it("gathers rows in clusters unless spread is 1", () => {
    const shape = { n: 400, dim: 128, clusters: 8, meanShift: 0 };
    function meanNearestCosine(spread: number): number {
      const { data, dim } = makeSynthetic({ ...shape, spread });
      let sum = 0;
      for (let a = 0; a < 50; a++) {
        let nearest = -1;
        for (let b = 0; b < shape.n; b++) {
          if (b !== a) nearest = Math.max(nearest, cosine(data, dim, a, b));
        }
        sum += nearest / 50;
      }
      return sum;
    }
    expect(meanNearestCosine(0.3)).toBeGreaterThan(0.9);
    expect(meanNearestCosine(1)).toBeLessThan(0.6);
  });

  it("has a decaying spectrum that no single coordinate carries", () => {
    const dim = 64;
    const { data, rows } = makeSynthetic({
      n: 4000,
      dim,
      clusters: 1,
      spread: 1,
      meanShift: 0,
    });
    // For unit rows with a flat spectrum the mean squared cosine of a pair would be 1 / dim.
    let squaredCosine = 0;
    for (let row = 0; row < rows; row += 2) {
      squaredCosine += cosine(data, dim, row, row + 1) ** 2 / (rows / 2);
    }
    expect(squaredCosine).toBeGreaterThan(1.5 / dim);
    const variances = new Float64Array(dim);
    data.forEach((value, index) => (variances[index % dim] += value ** 2));
    // Along the principal directions the largest variance is 64^0.7 = 18 times the smallest.
    expect(Math.max(...variances) / Math.min(...variances)).toBeLessThan(3);
  });

  it("works at the smallest size", () => {
    const matrix = makeSynthetic({ n: 2, dim: 2, clusters: 1, meanShift: 0 });
    expect(checkVectors(matrix, "synthetic").normalised).toBe(true);
  });

  it.each<[SyntheticSpec, string]>([
    [{ n: 1, dim: 8 }, "n (rows) is 1"],
    [{ n: 2_000_001, dim: 8 }, "n (rows) is 2000001"],
    [{ n: 2.5, dim: 8 }, "n (rows) is 2.5"],
    [{ n: 10, dim: 1 }, "dim is 1"],
    [{ n: 10, dim: 4097 }, "dim is 4097"],
    [{ n: 10, dim: 8, clusters: 0 }, "clusters is 0"],
    [{ n: 10, dim: 8, clusters: 11 }, "clusters is 11"],
    [{ n: 10, dim: 8, seed: -1 }, "seed is -1"],
    [{ n: 10, dim: 8, spread: 1.1 }, "spread is 1.1"],
    [{ n: 10, dim: 8, spread: NaN }, "spread is NaN"],
    [{ n: 10, dim: 8, meanShift: -0.1 }, "meanShift is -0.1"],
  ])("refuses %j", (spec, message) => {
    const error = catchDataError(() => makeSynthetic(spec));
    expect(error.code).toBe("bad-synthetic");
    expect(error.message).toContain(message);
  });

  it("refuses what does not fit into memory, with the rows that would", () => {
    const error = catchDataError(() =>
      makeSynthetic({ n: 2_000_000, dim: 1024 }),
    );
    expect(error.code).toBe("too-large");
    expect(error.hint).toContain("524288 rows");
  });
});

describe("makeSyntheticInSteps", () => {
  it("gives the same rows, reports them, and stops when told to", async () => {
    const spec = { n: 1300, dim: 6, seed: 3 };
    const reports: [number, number][] = [];
    const matrix = await makeSyntheticInSteps(spec, async (done, total) => {
      reports.push([done, total]);
    });
    expect(matrix).toEqual(makeSynthetic(spec));
    expect(reports).toEqual([
      [512, 1300],
      [1024, 1300],
    ]);
    const stopped = makeSyntheticInSteps(spec, () =>
      Promise.reject(new Error("stop")),
    );
    await expect(stopped).rejects.toThrow("stop");
  });
});
