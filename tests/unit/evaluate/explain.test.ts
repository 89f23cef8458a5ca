import { describe, expect, test } from "vitest";
import { quietContext } from "../../../src/compute/backend";
import { surface as cpuSurface } from "../../../src/cpu/surface";
import { bitStatistics } from "../../../src/evaluate/bits";
import { measureDrift } from "../../../src/evaluate/drift";
import type { PivotDistances } from "../../../src/search/structure/pivots/rule";
import { forecastReduction } from "../../../src/search/structure/pivots/forecast";
import {
  measurePrecision,
  queriesForOnePercent,
} from "../../../src/evaluate/precision";
import { CurveReader } from "../../../src/evaluate/rows";
import { packBits } from "../../../src/numeric/bits";
import {
  averageRanks,
  pearson,
  spearman,
} from "../../../src/numeric/correlation";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import { makeInput, readCases } from "./randomCases";
import type { Surface } from "../../../src/model/surface";

describe("rank correlation", () => {
  test("ties share their average rank", () => {
    expect([...averageRanks([3, 1, 3, 2])]).toEqual([3.5, 1, 3.5, 2]);
  });

  test("numbers that scipy gives", () => {
    // scipy.stats.spearmanr([1,2,2,3,5],[5,4,4,2,1]) and pearsonr of the same.
    expect(spearman([1, 2, 2, 3, 5], [5, 4, 4, 2, 1])).toBeCloseTo(-1, 12);
    expect(spearman([1, 2, 3, 4], [1, 2, 4, 3])).toBeCloseTo(0.8, 12);
    expect(pearson([1, 2, 3, 4], [1, 2, 4, 3])).toBeCloseTo(0.8, 12);
    expect(pearson([1, 1], [1, 2])).toBe(0);
  });
});

test("bit statistics are those of the unpacked bits", () => {
  const bits = 37;
  const rows = 75;
  const random = new NumpyGenerator(3);
  const unpacked = Uint8Array.from({ length: rows * bits }, (_, i) =>
    Number(random.random() < ((i % bits) + 1) / (bits + 2)),
  );
  // Two bits alike, one that never changes.
  for (let row = 0; row < rows; row++) {
    unpacked[row * bits + 9] = unpacked[row * bits + 20];
    unpacked[row * bits + 35] = 1;
  }
  const words = packBits(unpacked, rows, bits);
  const found = bitStatistics({ words, rows, bits });
  const column = (bit: number) =>
    Float64Array.from({ length: rows }, (_, row) => unpacked[row * bits + bit]);
  let squares = 0;
  let trace = 0;
  for (let a = 0; a < bits; a++) {
    const mean = column(a).reduce((sum, v) => sum + v, 0) / rows;
    expect(found.balance[a]).toBeCloseTo(mean, 12);
    for (let b = 0; b < bits; b++) {
      const other = column(b).reduce((sum, v) => sum + v, 0) / rows;
      const covariance =
        column(a).reduce(
          (sum, v, row) => sum + (v - mean) * (column(b)[row] - other),
          0,
        ) / rows;
      squares += covariance ** 2;
      if (a === b) trace += covariance;
      else
        expect(found.correlation[a][b]).toBeCloseTo(
          pearson(column(a), column(b)),
          10,
        );
    }
  }
  expect(found.correlation[9][20]).toBeCloseTo(1, 12);
  expect(found.effectiveBits).toBeCloseTo(trace ** 2 / squares, 9);
  expect(found.entropyMin).toBe(0);
});

test("one pivot's forecast is exact, in every space", () => {
  for (const it of readCases(
    new URL("../../fixtures/surfaces.json", import.meta.url),
  ).filter(({ statistic }) => statistic === "max")) {
    const { distances } = makeInput(it);
    if (distances.space !== "hamming") continue;
    const n = it.documents;
    const column = (values: ArrayLike<number>) =>
      Uint16Array.from(
        { length: values.length / distances.pivots },
        (_, row) => values[row * distances.pivots],
      );
    const one: PivotDistances = {
      ...distances,
      pivots: 1,
      documentDistances: column(distances.documentDistances),
      queryDistances: column(distances.queryDistances),
    };
    const [removed, none] =
      forecastReduction(one, [it.thresholds[1], null]) ?? [];
    let kept = 0;
    for (const own of one.queryDistances)
      for (const other of one.documentDistances)
        if (Math.abs(own - other) <= it.thresholds[1]) kept++;
    expect(removed).toBeCloseTo(1 - kept / (n * it.queries), 12);
    expect(none).toBe(0);
  }
});

test("queries from elsewhere drift further than random documents", () => {
  const random = new NumpyGenerator(1);
  const rows = 400;
  const columns = 8;
  const draw = (count: number, shift: number) => ({
    data: Float32Array.from(
      { length: count * columns },
      () => random.random() + shift,
    ),
    rows: count,
    columns,
  });
  const corpus = draw(rows, 0);
  const mean = new Float32Array(columns);
  corpus.data.forEach((value, i) => (mean[i % columns] += value / rows));
  const near = measureDrift(corpus, draw(50, 0), mean);
  const far = measureDrift(corpus, draw(50, 0.3), mean);
  expect(near.queryDrift).toBeLessThan(2 * near.highDrift);
  expect(far.queryDrift).toBeGreaterThan(3 * far.highDrift);
  expect(near.corpusDrift).toBeLessThan(1e-5);
});

describe("precision", () => {
  const [it] = readCases(
    new URL("../../fixtures/surfaces.json", import.meta.url),
  ).filter(({ queries, k }) => queries >= 8 && k >= 4);

  async function measured(census: boolean) {
    const surface: Surface = await cpuSurface(makeInput(it), quietContext);
    const reader = new CurveReader(surface, { divisor: it.documents, census });
    const threshold = it.thresholds[2];
    const limit = it.limits[2];
    const setting = { threshold, limit, k: it.k, divisor: it.documents };
    return {
      precision: measurePrecision(surface, reader, { ...setting, census }),
      row: reader.row(threshold, [limit]),
      reader,
    };
  }

  test("values are those of the row, intervals hold them", async () => {
    const { precision, row, reader } = await measured(false);
    expect(precision.reduction.value).toBeCloseTo(row.reduction, 12);
    expect(precision.filterRecall.value).toBeCloseTo(row.filterRecall, 12);
    expect(precision.recall.value).toBeCloseTo(row.recall[0].expected, 12);
    for (const value of [
      precision.reduction,
      precision.filterRecall,
      precision.recall,
    ]) {
      expect(value.low).toBeLessThanOrEqual(value.value);
      expect(value.high).toBeGreaterThanOrEqual(value.value);
      expect(value.high).toBeGreaterThan(value.low);
    }
    for (const { target, threshold } of precision.thresholdFor) {
      const t = threshold?.value ?? NaN;
      expect(reader.row(t, []).filterRecall).toBeGreaterThanOrEqual(
        target - 1e-9,
      );
    }
    expect(precision.candidatesP95.value).toBe(row.candidates.p95);
    expect(precision.recall).toEqual({
      value: row.recall[0].expected,
      low: row.recall[0].low,
      high: row.recall[0].high,
    });
    expect(precision.filterRecall).toEqual({
      value: row.filterRecall,
      low: row.filterRecallLow,
      high: row.filterRecallHigh,
    });
  });

  test("the least limit is the first whose expected recall, as rows show it, reaches the target", async () => {
    let apart = 0;
    let reached = 0;
    for (const it of readCases(
      new URL("../../fixtures/surfaces.json", import.meta.url),
    )) {
      const surface = await cpuSurface(makeInput(it), quietContext);
      const reader = new CurveReader(surface, { divisor: it.documents });
      for (const threshold of [it.thresholds[2], null]) {
        const { limitFor } = measurePrecision(surface, reader, {
          threshold,
          limit: 1,
          k: it.k,
          divisor: it.documents,
          census: true,
        });
        const at = (kind: "expected" | "stable", target: number) =>
          Array.from({ length: it.documents }, (_, i) => i + 1).find(
            (L) => reader.row(threshold, [L]).recall[0][kind] >= target - 1e-12,
          );
        for (const { target, limit } of limitFor) {
          expect(limit?.value).toBe(at("expected", target));
          if (limit) reached++;
          if (limit && limit.value !== at("stable", target)) apart++;
        }
      }
    }
    // The stable order, which the rows' recall is not, would name others.
    expect(reached).toBeGreaterThan(50);
    expect(apart).toBeGreaterThan(10);
  });

  test("a census has no interval", async () => {
    const { precision, row } = await measured(true);
    expect(precision.recall.low).toBe(precision.recall.value);
    expect(row.recall[0].low).toBe(row.recall[0].high);
  });

  test("queries for one percent follow the spread", () => {
    // 1.96^2 s^2 / 1e-4 with s^2 = 0.25 n / (n - 1): 9604.96.
    const values = Float64Array.from({ length: 10_000 }, (_, i) => i % 2);
    expect(queriesForOnePercent(values)).toBe(9605);
    expect(queriesForOnePercent(Float64Array.of(1, 1))).toBe(0);
  });
});
