import { describe, expect, test } from "vitest";
import {
  firstSurvivingStep,
  surfaceThresholds,
} from "../../../src/search/structure/pivots/knobs";
import {
  type HammingPivots,
  pivotStatistic,
  type RealPivots,
} from "../../../src/search/structure/pivots/rule";

/** Two pivots, three documents, two queries. */
const hamming: HammingPivots = {
  space: "hamming",
  statistic: "max",
  pivots: 2,
  documentDistances: Uint8Array.of(3, 10, 250, 4, 7, 7),
  queryDistances: Uint8Array.of(5, 9, 0, 12),
};

function cosine(documents: number[], queries: number[]): RealPivots {
  return {
    space: "cosine",
    statistic: "max",
    pivots: 1,
    documentDistances: Float32Array.from(documents),
    queryDistances: Float32Array.from(queries),
  };
}

describe("pivotStatistic", () => {
  test("is the largest difference over the pivots, without wrapping", () => {
    expect([0, 1, 2].map((row) => pivotStatistic(hamming, 0, row))).toEqual([
      2, 245, 2,
    ]);
    expect([0, 1, 2].map((row) => pivotStatistic(hamming, 1, row))).toEqual([
      3, 250, 7,
    ]);
  });

  test("rounds cosine differences to f32, as numpy subtracts them", () => {
    const distances = cosine([0.1], [0.7]);
    expect(pivotStatistic(distances, 0, 0)).toBe(
      Math.fround(Math.fround(0.7) - Math.fround(0.1)),
    );
  });
});

describe("surfaceThresholds", () => {
  test("Hamming: every whole number up to the largest statistic", () => {
    const thresholds = surfaceThresholds(hamming, null);
    expect(thresholds).toEqual(Float64Array.from({ length: 251 }, (_, t) => t));
  });

  test("Hamming: a single threshold where all distances are equal", () => {
    const same: HammingPivots = {
      ...hamming,
      documentDistances: Uint8Array.of(1, 2, 1, 2, 1, 2),
      queryDistances: Uint8Array.of(1, 2, 1, 2),
    };
    expect(surfaceThresholds(same, null)).toEqual(Float64Array.of(0));
  });

  test("cosine: up to the first threshold above the largest statistic", () => {
    const distances = cosine([0, 0.25], [0.125]);
    const grid = Float64Array.of(0, 0.1, 0.2, 0.3);
    expect(surfaceThresholds(distances, grid)).toEqual(
      Float64Array.of(0, 0.1, 0.2),
    );
  });

  test("cosine: infinity where the grid ends before everything is kept", () => {
    const distances = cosine([0, 1], [0.25]);
    const grid = Float64Array.of(0, 0.5, 0.75);
    // Strict: a statistic of 0.75 is not below the threshold 0.75.
    expect(surfaceThresholds(distances, grid)).toEqual(
      Float64Array.of(0, 0.5, 0.75, Infinity),
    );
  });
});

describe("firstSurvivingStep", () => {
  test("Hamming keeps a statistic equal to the threshold", () => {
    expect(firstSurvivingStep(hamming, null, 17)).toBe(17);
  });

  test.each([
    [0, 1],
    [Math.fround(0.1), 2],
    [Math.fround(0.15), 2],
    [Math.fround(0.3), 4],
    [0.9, 4],
  ])(
    "cosine is strict: a statistic of %d survives first at step %d",
    (m, s) => {
      const grid = Float64Array.of(0, 0.1, 0.2, 0.3);
      expect(firstSurvivingStep(cosine([0], [0]), grid, m)).toBe(s);
    },
  );

  test("cosine compares with the threshold rounded to f32", () => {
    // 0.7 rounds down: in f64 the f32 number nearest to it would be below it.
    const nearest = Math.fround(0.7);
    expect(nearest).toBeLessThan(0.7);
    const grid = Float64Array.of(0.7, 0.8);
    expect(firstSurvivingStep(cosine([0], [0]), grid, nearest)).toBe(1);
  });
});
