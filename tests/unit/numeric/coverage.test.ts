import { describe, expect, test } from "vitest";
import {
  bootstrapInterval,
  pairedDifference,
  weightedMean,
} from "../../../src/numeric/bootstrap";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import { clusterWilson } from "../../../src/numeric/statistics";

const QUERIES = 100;
const K = 10;
const SIMULATIONS = 1500;

/**
 * Recalls of queries whose difficulty differs: log-odds are normal, hits of one
 * query are independent given its difficulty. The spread makes design effects
 * of 1.4 to 3, as full censuses of real queries show.
 */
function populationOf(centre: number, spread: number, seed: number) {
  const random = new NumpyGenerator(seed);
  const size = 20_000;
  const difficulty = random.standardNormals(size);
  return Float64Array.from(difficulty, (z) => {
    const p = 1 / (1 + Math.exp(-(centre + spread * z)));
    let hits = 0;
    for (let i = 0; i < K; i++) if (random.random() < p) hits++;
    return hits / K;
  });
}

const mean = (values: Float64Array) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The population whose mean is nearest to `p`. */
function populationWithMean(p: number, spread: number): Float64Array {
  let low = -2;
  let high = 9;
  for (let i = 0; i < 18; i++) {
    const middle = (low + high) / 2;
    if (mean(populationOf(middle, spread, 7)) < p) low = middle;
    else high = middle;
  }
  return populationOf((low + high) / 2, spread, 7);
}

describe("coverage of the 95 % interval at 100 queries", () => {
  test.each([0.85, 0.9, 0.94, 0.97, 0.99])("true recall %d", (p) => {
    const population = populationWithMean(p, 1.1);
    const truth = mean(population);
    expect(truth).toBeCloseTo(p, 2);
    const random = new NumpyGenerator(99);
    let covered = 0;
    for (let i = 0; i < SIMULATIONS; i++) {
      const sample = Float64Array.from(
        { length: QUERIES },
        () => population[Math.floor(random.random() * population.length)],
      );
      const { low, high } = clusterWilson(sample, K);
      if (low <= truth && truth <= high) covered++;
    }
    const coverage = covered / SIMULATIONS;
    expect(coverage).toBeGreaterThanOrEqual(0.92);
    expect(coverage).toBeLessThanOrEqual(0.97);
  });

  test("the bootstrap covers a mean as often, and a paired difference too", () => {
    const population = populationWithMean(0.9, 1.1);
    const truth = mean(population);
    const random = new NumpyGenerator(5);
    const draw = () => Math.floor(random.random() * population.length);
    let means = 0;
    let differences = 0;
    const runs = 400;
    for (let i = 0; i < runs; i++) {
      const rows = Array.from({ length: QUERIES }, draw);
      const a = Float64Array.from(rows, (row) => population[row]);
      // The same queries, each losing a tenth with probability 0.3.
      const b = a.map((value) =>
        random.random() < 0.3 ? Math.max(0, value - 0.1) : value,
      );
      const own = bootstrapInterval(
        QUERIES,
        (weights) => weightedMean(a, weights),
        { draws: 300, seed: i },
      );
      if (own.low <= truth && truth <= own.high) means++;
      const paired = pairedDifference(a, b, { draws: 300, seed: i });
      const lost = mean(population.map((value) => 0.3 * Math.min(0.1, value)));
      if (paired.low <= lost && lost <= paired.high) differences++;
    }
    for (const covered of [means, differences]) {
      expect(covered / runs).toBeGreaterThanOrEqual(0.91);
      expect(covered / runs).toBeLessThanOrEqual(0.985);
    }
  });

  test("pairing sees a difference that two intervals apart would not", () => {
    const population = populationWithMean(0.9, 1.1).subarray(0, QUERIES);
    const better = population.map((value) => Math.min(1, value + 0.02));
    const { difference, low, high } = pairedDifference(better, population);
    expect(low).toBeGreaterThan(0);
    expect(difference).toBeGreaterThanOrEqual(low);
    expect(difference).toBeLessThanOrEqual(high);
    expect(clusterWilson(better, K).low).toBeLessThan(
      clusterWilson(population, K).high,
    );
  });

  test("unequal numbers of values cannot be paired", () => {
    expect(() =>
      pairedDifference(Float64Array.of(1), Float64Array.of(1, 2)),
    ).toThrow("paired values must be equally many and not none: 1 and 2");
  });
});
