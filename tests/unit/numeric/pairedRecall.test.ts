import { describe, expect, test } from "vitest";
import { recallDifference } from "../../../src/numeric/pairedRecall";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import { clusterWilson } from "../../../src/numeric/statistics";

const K = 10;
const QUERIES = 100;
const Z2 = 1.959963984540054 ** 2;

/** Recalls of one query by two runs: whoever loses, loses some in both. */
function population(lossy: number, size: number) {
  const random = new NumpyGenerator(4);
  const a = new Float64Array(size);
  const b = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const isLossy = random.random() < lossy;
    const shared = isLossy ? random.integers(4) : 0;
    a[i] = 1 - (shared + (isLossy ? random.integers(4) : 0)) / K;
    b[i] = 1 - (shared + (random.random() < lossy ? 1 : 0)) / K;
  }
  return { a, b };
}

const mean = (values: Float64Array) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe("the difference of two recalls", () => {
  test("of runs that find everything is as unsure as each of them", () => {
    const all = new Float64Array(60).fill(1);
    // Wilson's lower end of 1 in 600 / 2.5 trials.
    const reach = Z2 / (240 + Z2);
    const { difference, low, high } = recallDifference(all, all, K);
    expect(difference).toBe(0);
    expect(low).toBeCloseTo(-reach, 12);
    expect(high).toBeCloseTo(reach, 12);
  });

  test("is the third side of a triangle whose angle is the correlation's", () => {
    const { a, b } = population(0.4, QUERIES);
    const [first, second] = [clusterWilson(a, K), clusterWilson(b, K)];
    const [meanA, meanB] = [mean(a), mean(b)];
    const unit = (values: Float64Array, centre: number) => {
      const centred = values.map((value) => value - centre);
      const length = Math.hypot(...centred);
      return centred.map((value) => value / length);
    };
    const unitB = unit(b, meanB);
    const cosine = unit(a, meanA).reduce((sum, x, i) => sum + x * unitB[i], 0);
    const angle = Math.acos(cosine);
    const third = (x: number, y: number) =>
      Math.hypot(x - y * Math.cos(angle), y * Math.sin(angle));
    const { difference, low, high } = recallDifference(a, b, K);
    expect(difference).toBeCloseTo(meanA - meanB, 12);
    expect(low).toBeCloseTo(
      difference - third(meanA - first.low, second.high - meanB),
      12,
    );
    expect(high).toBeCloseTo(
      difference + third(first.high - meanA, meanB - second.low),
      12,
    );
  });

  test.each([0.02, 0.1, 0.5])(
    "covers the truth where a share of %d of the queries loses",
    (lossy) => {
      const all = population(lossy, 20_000);
      const truth = mean(all.a) - mean(all.b);
      const random = new NumpyGenerator(11);
      const draws = 1000;
      let covered = 0;
      for (let draw = 0; draw < draws; draw++) {
        const rows = Array.from({ length: QUERIES }, () =>
          random.integers(all.a.length),
        );
        const { low, high } = recallDifference(
          Float64Array.from(rows, (row) => all.a[row]),
          Float64Array.from(rows, (row) => all.b[row]),
          K,
        );
        if (low <= truth && truth <= high) covered++;
      }
      expect(covered / draws).toBeGreaterThanOrEqual(0.9);
    },
  );

  test("sees what two intervals apart would not", () => {
    const { a } = population(0.5, QUERIES);
    const worse = a.map((value) => Math.max(0, value - 0.02));
    const { low } = recallDifference(a, worse, K);
    expect(low).toBeGreaterThan(0);
    expect(clusterWilson(a, K).low).toBeLessThan(clusterWilson(worse, K).high);
  });

  test("unequal numbers of recalls cannot be paired", () => {
    expect(() =>
      recallDifference(Float64Array.of(1), Float64Array.of(1, 2), K),
    ).toThrow("paired recalls must be equally many and not none: 1 and 2");
  });
});
