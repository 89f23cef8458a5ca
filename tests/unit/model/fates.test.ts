import { describe, expect, test } from "vitest";
import { countFates, isKeptAt } from "../../../src/model/fates";
import {
  pivotWindows,
  shareOfRange,
  windowRange,
} from "../../../src/ui/structures/pivots/windows";
import {
  computedTimeMs,
  searchKind,
  timingRows,
} from "../../../src/model/curveTable";
import type { PivotSpace } from "../../../src/search/structure/pivots/settings";
import { passesAlone } from "../../../src/search/rule/evaluate";
import { pivotRule } from "../../../src/search/structure/pivots/keepRule";
import { makeView } from "./viewFixture";
import type {
  NeighbourFate,
  SearchReport,
} from "../../../src/model/searchReport";

const dropped: NeighbourFate = {
  id: 7,
  title: "seven",
  text: "",
  cosine: 0.5,
  hamming: 30,
  statistic: 21,
  trueRank: 1,
  fate: "lost-to-filter",
  need: null,
  pivotDistances: [43, 59],
  decidingPivot: 0,
  keptFrom: 21,
};

const report: SearchReport = {
  query: {
    id: 1,
    kind: "query",
    title: "",
    text: "",
    pivotDistances: [64, 64],
  },
  candidates: 2,
  corpusSize: 10,
  exact: [
    dropped,
    { ...dropped, id: 8, fate: "kept", need: 1 },
    { ...dropped, id: 9, fate: "lost-to-limit", need: 600 },
  ],
  hashRanked: [],
  filtered: [],
  notes: [],
  elapsedMs: 1,
};

/** The rule of one pivot alone. */
function inside(space: PivotSpace, t: number) {
  const rule = pivotRule({ space, statistic: "max" });
  return (query: number, neighbour: number) =>
    passesAlone(rule, query, neighbour, t);
}

describe("why a neighbour is dropped", () => {
  test("compares each pivot's distance with the query's window", () => {
    const [first, second] = pivotWindows(
      report,
      dropped,
      20,
      inside("hamming", 20),
    );
    expect(first).toMatchObject({
      difference: 21,
      low: 44,
      high: 84,
      inside: false,
      decides: true,
    });
    expect(second).toMatchObject({ difference: 5, inside: true });
  });

  test("keeps at t, by 1 − cos only below it", () => {
    const first = (space: PivotSpace) =>
      pivotWindows(report, dropped, 21, inside(space, 21))[0].inside;
    expect(first("hamming")).toBe(true);
    expect(first("angular")).toBe(true);
    expect(first("cosine")).toBe(false);
  });

  test("compares in f32, as the filter does", () => {
    const query = { ...report.query, pivotDistances: [0.5] };
    const near = { ...dropped, pivotDistances: [Math.fround(0.2)] };
    // 0.299999997 in f64, which is below 0.3; in f32 it is 0.3 itself.
    const [window] = pivotWindows(
      { ...report, query },
      near,
      0.3,
      inside("cosine", 0.3),
    );
    expect(window.inside).toBe(false);
  });

  test("is kept from its lowest threshold on, or at none", () => {
    expect(isKeptAt({ keptFrom: 21 }, 20)).toBe(false);
    expect(isKeptAt({ keptFrom: 21 }, 21)).toBe(true);
    expect(isKeptAt({ keptFrom: null }, 1000)).toBe(false);
  });

  test("draws windows and distances on one range", () => {
    const range = windowRange(
      pivotWindows(report, dropped, 20, inside("hamming", 20)),
    );
    expect(range).toEqual({ low: 43, high: 84 });
    expect(shareOfRange(43, range)).toBe(0);
    expect(shareOfRange(100, range)).toBe(1);
  });

  test("counts the fates", () => {
    expect(countFates(report.exact)).toEqual({
      kept: 1,
      lostToFilter: 1,
      lostToLimit: 1,
    });
  });
});

describe("tables", () => {
  test("knows queries of a set from queries that are documents", () => {
    expect(searchKind("query-set")).toBe("query");
    expect(searchKind("removed")).toBe("document");
    expect(searchKind("corpus")).toBe("document");
  });

  test("adds up only what was computed in this run", () => {
    const rows = timingRows(makeView().result);
    expect(rows.map((row) => row.cached)).toEqual([true, false, false, false]);
    expect(rows[1].share).toBe(1);
    expect(computedTimeMs(rows)).toBe(135);
  });
});
