import { describe, expect, test } from "vitest";
import type { PartialConfig } from "../../../src/model/run/configuration";
import { defaultRunConfig } from "../../../src/search/config/complete";
import { resolveConfig } from "../../../src/search/config/resolve";
import { realThresholds } from "../../../src/search/structure/pivots/knob";
import { refusal, untyped, withoutQueries } from "./refusal";

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
