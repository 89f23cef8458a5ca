import { methods } from "../../../src/search/registry";
import { beforeAll, expect, test } from "vitest";
import { createReferenceBackend } from "../../../src/compute/reference/referenceBackend";
import { makeSynthetic } from "../../../src/data/synthetic";
import { staleSteps } from "../../../src/model/pipelineSteps";
import { sameRun } from "../../../src/model/run/sameRun";
import {
  assemble,
  type Dataset,
  withoutExtras,
} from "../../../src/worker/dataset";
import { noParameters } from "../../../src/worker/importedParameters";
import { runPipeline } from "../../../src/worker/pipeline";
import type { RunConfig } from "../../../src/model/run/configuration";
import { completeConfig } from "../../../src/search/config/complete";
import { StageCache } from "../../../src/worker/stageCache";
import { makeView } from "../model/viewFixture";
import { quietCall } from "./support";

const base = completeConfig({
  hash: { bits: 16, iterations: 2, trainRows: 100 },
  pivots: { count: 3 },
  queries: { count: 6 },
  k: 4,
});

/** Computed from a setting on, whatever comes before. */
const fromPivots = ["pivots", "surface"];
const fromRotation = ["rotation", "encode", ...fromPivots];
const fromTraining = ["training", "moments", "eigenvectors", ...fromRotation];
const fromSplit = ["split", "ground-truth", "encode", ...fromPivots];
const fromTruth = ["ground-truth", "surface"];

/** Another value of every setting, and the stages that depend on it. */
const changes: Readonly<
  Record<string, readonly [value: unknown, stages: readonly string[]]>
> = {
  "hash.method": ["pca-rotation", fromRotation],
  "hash.bits": [17, fromRotation],
  "hash.iterations": [3, fromRotation],
  "hash.seed": [1, fromTraining],
  "hash.trainRows": [110, fromTraining],
  "structure.count": [4, fromPivots],
  "structure.strategy": ["imported", fromPivots],
  "structure.space": ["cosine", fromPivots],
  "structure.statistic": ["sum-of-squares", fromPivots],
  "structure.seed": [1, fromPivots],
  "structure.method": ["scan", ["surface"]],
  "score.method": ["hamming", []],
  rescoring: ["f32", []],
  protocol: ["notebook-62", fromSplit],
  "queries.count": [7, fromSplit],
  "queries.seed": [1, fromSplit],
  "queries.census": [true, fromSplit],
  // The exact neighbours are the same, whether they count or not.
  groundTruth: ["given", ["surface"]],
  k: [3, fromTruth],
  thresholds: [[3], []],
  limits: [[7], []],
  device: ["cpu", []],
};

let dataset: Dataset;
const cache = new StageCache(() => 0);

function runOn(stages: StageCache, config: RunConfig) {
  return runPipeline({
    dataset,
    config,
    methods,
    imported: noParameters,
    backend: createReferenceBackend(),
    cache: stages,
    call: quietCall(),
  });
}

/** The stages that a run of `config` computes after one of `base`. */
async function computedAfterBase(config: RunConfig): Promise<string[]> {
  const { log } = await runOn(cache.fork(), config);
  const stages = Object.keys(log.timingsMs);
  return stages.filter((stage) => !log.cached.includes(stage));
}

function isSection(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `base` with one setting changed, even to what no check would let through. */
function withSetting(path: string, value: unknown): RunConfig {
  const [section, name] = path.split(".");
  const copy: Record<string, unknown> = { ...structuredClone(base) };
  const inner = copy[section];
  if (name !== undefined && isSection(inner)) inner[name] = value;
  else copy[section] = value;
  return copy as unknown as RunConfig;
}

/** Every object with its properties in the other order. */
function reversed(value: unknown): unknown {
  if (!isSection(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}

beforeAll(async () => {
  const matrix = makeSynthetic({ n: 120, dim: 24, seed: 7 });
  const queries = makeSynthetic({ n: 40, dim: 24, seed: 8 });
  dataset = await assemble({
    ...withoutExtras,
    name: "synthetic",
    vectors: { label: "documents", matrix },
    queryVectors: { label: "queries", matrix: queries },
    neighbours: {
      data: Int32Array.from({ length: 40 * 8 }, (_, i) => i % 8),
      rows: 40,
      width: 8,
    },
  });
  await runOn(cache, base);
});

test("the table of changes names every setting", () => {
  const settings = Object.entries(base).flatMap(([section, value]) =>
    isSection(value)
      ? Object.keys(value).map((name) => `${section}.${name}`)
      : [section],
  );
  expect(Object.keys(changes).sort()).toEqual(settings.sort());
});

test.each(Object.entries(changes))(
  "another %s computes again what depends on it",
  async (path, [value, stages]) => {
    const computed = await computedAfterBase(withSetting(path, value));
    expect(computed.sort()).toEqual([...stages].sort());
  },
);

test("the order in which settings were written changes nothing", async () => {
  const config = reversed(base) as RunConfig;
  expect(Object.keys(config)).not.toEqual(Object.keys(base));
  expect(await computedAfterBase(config)).toEqual([]);
  expect(staleSteps(config, base, 0).size).toBe(0);
  expect(sameRun(makeView(config).result, makeView(base).result)).toBe(true);
});
