import { en } from "../../../src/words/en/en";
import { describe, expect, test } from "vitest";
import {
  nearestReductionIndex,
  nearestThresholdIndex,
  rowsToDraw,
  sliderScale,
  thresholdRows,
  unfilteredRow,
} from "../../../src/model/curve";
import { deriveFunnel } from "../../../src/model/funnel";
import { derivePayoff } from "../../../src/model/payoff";
import { deriveSetting } from "../../../src/model/setting";
import { makeCurve, makeRow, makeView } from "./viewFixture";

function words(text: string): string {
  return text.replaceAll("\u00a0", " ");
}

describe("the curve", () => {
  const rows = thresholdRows(makeCurve());

  test("leaves out the row without a filter and keeps its identity", () => {
    const curve = makeCurve();
    expect(thresholdRows(curve).map((row) => row.threshold)).toEqual([
      10, 20, 30,
    ]);
    expect(thresholdRows(curve)).toBe(thresholdRows(curve));
    expect(unfilteredRow(curve)?.filterRecall).toBe(1);
  });

  test("finds the nearest threshold and the nearest reduction", () => {
    expect(nearestThresholdIndex(rows, 24)).toBe(1);
    expect(nearestThresholdIndex(rows, 15)).toBe(0);
    expect(nearestReductionIndex(rows, 0.5)).toBe(1);
    expect(nearestReductionIndex(rows, 1)).toBe(0);
    expect(nearestThresholdIndex([], 3)).toBe(-1);
  });

  test("gives the lowest of several thresholds of the same reduction", () => {
    const flat = thresholdRows([
      makeRow(40, 0, 1),
      makeRow(41, 0, 1),
      makeRow(42, 0, 1),
    ]);
    expect(nearestReductionIndex(flat, 0)).toBe(0);
  });

  test("slides over thresholds when they are whole, else over positions", () => {
    const whole = sliderScale(rows);
    expect([whole.min, whole.max]).toEqual([10, 30]);
    expect(whole.toValue(1)).toBe(20);
    expect(whole.toIndex(29)).toBe(2);
    const cosine = sliderScale(
      thresholdRows([makeRow(0.1, 0.5, 0.8), makeRow(0.15, 0.3, 0.9)]),
    );
    expect([cosine.min, cosine.max, cosine.step]).toEqual([0, 1, 1]);
    expect(cosine.toIndex(1)).toBe(1);
  });

  test("draws all of a short curve and only visible steps of a long one", () => {
    expect(rowsToDraw(rows)).toHaveLength(3);
    const long = thresholdRows(
      Array.from({ length: 2001 }, (_, i) => makeRow(i / 1000, 0, 1)),
    );
    expect(rowsToDraw(long).map((row) => row.threshold)).toEqual([0, 2]);
  });
});

describe("the setting", () => {
  test("reads recall, guarantee and the unfiltered recall at t and L", () => {
    const setting = deriveSetting(makeView(), 20, 500);
    expect(setting?.recall).toBeCloseTo(0.75, 12);
    expect(setting?.unfilteredRecall).toBeCloseTo(5 / 6, 12);
    expect(setting?.guaranteedRecall).toBe(0.2);
    expect(setting?.queryCount).toBe(4);
  });

  test("shows the nearest reported limit until the asked one arrives", () => {
    expect(deriveSetting(makeView(), 20, 450)?.limit).toBe(500);
  });

  test("states the finding and the ranking in words", () => {
    const setting = deriveSetting(makeView(), 20, 1000);
    if (!setting) throw new Error("no setting");
    expect(words(en.setting.finding(setting.row))).toBe(
      "At t = 20 the filter removes 40.0 % of documents and keeps 90.0 % of the true neighbours",
    );
    expect(words(en.setting.ranking(setting))).toBe(
      "Ranked by Hamming distance and cut at L = 1,000, 81.8 % of the 10 true neighbours are found.",
    );
  });
});

describe("the funnel", () => {
  test("splits the neighbours into found and the two losses, adding up to k", () => {
    const setting = deriveSetting(makeView(), 20, 500);
    if (!setting) throw new Error("no setting");
    const funnel = deriveFunnel(setting, 1000);
    expect(funnel.kept).toBeCloseTo(600, 9);
    expect(funnel.removed).toBeCloseTo(400, 9);
    expect(funnel.ranked).toBe(500);
    expect(funnel.cutByLimit).toBeCloseTo(100, 9);
    expect(funnel.found).toBeCloseTo(7.5, 9);
    expect(funnel.lostToFilter).toBeCloseTo(1, 9);
    expect(funnel.lostToLimit).toBeCloseTo(1.5, 9);
    expect(funnel.found + funnel.lostToFilter + funnel.lostToLimit).toBeCloseTo(
      10,
      9,
    );
  });

  test("ranks no more than the filter keeps", () => {
    const setting = deriveSetting(makeView(), 10, 500);
    if (!setting) throw new Error("no setting");
    expect(deriveFunnel(setting, 1000).ranked).toBeCloseTo(200, 9);
  });
});

describe("whether the filter pays", () => {
  test("breaks even at 8 P w / bits", () => {
    const at = (reduction: number) =>
      derivePayoff({ reduction, bits: 128, storedBytes: 8 });
    expect(at(0.4).breakEven).toBe(0.5);
    expect(at(0.5).pays).toBe(false);
    expect(at(0.51).pays).toBe(true);
    expect(at(0.25).bytesWithFilter).toBe(8 + 12);
  });

  test("says so in words, also when no reduction can pay", () => {
    const no = derivePayoff({
      reduction: 0.4,
      bits: 128,
      storedBytes: 8,
    });
    expect(en.setting.payoffVerdict(no)).toBe("Not for a scan in memory");
    expect(words(en.setting.payoffReason(no, 0.4))).toContain(
      "more than 50.0 %; it removes 40.0 %",
    );
    const never = derivePayoff({
      reduction: 0.99,
      bits: 64,
      storedBytes: 8,
    });
    expect(never.hopeless).toBe(true);
    expect(en.setting.payoffVerdict(never)).toBe(
      "Not in memory, at any threshold",
    );
  });
});
