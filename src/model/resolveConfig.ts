import { ConfigError } from "./configError";
import {
  type DeepPartial,
  type Protocol,
  type RunConfig,
  completeConfig,
} from "./runConfig";
import { largestThreshold } from "./thresholdGrid";

/** What the settings must fit. */
export interface DatasetLimits {
  readonly n: number;
  readonly dim: number;
  readonly ownQueries: number;
  /** Bits of an imported pca matrix, which replaces the trained one. */
  readonly importedBits: number | null;
  /** Whether pivots were imported. */
  readonly importedPivots: boolean;
  /** Neighbours of each query that came with the data set, 0 without. */
  readonly givenNeighbours: number;
}

const protocols: readonly Protocol[] = [
  "held-out",
  "notebook-62",
  "notebook-67",
  "own-queries",
];

/** Largest settings that the page computes; more belongs to a larger machine. */
export const limitsOfSettings = {
  minBits: 16,
  maxBits: 1024,
  maxIterations: 1000,
  minTrainRows: 100,
  maxTrainRows: 10_000_000,
  maxPivots: 64,
  maxNeighbours: 1000,
  maxQueries: 20_000,
} as const;

/** A value as a person wrote it: strings in quotes, NaN as NaN. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(", ")}]`;
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}

function wholeNumber(
  name: string,
  value: unknown,
  low: number,
  high: number,
): number {
  if (
    typeof value !== "number" ||
    !Number.isSafeInteger(value) ||
    value < low ||
    value > high
  )
    throw new ConfigError(
      `${name} is ${shown(value)}.`,
      `Give a whole number from ${low} to ${high}.`,
    );
  return value;
}

function oneOf<T extends string>(
  name: string,
  value: unknown,
  allowed: readonly T[],
): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined)
    throw new ConfigError(
      `${name} is ${shown(value)}.`,
      `Use one of: ${allowed.join(", ")}.`,
    );
  return found;
}

function numbers(name: string, values: unknown): number[] {
  if (
    !Array.isArray(values) ||
    !values.every((value) => typeof value === "number" && value >= 0)
  )
    throw new ConfigError(
      `${name} is ${shown(values)}.`,
      "Give a list of numbers that are not negative.",
    );
  return values.map(Number);
}

/**
 * Imported pivots are used whatever is asked for. A configuration that was made
 * with pivots no longer there falls back to choosing them.
 */
function strategyOf(
  asked: unknown,
  imported: boolean,
): RunConfig["pivots"]["strategy"] {
  const strategy = oneOf("pivots.strategy", asked, [
    "furthest-first",
    "imported",
  ]);
  if (imported) return "imported";
  return strategy === "imported" ? "furthest-first" : strategy;
}

/**
 * The whole configuration from a partial one: missing parts from the defaults
 * (protocol notebook-67 brings its cosine pivots and thresholds along), checked
 * against the data set. Throws `ConfigError`.
 */
export function resolveConfig(
  partial: DeepPartial<RunConfig>,
  dataset: DatasetLimits,
): RunConfig {
  const given = completeConfig(partial);
  const { hash, pivots, queries } = given;
  const protocol = oneOf("protocol", given.protocol, protocols);
  const space = oneOf("pivots.space", pivots.space, [
    "hamming",
    "cosine",
    "angular",
  ]);
  const census = isCensus(queries.census, protocol, dataset.n);
  const maxSeed = Number.MAX_SAFE_INTEGER;
  // RandomState takes 32-bit seeds, as numpy's does.
  const maxRandomStateSeed = 2 ** 32 - 1;
  const { minBits, maxBits } = limitsOfSettings;

  const config: RunConfig = {
    hash: {
      method: oneOf("hash.method", hash.method, ["itq"]),
      bits:
        dataset.importedBits ??
        wholeNumber("hash.bits", hash.bits, minBits, maxBits),
      iterations: wholeNumber(
        "hash.iterations",
        hash.iterations,
        0,
        limitsOfSettings.maxIterations,
      ),
      seed: wholeNumber("hash.seed", hash.seed, 0, maxSeed),
      trainRows: wholeNumber(
        "hash.trainRows",
        hash.trainRows,
        limitsOfSettings.minTrainRows,
        limitsOfSettings.maxTrainRows,
      ),
    },
    pivots: {
      count: wholeNumber(
        "pivots.count",
        pivots.count,
        1,
        limitsOfSettings.maxPivots,
      ),
      strategy: strategyOf(pivots.strategy, dataset.importedPivots),
      space,
      statistic: oneOf("pivots.statistic", pivots.statistic, [
        "max",
        "sum-of-squares",
      ]),
      seed: wholeNumber(
        "pivots.seed",
        pivots.seed,
        0,
        space === "hamming" ? maxSeed : maxRandomStateSeed,
      ),
    },
    protocol,
    queries: {
      // Asked of all documents, the number is theirs.
      count: census
        ? dataset.n
        : wholeNumber(
            "queries.count",
            queries.count,
            1,
            limitsOfSettings.maxQueries,
          ),
      seed: wholeNumber("queries.seed", queries.seed, 0, maxRandomStateSeed),
      census,
    },
    groundTruth: oneOf("groundTruth", given.groundTruth, ["exact", "given"]),
    k: wholeNumber("k", given.k, 1, limitsOfSettings.maxNeighbours),
    thresholds: checkThresholds(
      numbers("thresholds", given.thresholds),
      given.pivots,
    ),
    limits: numbers("limits", given.limits).map((limit) =>
      wholeNumber("limits", limit, 1, Number.MAX_SAFE_INTEGER),
    ),
    device: oneOf("device", given.device, ["auto", "webgpu", "cpu"]),
  };
  checkAgainstDataset(config, dataset);
  return config;
}

/** Whether every document asks, checked against the protocol and the corpus. */
function isCensus(asked: unknown, protocol: Protocol, n: number): boolean {
  if (typeof asked !== "boolean")
    throw new ConfigError(
      `queries.census is ${shown(asked)}.`,
      "Give true or false.",
    );
  if (!asked) return false;
  if (protocol !== "notebook-62" && protocol !== "notebook-67")
    throw new ConfigError(
      `A census asks with every document of the corpus, which protocol ${protocol} does not.`,
      "Choose protocol notebook-62 or notebook-67, or set queries.census to false.",
    );
  if (n > limitsOfSettings.maxQueries)
    throw new ConfigError(
      `A census of ${n} documents is too large for one page.`,
      `Open ${limitsOfSettings.maxQueries} documents or fewer, or ask with a sample of them.`,
    );
  return true;
}

/**
 * Hamming thresholds are whole; cosine ones lie on the surface's grid, and are
 * given back as its numbers: 0.1 + 0.2 means 0.3.
 */
function checkThresholds(
  thresholds: number[],
  { space, statistic, count: pivots }: RunConfig["pivots"],
): number[] {
  return thresholds.map((threshold) => {
    if (space === "hamming") {
      if (Number.isInteger(threshold)) return threshold;
      throw new ConfigError(
        `Threshold ${threshold} is not a whole number of bits.`,
        "Hamming pivots take whole thresholds such as 15 or 20.",
      );
    }
    const steps = Math.round(threshold * 1000);
    const most = largestThreshold(space, statistic, pivots);
    if (threshold > most || Math.abs(threshold * 1000 - steps) > 1e-9)
      throw new ConfigError(
        `Threshold ${threshold} is not on the grid of ${space} distances.`,
        `${space === "cosine" ? "Cosine" : "Angular"} pivots take thresholds from 0 to ${most} with at most three decimals, such as 0.15.`,
      );
    return steps / 1000;
  });
}

function checkAgainstDataset(config: RunConfig, dataset: DatasetLimits): void {
  const { bits } = config.hash;
  const { n, dim, ownQueries } = dataset;
  if (bits > dim)
    throw new ConfigError(
      `${bits} bits need vectors of at least ${bits} dimensions; these have ${dim}.`,
      `Choose ${dim} bits or fewer.`,
    );
  const querySet =
    config.protocol === "own-queries" ||
    (config.protocol === "held-out" && ownQueries > 0);
  if (config.protocol === "own-queries" && ownQueries === 0)
    throw new ConfigError(
      "This data set has no query vectors of its own.",
      "Open a second .npy whose name contains “query”, or choose the held-out protocol.",
    );
  const asked = config.queries.count;
  const available = querySet ? ownQueries : config.queries.census ? n : n - 1;
  if (asked > available)
    throw new ConfigError(
      `${asked} queries are asked for, ${available} are there.`,
      `Choose ${available} queries or fewer.`,
    );
  const removed = config.protocol === "held-out" && !querySet;
  const corpusSize = removed ? n - asked : n;
  if (dataset.importedBits === null && config.hash.trainRows < bits)
    throw new ConfigError(
      `${bits} bits need at least ${bits} documents to train on; hash.trainRows allows ${config.hash.trainRows}.`,
      `Set hash.trainRows to ${bits} or more.`,
    );
  if (dataset.importedBits === null && corpusSize < bits)
    throw new ConfigError(
      `${bits} bits need at least ${bits} documents to train on; there are ${corpusSize}.`,
      "Choose fewer bits or fewer queries, or open more documents.",
    );
  const others = querySet || removed ? corpusSize : n - 1;
  if (config.k > others)
    throw new ConfigError(
      `k = ${config.k} neighbours cannot be found among ${others} documents.`,
      `Choose k = ${others} or less.`,
    );
  if (config.groundTruth === "given")
    checkGiven(config.k, dataset.givenNeighbours, querySet);
  if (config.pivots.count > corpusSize)
    throw new ConfigError(
      `${config.pivots.count} pivots cannot be chosen from ${corpusSize} documents.`,
      `Choose ${corpusSize} pivots or fewer.`,
    );
}

/** The neighbours that came with the data set must be there and enough. */
function checkGiven(k: number, given: number, querySet: boolean): void {
  if (given === 0)
    throw new ConfigError(
      "This data set brought no neighbours of its queries.",
      "Open a file of neighbours beside the queries, or set groundTruth to exact.",
    );
  if (!querySet)
    throw new ConfigError(
      "The neighbours that came with the data set belong to its own queries, which do not ask here.",
      "Choose protocol own-queries or held-out, or set groundTruth to exact.",
    );
  if (k > given)
    throw new ConfigError(
      `k = ${k} neighbours are asked for; ${given} of each query came with the data set.`,
      `Choose k = ${given} or less, or set groundTruth to exact.`,
    );
}
