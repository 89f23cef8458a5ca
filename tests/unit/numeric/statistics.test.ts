import { describe, expect, it } from "vitest";
import {
  clusterWilson,
  effectiveTrials,
  mean,
  quantile,
  wilsonInterval,
} from "../../../src/numeric/statistics";

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

describe("effectiveTrials", () => {
  it("divides by the design effect", () => {
    // p = 0.5, s^2 = 1/3, deff = (1/3 * 10) / 0.25.
    const extremes = Float64Array.of(0, 1, 0, 1);
    expect(effectiveTrials(extremes, 10)).toBeCloseTo(3, 12);
  });

  it("never counts more trials than there are hits", () => {
    const even = Float64Array.of(0.5, 0.5, 0.5, 0.6);
    expect(effectiveTrials(even, 10)).toBe(40);
  });

  it.each([
    ["all found", [1, 1, 1]],
    ["none found", [0, 0, 0]],
    ["no spread", [0.5, 0.5, 0.5]],
  ])("assumes a design effect of 2.5 with %s", (_, recalls) => {
    expect(effectiveTrials(Float64Array.from(recalls), 10)).toBe(12);
  });

  it("assumes it for a single query, too", () => {
    expect(effectiveTrials(Float64Array.of(0.7), 10)).toBe(4);
  });
});

describe("clusterWilson", () => {
  it("is the Wilson interval of the mean on the effective trials", () => {
    const recalls = Float64Array.of(0.9, 1, 0.4, 0.8, 1, 1);
    const actual = clusterWilson(recalls, 10);
    expect(actual.mean).toBeCloseTo(0.85, 12);
    const trials = effectiveTrials(recalls, 10);
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

  it("accepts a mean that rounding put above 1", () => {
    const recalls = new Float64Array(3).fill(1 + 2 ** -52);
    expect(clusterWilson(recalls, 10).mean).toBe(1);
  });

  it("rejects no queries", () => {
    expect(() => clusterWilson(new Float64Array(0), 10)).toThrow(RangeError);
  });
});
