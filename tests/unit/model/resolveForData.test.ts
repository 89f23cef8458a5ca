import { describe, expect, test } from "vitest";
import type { PartialConfig } from "../../../src/model/run/configuration";
import {
  type DatasetLimits,
  resolveConfig,
} from "../../../src/search/config/resolve";
import { refusal, withoutQueries } from "./refusal";

describe("a value that the data set cannot carry is named with both numbers", () => {
  test.each<[string, PartialConfig, Partial<DatasetLimits>, RegExp]>([
    [
      "more bits than dimensions",
      {},
      { dim: 48 },
      /^128 bits need vectors of at least 128 dimensions; these have 48\. Choose 48 bits or fewer\.$/,
    ],
    [
      "more dimensions than a covariance has memory for",
      {},
      { dim: 20_000 },
      /^Learning from vectors of 20000 dimensions takes 12800000000 bytes of memory, .*up to 11585 dimensions/,
    ],
    [
      "fewer documents than bits",
      { queries: { count: 5 }, protocol: "notebook-62" },
      { n: 64 },
      /^128 bits need at least 128 documents to train on; there are 64\./,
    ],
    [
      "fewer documents than bits after the queries left",
      {},
      { n: 200 },
      /^128 bits need at least 128 documents to train on; there are 100\./,
    ],
    [
      "k above the other documents",
      { k: 200, protocol: "notebook-62", hash: { bits: 16 } },
      { n: 200 },
      /^k = 200 neighbours cannot be found among 199 documents\. Choose k = 199 or less\.$/,
    ],
    [
      "k above the documents left",
      { k: 101, hash: { bits: 16 } },
      { n: 200 },
      /^k = 101 neighbours cannot be found among 100 documents\. Choose k = 100 or less\.$/,
    ],
    [
      "more queries than documents",
      { queries: { count: 10_000 } },
      {},
      /^10000 queries are asked for, 9999 are there\. Choose 9999 queries or fewer\.$/,
    ],
    [
      "more queries than the set has",
      {},
      { ownQueries: 60 },
      /^100 queries are asked for, 60 are there\. Choose 60 queries or fewer\.$/,
    ],
    [
      "own queries that are not there",
      { protocol: "own-queries" },
      {},
      /^This data set has no query vectors of its own\. .*“query”.*held-out/,
    ],
    [
      "more pivots than documents left",
      {
        hash: { bits: 16 },
        queries: { count: 30 },
        pivots: { count: 64 },
        k: 5,
      },
      { n: 60 },
      /^64 pivots cannot be chosen from 30 documents\. Choose 30 pivots or fewer\.$/,
    ],
  ])("%s", (_, partial, limits, expected) => {
    const error = refusal(partial, { ...withoutQueries, ...limits });
    expect(`${error.message} ${error.hint}`).toMatch(expected);
  });

  test("just enough of everything is accepted", () => {
    const config = resolveConfig(
      {
        hash: { bits: 24 },
        queries: { count: 16 },
        k: 24,
        pivots: { count: 24 },
      },
      { ...withoutQueries, n: 40, dim: 24 },
    );
    expect(config.k).toBe(24);
  });

  test("an imported hash needs no documents to train on", () => {
    const config = resolveConfig(
      { protocol: "notebook-62", queries: { count: 5 } },
      { ...withoutQueries, n: 64, importedBits: 128 },
    );
    expect(config.hash.bits).toBe(128);
  });

  test.each([
    ["pivots", "imported"],
    [null, "furthest-first"],
    ["another", "furthest-first"],
  ] as const)(
    "with arrays imported for %s the strategy is %s, whatever is asked",
    (importedStructure, expected) => {
      for (const strategy of ["furthest-first", "imported"] as const)
        expect(
          resolveConfig(
            { pivots: { strategy } },
            { ...withoutQueries, importedStructure },
          ).structure.strategy,
        ).toBe(expected);
    },
  );
});
