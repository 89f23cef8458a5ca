import { languages } from "../../../src/words/languages";
import { rangeMessage, thresholdMessage } from "../../../src/words/typedNumber";
import { progressLabel, progressPace } from "../../../src/words/progress";
import { methods } from "../../../src/search/registry";
import { defaultRunConfig } from "../../../src/search/config/complete";
import { describe, expect, test } from "vitest";
import {
  clampConfig,
  controlRange,
  controlRanges,
  limitsToReport,
  mergeConfig,
  nearestLimit,
  notebookConfig,
  protocolPatch,
} from "../../../src/search/config/edits";
import {
  isStale,
  staleSteps,
  stepState,
  stepTimeMs,
} from "../../../src/model/pipelineSteps";
import { makeDataset } from "./viewFixture";
import type { Progress } from "../../../src/model/stages";

const config = defaultRunConfig;

const { en } = languages;

describe("allowed values", () => {
  test("refuses what is no whole number in the range and names the range", () => {
    const range = { min: 16, max: 384 };
    const message = "Bits must be a whole number from 16 to 384.";
    for (const text of ["", "15", "385", "20.5", "many"]) {
      expect(rangeMessage(en, text, "Bits", range)).toBe(message);
    }
    expect(rangeMessage(en, "16", "Bits", range)).toBeNull();
    expect(rangeMessage(en, " 384 ", "Bits", range)).toBeNull();
  });

  test("takes fractions for a cosine threshold only", () => {
    const range = { min: 0, max: 2 };
    expect(thresholdMessage(en, "0.15", range, false)).toBeNull();
    expect(thresholdMessage(en, "0.15", range, true)).not.toBeNull();
    expect(thresholdMessage(en, "", range, false)).not.toBeNull();
    expect(thresholdMessage(en, "2.5", range, false)).toBe(
      "Threshold must be a number from 0 to 2.",
    );
  });

  test("bits end at the dimension, queries at the query set", () => {
    const ranges = controlRanges(makeDataset({ dim: 256 }), config);
    const { bits } = methods.hash.itq.settings;
    if (bits.kind !== "number") throw new Error("bits are a number");
    const facts = { n: 1000, dim: 256, documents: 1000 };
    expect(controlRange(bits, config.hash, facts)).toEqual({
      min: 16,
      max: 256,
    });
    expect(ranges.queries.max).toBe(500);
    const without = controlRanges(makeDataset({ ownQueries: 0 }), config);
    expect(without.queries.max).toBe(999);
  });
});

describe("edits", () => {
  test("merges nested parts and leaves the rest", () => {
    const merged = mergeConfig(config, { hash: { bits: 64 }, k: 5 });
    expect(merged.hash).toEqual({ ...config.hash, bits: 64 });
    expect(merged.k).toBe(5);
    expect(merged.structure).toEqual(config.structure);
  });

  test("takes nothing for another value than was asked for", () => {
    expect(mergeConfig(config, { hash: { bits: "64" } }).hash.bits).toBe("64");
  });

  test("clamps to a smaller data set", () => {
    const clamped = clampConfig(
      mergeConfig(config, { protocol: "own-queries", pivots: { count: 64 } }),
      makeDataset({ n: 40, dim: 32, ownQueries: 0 }),
    );
    expect(clamped.protocol).toBe("held-out");
    // A fifth may ask; 32 documents are left for bits, pivots and neighbours.
    expect(clamped.queries.count).toBe(8);
    expect(clamped.hash.bits).toBe(32);
    expect(clamped.structure.count).toBe(32);
    expect(clamped.k).toBe(10);
  });

  test("queries that stay in the corpus, or come with it, take nothing from it", () => {
    const inCorpus = clampConfig(
      mergeConfig(config, { protocol: "notebook-62" }),
      makeDataset({ n: 40, dim: 64, ownQueries: 0 }),
    );
    expect(inCorpus.queries.count).toBe(39);
    expect(inCorpus.hash.bits).toBe(40);
    const ownSet = clampConfig(
      config,
      makeDataset({ n: 40, dim: 64, ownQueries: 25 }),
    );
    expect(ownSet.queries.count).toBe(25);
    expect(ownSet.hash.bits).toBe(40);
  });

  test("notebook 67 brings cosine pivots, going back Hamming ones", () => {
    const there = mergeConfig(config, protocolPatch("notebook-67", config));
    expect(there.structure.space).toBe("cosine");
    expect(there.thresholds).toContain(0.15);
    const back = mergeConfig(there, protocolPatch("notebook-62", there));
    expect(back.structure.space).toBe("hamming");
    expect(back.thresholds).toEqual([15, 20]);
  });

  test("the notebook's settings keep protocol and device", () => {
    const edited = mergeConfig(config, {
      hash: { bits: 32 },
      protocol: "notebook-62",
      device: "cpu",
    });
    expect(notebookConfig(edited)).toEqual({
      ...config,
      protocol: "notebook-62",
      device: "cpu",
    });
  });

  test("reports the limit in use beside the config's", () => {
    expect(limitsToReport([100, 500], 200)).toEqual([100, 200, 500]);
    expect(limitsToReport([100, 500], 500)).toEqual([100, 500]);
    expect(nearestLimit([100, 500], 450)).toBe(500);
  });
});

describe("what is out of date", () => {
  const changed = (patch: Parameters<typeof mergeConfig>[1], own = 500) => [
    ...staleSteps(mergeConfig(config, patch), config, own),
  ];

  test("follows the flow of data", () => {
    expect(changed({ hash: { bits: 64 } })).toEqual([
      "hash",
      "structure",
      "evaluate",
    ]);
    expect(changed({ pivots: { count: 4 } })).toEqual([
      "structure",
      "evaluate",
    ]);
    expect(changed({ k: 5 })).toEqual(["evaluate"]);
    expect(changed({ limits: [7], thresholds: [1] })).toEqual([]);
  });

  test("held-out documents change the fit, a query set does not", () => {
    expect(changed({ queries: { count: 50 } }, 0)).toContain("hash");
    expect(changed({ queries: { count: 50 } }, 500)).toEqual(["evaluate"]);
    expect(isStale(config, config, 0)).toBe(false);
  });
});

describe("the state of a card", () => {
  const progress: Progress = {
    stage: "rotation",
    done: 10,
    total: 50,
    unit: "iterations",
    ratePerSecond: 20,
    remainingMs: 2000,
  };

  test("is running where the stage belongs", () => {
    const state = (step: "hash" | "structure", hasResult: boolean) =>
      stepState({
        step,
        hasResult,
        running: true,
        progress,
        stale: new Set(["structure"]),
      });
    expect(state("hash", true)).toBe("running");
    expect(state("structure", true)).toBe("stale");
    expect(state("structure", false)).toBe("waiting");
  });

  test("tells rate and time left", () => {
    expect(progressLabel(en, progress)).toBe("Fitting the rotation");
    const pace = progressPace(en, progress).replaceAll("\u00a0", " ");
    expect(pace).toBe("20 iterations/s · 2.0 s left");
    expect(progressPace(en, { ...progress, remainingMs: 0 })).not.toContain(
      "left",
    );
  });

  test("adds up its stages", () => {
    expect(stepTimeMs("hash", { moments: 1, rotation: 2, pivots: 4 })).toBe(3);
  });
});
