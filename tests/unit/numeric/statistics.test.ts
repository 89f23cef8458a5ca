import { describe, expect, it } from "vitest";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import {
  clusterWilson,
  designEffect,
  mean,
  quantile,
  queriesThatTell,
  weightedQuantile,
  wilsonInterval,
} from "../../../src/numeric/statistics";

/** scipy.stats.norm.ppf(0.975). */
const Z = 1.959963984540054;

describe("mean", () => {
  it("averages", () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(mean(Float64Array.of(0.25))).toBe(0.25);
    expect(() => mean([])).toThrow(RangeError);
  });
});

describe("quantile", () => {
  // Expected values: numpy.percentile(values, 100 p).
  it.each([
    [[3, 1, 2, 4], 0, 1],
    [[3, 1, 2, 4], 1, 4],
    [[3, 1, 2, 4], 0.5, 2.5],
    [[3, 1, 2, 4], 0.95, 3.8499999999999996],
    [[1, 2, 3, 4], 0.95, 3.8499999999999996],
    [[7], 0.3, 7],
    [[0, 0.1, 0.7], 0.95, 0.6399999999999999],
  ])("of %j at %d is %d", (values, p, expected) => {
    expect(quantile(Float64Array.from(values), p)).toBe(expected);
  });

  it("leaves its input as it was", () => {
    const values = Float64Array.of(3, 1, 2);
    quantile(values, 0.5);
    expect(Array.from(values)).toEqual([3, 1, 2]);
  });

  it("rejects no values and impossible p", () => {
    expect(() => quantile(new Float64Array(0), 0.5)).toThrow(RangeError);
    expect(() => quantile(Float64Array.of(1), 1.1)).toThrow(/1\.1/);
    expect(() => quantile(Float64Array.of(1), NaN)).toThrow(RangeError);
  });
});

describe("weightedQuantile", () => {
  it("is the quantile of the values written out", () => {
    const random = new NumpyGenerator(8);
    for (let run = 0; run < 200; run++) {
      const size = 1 + random.integers(12);
      const sorted = Float64Array.from({ length: size }, () =>
        random.integers(9),
      ).sort();
      const weights = Array.from({ length: size }, () => random.integers(4));
      weights[random.integers(size)] = 1 + random.integers(3);
      const all = weights.flatMap((weight, i) =>
        new Array<number>(weight).fill(sorted[i]),
      );
      for (const p of [0, 0.3, 0.5, 0.95, 1])
        expect(weightedQuantile(sorted, (i) => weights[i], p)).toBe(
          quantile(Float64Array.from(all), p),
        );
    }
  });
});

describe("wilsonInterval", () => {
  it.each([
    [0.9, 10],
    [0.5, 100],
    [0.03, 412.5],
    [0.999, 7.25],
  ])("bounds are where the score test of %d in %d trials tips", (p, trials) => {
    const { low, high } = wilsonInterval(p, trials);
    for (const bound of [low, high]) {
      const error = Math.sqrt((bound * (1 - bound)) / trials);
      expect(Math.abs(p - bound) / error).toBeCloseTo(Z, 9);
    }
    expect(low).toBeLessThan(p);
    expect(high).toBeGreaterThan(p);
  });

  it("stays inside [0, 1] and contains the proportion at the ends", () => {
    const none = wilsonInterval(0, 30);
    expect(none.low).toBe(0);
    expect(none.high).toBeCloseTo((Z * Z) / (30 + Z * Z), 12);
    const all = wilsonInterval(1, 30);
    expect(all.high).toBe(1);
    expect(all.low).toBeCloseTo(30 / (30 + Z * Z), 12);
  });

  it("knows nothing without trials", () => {
    expect(wilsonInterval(0.4, 0)).toEqual({ low: 0, high: 1 });
  });

  it("takes another confidence", () => {
    const wide = wilsonInterval(0.4, 50, 3);
    const narrow = wilsonInterval(0.4, 50, 1);
    expect(wide.low).toBeLessThan(narrow.low);
    expect(wide.high).toBeGreaterThan(narrow.high);
  });

  it("rejects what is no proportion", () => {
    expect(() => wilsonInterval(1.2, 10)).toThrow(/1\.2/);
    expect(() => wilsonInterval(NaN, 10)).toThrow(RangeError);
    expect(() => wilsonInterval(0.5, -1)).toThrow(RangeError);
  });
});

describe("designEffect", () => {
  it("is the sample's where many outcomes tell, and tends to 2.5 where few do", () => {
    // p = 0.5, s^2 = 1/3, deff = (1/3 * 10) / 0.25 from 20 misses; 2 outcomes say 2.5.
    const extremes = Float64Array.of(0, 1, 0, 1);
    expect(designEffect(extremes, 10)).toBeCloseTo(
      (20 * (40 / 3) + 2 * 2.5) / 22,
      12,
    );
    // One miss of 1,000: s^2 = 1e-4, deff = 1e-3 / (0.001 * 0.999).
    const oneMiss = new Float64Array(100).fill(1);
    oneMiss[7] = 0.9;
    expect(designEffect(oneMiss, 10)).toBeCloseTo((1 / 0.999 + 2 * 2.5) / 3, 9);
  });

  it("never counts more trials than there are hits", () => {
    const even = Float64Array.from(
      { length: 40 },
      (_, i) => 0.5 + (i % 2) / 10,
    );
    expect(designEffect(even, 10)).toBe(1);
  });

  it.each([
    ["all found", [1, 1, 1]],
    ["none found", [0, 0, 0]],
    ["no spread", [0.5, 0.5, 0.5]],
    ["no spread but rounding", [0.1 + 0.2, 0.3, 0.3]],
    ["a single query", [0.7]],
  ])("is 2.5 with %s", (_, recalls) => {
    expect(designEffect(Float64Array.from(recalls), 10)).toBe(2.5);
  });
});

describe("queriesThatTell", () => {
  it("counts the queries with a miss, or those with a hit if they are fewer", () => {
    expect(queriesThatTell(Float64Array.of(1, 0.9, 1 - 1e-12, 0))).toBe(2);
    expect(queriesThatTell(Float64Array.of(0, 0, 0.3, 0))).toBe(1);
    expect(queriesThatTell(Float64Array.of(1, 1))).toBe(0);
  });
});

describe("clusterWilson", () => {
  it("is the Wilson interval of the mean on the effective trials", () => {
    const recalls = Float64Array.of(0.9, 1, 0.4, 0.8, 1, 1);
    const actual = clusterWilson(recalls, 10);
    expect(actual.mean).toBeCloseTo(0.85, 12);
    const trials = 60 / designEffect(recalls, 10);
    expect(actual).toEqual({
      mean: actual.mean,
      ...wilsonInterval(actual.mean, trials),
    });
  });

  it("is wider than if the hits of a query were independent", () => {
    const recalls = Float64Array.of(1, 1, 0, 1, 0, 1);
    const { low, high } = clusterWilson(recalls, 10);
    const independent = wilsonInterval(mean(recalls), 60);
    expect(low).toBeLessThan(independent.low);
    expect(high).toBeGreaterThan(independent.high);
  });

  it("does not take the rounding of equal recalls for their variance", () => {
    // 60 queries that each find one of 100: Wilson's bounds of 0.01 in 2,400 trials.
    const { low, high } = clusterWilson(new Float64Array(60).fill(0.01), 100);
    expect(low).toBeCloseTo(0.00673, 5);
    expect(high).toBeCloseTo(0.01484, 5);
  });

  it("accepts a mean that rounding put above 1", () => {
    const recalls = new Float64Array(3).fill(1 + 2 ** -52);
    expect(clusterWilson(recalls, 10).mean).toBe(1);
  });

  it("rejects no queries", () => {
    expect(() => clusterWilson(new Float64Array(0), 10)).toThrow(RangeError);
  });
});
