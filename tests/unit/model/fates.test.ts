import { describe, expect, test } from "vitest";
import {
  countFates,
  keepingThreshold,
  pivotWindows,
  shareOfRange,
  windowRange,
} from "../../../src/model/fates";
import {
  computedTimeMs,
  searchKind,
  timingRows,
} from "../../../src/model/curveTable";
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
  elapsedMs: 1,
};

describe("why a neighbour is dropped", () => {
  test("compares each pivot's distance with the query's window", () => {
    const [first, second] = pivotWindows(report, dropped, 20, false);
    expect(first).toMatchObject({
      difference: 21,
      low: 44,
      high: 84,
      inside: false,
      decides: true,
    });
    expect(second).toMatchObject({ difference: 5, inside: true });
  });

  test("keeps at t in Hamming space, only above it when strict", () => {
    const inside = (strict: boolean) =>
      pivotWindows(report, dropped, 21, strict)[0].inside;
    expect(inside(false)).toBe(true);
    expect(inside(true)).toBe(false);
    expect(keepingThreshold(21, [19, 20, 21, 22], false)).toBe(21);
    expect(keepingThreshold(21, [19, 20, 21, 22], true)).toBe(22);
    expect(keepingThreshold(21, [19, 20], false)).toBeNull();
  });

  test("draws windows and distances on one range", () => {
    const range = windowRange(pivotWindows(report, dropped, 20, false));
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
