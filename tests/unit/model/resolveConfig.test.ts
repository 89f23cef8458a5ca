import type { FaultText } from "../../../src/words/words";
import { textOf } from "../words/textOf";
import { realThresholds } from "../../../src/search/structure/pivots/knob";
import { defaultRunConfig } from "../../../src/search/config/complete";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../../src/model/configError";
import {
  type DatasetLimits,
  resolveConfig,
} from "../../../src/search/config/resolve";
import { type PartialConfig } from "../../../src/model/run/configuration";

const large: DatasetLimits = {
  n: 10_000,
  dim: 384,
  ownQueries: 60,
  importedBits: null,
  importedStructure: null,
  givenNeighbours: 0,
};
const withoutQueries: DatasetLimits = { ...large, ownQueries: 0 };

/** A configuration as it may come from a script: nothing is sure of its types. */
function untyped(text: string): PartialConfig {
  return JSON.parse(text) as PartialConfig;
}

function refusal(
  partial: PartialConfig,
  dataset: DatasetLimits = withoutQueries,
): FaultText {
  try {
    resolveConfig(partial, dataset);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return textOf(error);
  }
  throw new Error("nothing was refused");
}

describe("defaults", () => {
  test("an empty configuration is the default one", () => {
    expect(resolveConfig({}, withoutQueries)).toEqual(defaultRunConfig);
  });

  test("parts keep the rest of their group", () => {
    const config = resolveConfig(
      { hash: { bits: 64 }, queries: { seed: 7 } },
      withoutQueries,
    );
    expect(config).toEqual({
      ...defaultRunConfig,
      hash: { ...defaultRunConfig.hash, bits: 64 },
      queries: { count: 100, seed: 7, census: false },
    });
  });

  test("notebook-67 brings its cosine pivots and thresholds", () => {
    const config = resolveConfig({ protocol: "notebook-67" }, withoutQueries);
    expect(config.structure.space).toBe("cosine");
    expect(config.thresholds).toEqual(realThresholds);
  });

  test.each([
    ["cosine", realThresholds],
    ["hamming", defaultRunConfig.thresholds],
  ] as const)("%s pivots bring their thresholds", (space, thresholds) => {
    for (const protocol of ["held-out", "notebook-67"] as const)
      expect(
        resolveConfig({ protocol, pivots: { space } }, withoutQueries)
          .thresholds,
      ).toEqual(thresholds);
  });

  test("imported bits take the place of the setting", () => {
    const config = resolveConfig(
      { hash: { bits: 64 } },
      { ...withoutQueries, importedBits: 20 },
    );
    expect(config.hash.bits).toBe(20);
  });
});

describe("thresholds of 1 - cos", () => {
  test("are the numbers of the grid, however they were calculated", () => {
    const config = resolveConfig(
      {
        pivots: { space: "cosine" },
        thresholds: [0.1 + 0.2, 0.7 - 0.4, 0.125, 2],
      },
      withoutQueries,
    );
    expect(config.thresholds).toEqual([0.3, 0.3, 0.125, 2]);
  });
});

const number = "Give a whole number from";

describe("a value out of range is named with its value and the range", () => {
  test.each<[string, PartialConfig, string, string]>([
    ["bits", { hash: { bits: 8 } }, "hash.bits is 8.", `${number} 16 to 1024.`],
    [
      "bits",
      { hash: { bits: 2048 } },
      "hash.bits is 2048.",
      `${number} 16 to 1024.`,
    ],
    [
      "bits",
      { hash: { bits: NaN } },
      "hash.bits is NaN.",
      `${number} 16 to 1024.`,
    ],
    [
      "bits",
      { hash: { bits: 64.5 } },
      "hash.bits is 64.5.",
      `${number} 16 to 1024.`,
    ],
    [
      "bits as a string",
      untyped('{"hash":{"bits":"128"}}'),
      'hash.bits is "128".',
      `${number} 16 to 1024.`,
    ],
    [
      "bits missing on purpose",
      untyped('{"hash":{"bits":null}}'),
      "hash.bits is null.",
      `${number} 16 to 1024.`,
    ],
    [
      "iterations",
      { hash: { iterations: -1 } },
      "hash.iterations is -1.",
      `${number} 0 to 1000.`,
    ],
    [
      "the hash's seed",
      { hash: { seed: Infinity } },
      "hash.seed is Infinity.",
      `${number} 0 to 9007199254740991.`,
    ],
    [
      "pivots",
      { pivots: { count: 65 } },
      "pivots.count is 65.",
      `${number} 1 to 64.`,
    ],
    [
      "pivots",
      { pivots: { count: 0 } },
      "pivots.count is 0.",
      `${number} 1 to 64.`,
    ],
    [
      "the pivots' seed",
      { pivots: { seed: 0.5 } },
      "pivots.seed is 0.5.",
      `${number} 0 to 9007199254740991.`,
    ],
    [
      "queries",
      { queries: { count: 20_001 } },
      "queries.count is 20001.",
      `${number} 1 to 20000.`,
    ],
    [
      "the queries' seed",
      { queries: { seed: 2 ** 32 } },
      "queries.seed is 4294967296.",
      `${number} 0 to 4294967295.`,
    ],
    ["k", { k: 0 }, "k is 0.", `${number} 1 to 1000.`],
    ["k", { k: 1001 }, "k is 1001.", `${number} 1 to 1000.`],
    [
      "limits",
      { limits: [100, 0] },
      "limits is 0.",
      `${number} 1 to 9007199254740991.`,
    ],
    [
      "limits",
      { limits: [1.5] },
      "limits is 1.5.",
      `${number} 1 to 9007199254740991.`,
    ],
    [
      "limits",
      untyped('{"limits":[100,"500"]}'),
      'limits is [100, "500"].',
      "Give a list of numbers that are not negative.",
    ],
    [
      "thresholds",
      { thresholds: [15, NaN] },
      "thresholds is [15, NaN].",
      "Give a list of numbers that are not negative.",
    ],
    [
      "thresholds",
      { thresholds: [-1] },
      "thresholds is [-1].",
      "Give a list of numbers that are not negative.",
    ],
    [
      "thresholds",
      untyped('{"thresholds":15}'),
      "thresholds is 15.",
      "Give a list of numbers that are not negative.",
    ],
    [
      "fractional Hamming thresholds",
      { thresholds: [15, 17.5] },
      "Threshold 17.5 is not a whole number of bits.",
      "Hamming pivots take whole thresholds such as 15 or 20.",
    ],
    [
      "infinite Hamming thresholds",
      { thresholds: [Infinity] },
      "Threshold Infinity is not a whole number of bits.",
      "Hamming pivots take whole thresholds such as 15 or 20.",
    ],
    [
      "cosine thresholds off the grid",
      { protocol: "notebook-67", thresholds: [0.1234] },
      "Threshold 0.1234 is not on the grid of cosine distances.",
      "Cosine pivots take thresholds from 0 to 2 with at most three decimals, such as 0.15.",
    ],
    [
      "cosine thresholds above 2",
      { protocol: "notebook-67", thresholds: [15] },
      "Threshold 15 is not on the grid of cosine distances.",
      "Cosine pivots take thresholds from 0 to 2 with at most three decimals, such as 0.15.",
    ],
    [
      "the protocol",
      untyped('{"protocol":"notebook-99"}'),
      'protocol is "notebook-99".',
      "Use one of: held-out, notebook-62, notebook-67, own-queries.",
    ],
    [
      "the method",
      untyped('{"hash":{"method":"lsh"}}'),
      'hash.method is "lsh".',
      "Use one of: itq, pca-rotation.",
    ],
    [
      "the space",
      untyped('{"pivots":{"space":"manhattan"}}'),
      'pivots.space is "manhattan".',
      "Use one of: hamming, cosine, angular.",
    ],
    [
      "the statistic",
      untyped('{"pivots":{"statistic":"mean"}}'),
      'pivots.statistic is "mean".',
      "Use one of: max, sum-of-squares.",
    ],
    [
      "a census of held-out queries",
      { queries: { census: true } },
      "A census asks with every document of the corpus, which protocol held-out does not.",
      "Choose protocol notebook-62 or notebook-67, or set queries.census to false.",
    ],
    [
      "given neighbours that are not there",
      { groundTruth: "given" },
      "This data set brought no neighbours of its queries.",
      "Open a file of neighbours beside the queries, or set groundTruth to exact.",
    ],
    [
      "an angular threshold above pi",
      { pivots: { space: "angular" }, thresholds: [3.2] },
      "Threshold 3.2 is not on the grid of angular distances.",
      "Angular pivots take thresholds from 0 to 3.142 with at most three decimals, such as 0.15.",
    ],
    [
      "the strategy",
      untyped('{"pivots":{"strategy":"random"}}'),
      'pivots.strategy is "random".',
      "Use one of: furthest-first, imported.",
    ],
    [
      "the seed of cosine pivots, which RandomState draws",
      { pivots: { space: "cosine", seed: 2 ** 32 } },
      "pivots.seed is 4294967296.",
      `${number} 0 to 4294967295.`,
    ],
    [
      "the device",
      untyped('{"device":"gpu"}'),
      'device is "gpu".',
      "Use one of: auto, webgpu, cpu.",
    ],
  ])("%s", (_, partial, message, hint) => {
    const error = refusal(partial);
    expect(error.message).toBe(message);
    expect(error.hint).toBe(hint);
  });
});

describe("a value that the data set cannot carry is named with both numbers", () => {
  test.each<[string, PartialConfig, Partial<DatasetLimits>, RegExp]>([
    [
      "more bits than dimensions",
      {},
      { dim: 48 },
      /^128 bits need vectors of at least 128 dimensions; these have 48\. Choose 48 bits or fewer\.$/,
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
