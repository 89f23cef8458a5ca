import { stepOfThreshold } from "../evaluate/rows";
import { ConfigError } from "../model/configError";
import type { ConfigFaults } from "../model/faults/config";
import type {
  RepeatPoint,
  Repeats,
  RepeatsRequest,
} from "../model/evaluationReports";
import { type RunState, runPipeline } from "./pipeline";
import type { PipelineInput } from "./pipelineInput";
import { stageContext } from "./progress";
import type { RunConfig } from "../model/run/configuration";
import type { Settings } from "../model/settings";
import { atFilterRecall95, readerOf } from "./describeRun";

/** What repeats start from: the inputs of the last run. */
export interface RepeatInput extends Omit<PipelineInput, "config"> {
  readonly state: RunState;
}

const MOST_SEEDS = 50;

function withSeed(
  config: RunConfig,
  vary: RepeatsRequest["vary"],
  seed: number,
): RunConfig {
  switch (vary) {
    case "pivots":
      return { ...config, structure: { ...config.structure, seed } };
    case "rotation":
      return { ...config, hash: { ...config.hash, seed } };
    case "queries":
      return { ...config, queries: { ...config.queries, seed } };
  }
}

const drawsBySeed = (settings: Settings) =>
  Object.values(settings).some(
    (setting) => setting.kind === "number" && setting.seed === true,
  );

/** Why a seed decides nothing in this run, or null. */
function seedless(
  vary: RepeatsRequest["vary"],
  { config, methods, imported, hash }: RunState,
): ConfigFaults["config.seed-decides-nothing"]["why"] | null {
  const { settings } = methods.structure[config.structure.method];
  const hashMethod = methods.hash[config.hash.method];
  if (vary === "pivots" && !drawsBySeed(settings))
    return "structure-draws-nothing";
  if (vary === "pivots" && imported.includes("pivots"))
    return "pivots-imported";
  const start = hashMethod.start?.names ?? [];
  const isGiven = start.some((name) => imported.includes(name));
  if (vary === "rotation" && (hash.imported || isGiven))
    return "rotation-imported";
  if (vary === "rotation" && !drawsBySeed(hashMethod.settings))
    return "hash-draws-nothing";
  if (vary !== "queries") return null;
  if (config.queries.census) return "census";
  if (config.protocol === "own-queries" || imported.includes("queries"))
    return "queries-given";
  return null;
}

/**
 * Runs the configuration of the last run with seeds 0, 1, ... in place of one
 * of its own, everything else alike. What the last run left stays as it was.
 * Throws ConfigError where the seed decides nothing.
 */
export async function repeatOverSeeds(
  { vary, seeds, threshold, limit, k }: RepeatsRequest,
  input: RepeatInput,
): Promise<Repeats> {
  const { state, cache, call } = input;
  if (!Number.isInteger(seeds) || seeds < 2 || seeds > MOST_SEEDS)
    throw new ConfigError("config.seeds-count", { seeds, most: MOST_SEEDS });
  const why = seedless(vary, state);
  if (why !== null)
    throw new ConfigError("config.seed-decides-nothing", { why });
  const context = stageContext({ stage: "repeats" }, call);
  // What the seeds compute must not push out what the page's run keeps.
  const fork = cache.fork();
  const quiet = { ...call, onProgress: () => undefined };
  const points: RepeatPoint[] = [];
  await context.checkpoint(0, seeds);
  for (let seed = 0; seed < seeds; seed++) {
    const repeated = await runPipeline({
      ...input,
      config: withSeed(state.config, vary, seed),
      cache: fork,
      call: quiet,
    });
    const reader = readerOf(repeated);
    const row = reader.row(threshold, [], k);
    const step = stepOfThreshold(repeated.surface, threshold);
    const recall = reader.recallPerQuery(step, limit, k ?? state.config.k);
    points.push({
      seed,
      reduction: row.reduction,
      filterRecall: row.filterRecall,
      recall: recall.reduce((sum, value) => sum + value, 0) / recall.length,
      reductionAt95:
        atFilterRecall95(repeated, repeated.surface)?.reduction ?? null,
    });
    await context.checkpoint(seed + 1, seeds);
  }
  return { vary, threshold, limit, points };
}
