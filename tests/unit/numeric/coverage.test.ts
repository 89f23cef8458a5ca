import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  bootstrapInterval,
  pairedDifference,
  weightedMean,
} from "../../../src/numeric/bootstrap";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import {
  clusterWilson,
  QUERIES_THAT_TELL,
  queriesThatTell,
} from "../../../src/numeric/statistics";

const QUERIES = 100;
const K = 10;

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

/** A census of 10,000 queries as tests/oracle/make_censuses.py stored it. */
interface Census {
  readonly set: string;
  readonly bits: number;
  readonly cell: string;
  readonly parts: readonly number[];
  readonly counts: readonly number[];
}

const stored = JSON.parse(
  readFileSync(
    new URL("../../fixtures/censuses.json", import.meta.url),
    "utf8",
  ),
  // The fixture is this repository's own.
) as {
  readonly k: number;
  readonly parts: number;
  readonly censuses: Census[];
};

/** In how many of `draws` samples of `queries` the interval holds the census's mean. */
function coverageOf(census: Census, queries: number, draws: number) {
  const recalls = Float64Array.from(
    census.parts.flatMap((part, i) =>
      new Array<number>(census.counts[i]).fill(part / stored.parts),
    ),
  );
  const truth = mean(recalls);
  const random = new NumpyGenerator(queries);
  const sample = new Float64Array(queries);
  let covered = 0;
  for (let draw = 0; draw < draws; draw++) {
    for (let q = 0; q < queries; q++)
      sample[q] = recalls[Math.floor(random.random() * recalls.length)];
    const { low, high } = clusterWilson(sample, stored.k);
    if (low <= truth && truth <= high) covered++;
  }
  const telling = (queriesThatTell(recalls) / recalls.length) * queries;
  return { coverage: covered / draws, telling };
}

describe.each([...new Set(stored.censuses.map(({ set }) => set))])(
  "coverage of the 95 %% interval on censuses of %s",
  (set) => {
    const measured = stored.censuses
      .filter((census) => census.set === set)
      .flatMap((census) =>
        [50, 100, 200].map((queries) => ({
          name: `${census.bits} ${census.cell} of ${queries}`,
          ...coverageOf(census, queries, 800),
        })),
      );
    const sure = measured.filter(({ telling }) => telling >= QUERIES_THAT_TELL);

    test("is about 95 % where ten queries or more tell", () => {
      expect(sure.length).toBeGreaterThan(40);
      for (const { name, coverage } of sure) {
        expect(coverage, name).toBeGreaterThanOrEqual(0.9);
        expect(coverage, name).toBeLessThanOrEqual(0.99);
      }
      const near = sure.filter(
        ({ coverage }) => coverage >= 0.925 && coverage <= 0.975,
      );
      expect(near.length / sure.length).toBeGreaterThanOrEqual(0.85);
    });

    test("is what is said of it where fewer tell", () => {
      for (const { name, coverage } of measured)
        expect(coverage, name).toBeGreaterThanOrEqual(0.86);
    });
  },
);

describe("coverage at 100 queries", () => {
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
