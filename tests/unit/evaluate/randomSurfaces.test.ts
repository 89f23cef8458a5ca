import { existsSync } from "node:fs";
import { expect, test, describe } from "vitest";
import { quietContext } from "../../../src/compute/backend";
import { createReferenceBackend } from "../../../src/compute/reference/referenceBackend";
import { surface as referenceSurface } from "../../../src/compute/reference/search";
import { surface as cpuSurface } from "../../../src/cpu/surface";
import { CurveReader } from "../../../src/evaluate/rows";
import {
  furthestFirstCosine,
  furthestFirstHamming,
} from "../../../src/search/structure/pivots/choose";
import { NumpyRandomState } from "../../../src/numeric/random/mt19937";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import { possibleThresholds } from "../../../src/search/structure/pivots/knobs";
import { prefixDistances } from "../../../src/search/structure/pivots/prefix";
import { pivotSteps } from "../../../src/search/structure/pivots/steps";
import {
  drawSettings,
  makeInput,
  type OracleRow,
  type RandomCase,
  protocolData,
  readCases,
  readProtocols,
} from "./randomCases";
import type { Surface } from "../../../src/model/surface";

/*
 * Twenty random configurations against numpy's direct loop with a stable sort:
 * the stored tables, and, where `npm test` finds Python, tables that numpy makes
 * at that moment from a new seed.
 */

const stored = new URL("../../fixtures/surfaces.json", import.meta.url);
const live = process.env["BITSIEVE_RANDOM_SURFACES"];
/** Files of tables, and how many of the six kinds of filter each has at least. */
const sources: readonly { path: string | URL; kinds: number }[] = [
  { path: stored, kinds: 6 },
  // Twenty draws of six kinds may miss some.
  ...(live ? [{ path: live, kinds: 3 }] : []),
];

function expectRows(
  surface: Surface,
  it: RandomCase,
  rows: readonly OracleRow[],
  k: number,
): void {
  const reader = new CurveReader(surface, { divisor: it.documents });
  for (const expected of rows) {
    const name = `t = ${expected.threshold}`;
    const row = reader.row(expected.threshold, it.limits, k);
    expect(row.reduction, name).toBeCloseTo(expected.reduction, 12);
    expect(row.filterRecall, name).toBeCloseTo(expected.filterRecall, 12);
    const { mean, p50, p95 } = row.candidates;
    [mean, p50, p95].forEach((value, i) =>
      expect(value, name).toBeCloseTo(expected.candidates[i], 9),
    );
    row.recall.forEach((own, i) => {
      const [stable, best, worst, expectedTies] = expected.recall[i];
      const at = `${name}, L = ${it.limits[i]}`;
      expect(own.stable, `stable at ${at}`).toBeCloseTo(stable, 12);
      expect(own.best, `best at ${at}`).toBeCloseTo(best, 12);
      expect(own.worst, `worst at ${at}`).toBeCloseTo(worst, 12);
      expect(own.expected, `expected at ${at}`).toBeCloseTo(expectedTies, 12);
      // Sums of shares round.
      const rounding = 1e-12;
      for (const value of [own.stable, own.expected]) {
        expect(value).toBeLessThanOrEqual(own.best + rounding);
        expect(value).toBeGreaterThanOrEqual(own.worst - rounding);
      }
    });
  }
}

test.each(sources)("the tables of $path are there", ({ path, kinds }) => {
  expect(existsSync(path)).toBe(true);
  const cases = readCases(path);
  expect(cases.length).toBeGreaterThanOrEqual(20);
  const found = new Set(cases.map((it) => `${it.space} ${it.statistic}`));
  expect(found.size).toBeGreaterThanOrEqual(kinds);
});

const protocols = sources.flatMap(({ path }) => readProtocols(path));
describe.each(protocols.map((it) => [it.n, it] as const))(
  "the notebooks' protocols among %d documents",
  (n, it) => {
    test("ask with numpy's queries", () => {
      expect([...new NumpyRandomState(42).choice(n, 100)]).toEqual(it.queries);
    });

    test("choose numpy's pivots, the printed 7270 first of 10,000 by cosine", async () => {
      const { codes, vectors } = protocolData(n);
      const backend = createReferenceBackend();
      expect([
        ...(await furthestFirstHamming(backend, codes, 8, 42, quietContext)),
      ]).toEqual(it.hammingPivots);
      const byCosine = await furthestFirstCosine(vectors, 8, 42, quietContext);
      expect([...byCosine]).toEqual(it.cosinePivots);
      if (n === 10_000) expect(byCosine[0]).toBe(7270);
    });
  },
);

const cases = sources.flatMap(({ path }) => readCases(path));
describe.each(cases.map((it) => [it.seed, it] as const))(
  "random configuration %d",
  (seed, it) => {
    const input = makeInput(it);

    test("is drawn as numpy draws it", () => {
      const own = drawSettings(new NumpyGenerator(seed));
      expect(it).toMatchObject(own);
    });

    test("every number of the table, by the reference and by the CPU's histograms", async () => {
      expectRows(referenceSurface(input), it, it.rows, it.k);
      const made = await cpuSurface(input, quietContext);
      expectRows(made, it, it.rows, it.k);
      expectRows(made, it, it.rowsOfFewerNeighbours, it.fewerNeighbours);
    });

    test("the same of the first pivots", async () => {
      const structure = pivotSteps(
        prefixDistances(input.distances, it.fewerPivots),
        possibleThresholds(input.distances, 0),
      );
      const made = await cpuSurface({ ...input, structure }, quietContext);
      expectRows(made, it, it.rowsOfFewerPivots, it.k);
    });
  },
);
