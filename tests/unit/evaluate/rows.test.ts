import { describe, expect, test } from "vitest";
import {
  curveThresholds,
  evaluationRows,
  filterRecallPerQuery,
  stepOfThreshold,
} from "../../../src/evaluate/rows";
import { guaranteedRecall } from "../../../src/search/structure/pivots/guarantee";
import { pivotSurface } from "../../contract/pivotSurface";
import { firstDifference } from "../compute/typedArrays";
import {
  surfaceInputOf,
  surfaceMakers,
  tableCaseOf,
  tableCases,
  tableSurfaces,
} from "./tableCases";
import type { Surface } from "../../../src/model/surface";
import { gatherCodes } from "../../../src/compute/gather";

describe.each(tableSurfaces)(
  "rows of $name on the $backend surface",
  ({ decoded, surface }) => {
    const { stored, divisor } = decoded;
    const { limits } = stored;
    const thresholds = stored.rows.map((row) => row.threshold);

    test.each(stored.rows)(
      "threshold $threshold equals numpy's direct loop",
      async (expected) => {
        const [row] = evaluationRows(await surface(), [expected.threshold], {
          limits,
          divisor,
        });
        expect(row.threshold).toBe(expected.threshold);
        expect(row.reduction).toBeCloseTo(expected.reduction, 12);
        expect(row.filterRecall).toBeCloseTo(expected.filterRecall, 12);
        for (const name of ["mean", "p50", "p95"] as const)
          expect(row.candidates[name]).toBeCloseTo(
            expected.candidates[name],
            10,
          );
        expect(row.recall.map(({ limit }) => limit)).toEqual(limits);
        row.recall.forEach((recall, i) => {
          for (const name of ["expected", "best", "worst", "stable"] as const)
            expect(recall[name], `${name} at ${limits[i]}`).toBeCloseTo(
              expected.recall[i][name],
              12,
            );
        });
      },
    );

    test("evaluationRows gives the same rows in the same order", async () => {
      const made = await surface();
      const options = { limits, divisor };
      expect(evaluationRows(made, thresholds, options)).toEqual(
        thresholds.map(
          (threshold) => evaluationRows(made, [threshold], options)[0],
        ),
      );
    });
  },
);

/** The cpu surface of a case, made once. */
function cpuSurfaceOf(name: (typeof tableCases)[number]["name"]) {
  const found = tableSurfaces.find(
    (made) => made.backend === "cpu" && made.name === name,
  );
  if (!found) throw new Error(`no surface of ${name}`);
  return found.surface();
}

describe.each(tableCases)("what holds for every row of $name", (decoded) => {
  const { stored, divisor } = decoded;
  const limits = [1, 2, 3, 5, 8, 13, 30, 59, 100, 399, 400, 5000];
  const rules = ["expected", "best", "worst", "stable"] as const;
  const made = cpuSurfaceOf(decoded.name);
  const curve = made.then((surface) =>
    evaluationRows(surface, curveThresholds(surface), { limits, divisor }),
  );
  // Sums of fractions: the last bit may differ.
  const notAbove = (a: number, b: number) => a <= b + 1e-12;

  test("worst <= expected, stable <= best, and the interval holds expected", async () => {
    const wrong = (await curve).flatMap(({ threshold, recall }) =>
      recall
        .filter(
          (r) =>
            !notAbove(r.worst, r.expected) ||
            !notAbove(r.expected, r.best) ||
            r.worst > r.stable ||
            r.stable > r.best ||
            r.low > r.expected ||
            r.high < r.expected,
        )
        .map((r) => ({ threshold, ...r })),
    );
    expect(wrong).toEqual([]);
    const outside = (await curve).filter(
      (row) =>
        row.filterRecallLow > row.filterRecall ||
        row.filterRecallHigh < row.filterRecall,
    );
    expect(outside).toEqual([]);
  });

  test("recall grows with the limit, up to the filter's recall", async () => {
    const wrong = (await curve).filter(({ recall, filterRecall }) =>
      rules.some(
        (rule) =>
          recall.some(
            (r, i) => i > 0 && !notAbove(recall[i - 1][rule], r[rule]),
          ) ||
          // A limit above all candidates cuts nothing off, whatever the ties.
          Math.abs(recall[limits.length - 1][rule] - filterRecall) > 1e-12,
      ),
    );
    expect(wrong).toEqual([]);
  });

  test("a larger threshold keeps more and reduces less", async () => {
    const rows = (await curve).slice(0, -1);
    const wrong = rows.filter((row, i) => {
      const before = rows[Math.max(0, i - 1)];
      return (
        row.candidates.mean < before.candidates.mean ||
        row.filterRecall < before.filterRecall ||
        row.reduction > before.reduction
      );
    });
    expect(wrong).toEqual([]);
    expect(rows[0].reduction).toBeGreaterThan(rows[rows.length - 1].reduction);
  });

  test("the last step and every threshold beyond it are as good as no filter", async () => {
    const surface = await made;
    const options = { limits, divisor };
    const [none] = evaluationRows(surface, [null], options);
    expect(none.reduction).toBe(0);
    expect(none.filterRecall).toBe(1);
    const last = surface.knobs[surface.steps - 1];
    for (const threshold of [last, last + 1, 1e6, Infinity]) {
      const [row] = evaluationRows(surface, [threshold], options);
      // Without a filter nothing is lost by definition, at a threshold by luck.
      const asNone = { threshold: null, reduction: 0, filterRecallLow: 1 };
      expect({ ...row, ...asNone }).toEqual(none);
      expect(row.filterRecallLow).toBeLessThan(1);
      // The query itself is left out: over n the rest is not quite all.
      expect(row.reduction).toBeCloseTo(1 - (stored.n - 1) / divisor, 12);
    }
  });

  test("fewer neighbours are a prefix of the same surface", async () => {
    const fewer = 3;
    const [, cpu] = surfaceMakers;
    const input = surfaceInputOf(decoded);
    const queries = decoded.queryRows.length;
    const { k } = stored;
    const neighbours = new Int32Array(queries * fewer);
    for (let q = 0; q < queries; q++)
      neighbours.set(
        decoded.groundTruth.subarray(q * k, q * k + fewer),
        q * fewer,
      );
    const small = await cpu.make({ ...input, neighbours, k: fewer });
    const whole = await made;
    expect(small.steps).toBe(whole.steps);
    const prefix = (values: Uint32Array) => {
      const size = fewer * whole.steps;
      const cut = new Uint32Array(queries * size);
      for (let q = 0; q < queries; q++) {
        const start = q * k * whole.steps;
        cut.set(values.subarray(start, start + size), q * size);
      }
      return cut;
    };
    for (const name of ["need", "less", "tie"] as const)
      expect(
        firstDifference(small[name], prefix(whole[name])),
        name,
      ).toBeNull();
  });
});

describe("zero survivors", () => {
  test("count as no candidates and no recall", async () => {
    // The last query's code is the only one of its kind.
    const decoded = tableCaseOf("ties");
    const input = surfaceInputOf(decoded);
    const last = decoded.queryRows.length - 1;
    const { k } = decoded.stored;
    const { codes, queryCodes, distances } = input;
    if (distances.space !== "hamming")
      throw new Error("Hamming pivots expected");
    const surface = await surfaceMakers[1].make(
      pivotSurface({
        codes,
        queryCodes: gatherCodes(queryCodes, Int32Array.of(last)),
        distances: {
          ...distances,
          queryDistances: distances.queryDistances.slice(
            3 * last,
            3 * last + 3,
          ),
        },
        excludedRows: decoded.queryRows.slice(last),
        neighbours: decoded.groundTruth.slice(last * k),
        k,
      }),
    );
    const [row] = evaluationRows(surface, [0], {
      limits: [1, 60],
      divisor: 60,
    });
    expect(row.candidates).toEqual({ mean: 0, p50: 0, p95: 0 });
    expect(row.reduction).toBe(1);
    expect(row.filterRecall).toBe(0);
    for (const { expected, best, worst, stable } of row.recall)
      expect([expected, best, worst, stable]).toEqual([0, 0, 0, 0]);
  });
});

/** A surface of one query and one neighbour with the given thresholds. */
function surfaceOfThresholds(thresholds: number[]): Surface {
  const steps = thresholds.length;
  return {
    queries: 1,
    k: 1,
    steps,
    knobs: Float64Array.from(thresholds),
    candidates: Uint32Array.from({ length: steps }, (_, step) => step),
    need: new Uint32Array(steps),
    less: new Uint32Array(steps),
    tie: new Uint32Array(steps),
    neighbourKey: Uint32Array.of(4),
    neighbourStep: Uint16Array.of(1),
  };
}

describe("steps and thresholds", () => {
  const surface = surfaceOfThresholds([0, 0.1, 0.2, Infinity]);

  test.each([
    [null, 3],
    [0, 0],
    [0.05, 0],
    [0.1, 1],
    [0.15, 1],
    [0.2, 2],
    [2, 2],
    [Infinity, 3],
  ])("threshold %s is step %d", (threshold, step) => {
    expect(stepOfThreshold(surface, threshold)).toBe(step);
  });

  test("the curve has every finite threshold and then no filter", () => {
    expect(curveThresholds(surface)).toEqual([0, 0.1, 0.2, null]);
    expect(curveThresholds(surfaceOfThresholds([0, 1]))).toEqual([0, 1, null]);
  });

  test("the curve ends with the first threshold that keeps all", () => {
    const made = surfaceOfThresholds([0, 1, 2, 3]);
    made.candidates.fill(1, 1);
    expect(curveThresholds(made)).toEqual([0, 1, null]);
  });

  test("filterRecallPerQuery counts neighbours from their step on", () => {
    expect(
      [0, 1, 2].map((step) => filterRecallPerQuery(surface, step)),
    ).toEqual([Float64Array.of(0), Float64Array.of(1), Float64Array.of(1)]);
  });
});

describe("guaranteedRecall", () => {
  test("is the share of neighbours within the threshold, and never above what is kept", async () => {
    const surface = await cpuSurfaceOf("notebook-62");
    const thresholds = curveThresholds(surface);
    const rule = { space: "hamming", statistic: "max" } as const;
    const guaranteed = guaranteedRecall(rule, surface, thresholds) ?? [];
    const rows = evaluationRows(surface, thresholds, {
      limits: [],
      divisor: 400,
    });
    thresholds.forEach((threshold, i) => {
      const within = [...surface.neighbourKey].filter(
        (hamming) => threshold === null || hamming <= threshold,
      ).length;
      expect(guaranteed[i]).toBe(within / surface.neighbourKey.length);
      expect(guaranteed[i]).toBeLessThanOrEqual(rows[i].filterRecall + 1e-12);
    });
    expect(guaranteed[0]).toBeLessThan(1);
    for (const other of [
      { space: "hamming", statistic: "sum-of-squares" },
      { space: "cosine", statistic: "max" },
      { space: "angular", statistic: "max" },
    ] as const)
      expect(guaranteedRecall(other, surface, thresholds)).toBeNull();
  });
});
