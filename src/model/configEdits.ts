import type { DeepPartial, Protocol, RunConfig } from "./runConfig";
import { completeConfig } from "./runConfig";
import { limitsOfSettings } from "./resolveConfig";
import type { DatasetInfo } from "./datasetInfo";

/** A whole number's allowed values, both ends included. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Share of a small data set that a newly opened one gives to its queries. */
const LARGEST_QUERY_SHARE = 0.2;

/** The ranges of the controls for a data set (null: none loaded yet). */
export function controlRanges(dataset: DatasetInfo | null, config: RunConfig) {
  const dim = dataset?.dim ?? limitsOfSettings.maxBits;
  const n = dataset?.n ?? limitsOfSettings.maxQueries;
  const querySet =
    config.protocol === "own-queries" ||
    (config.protocol === "held-out" && (dataset?.ownQueries ?? 0) > 0);
  const queries = querySet ? (dataset?.ownQueries ?? 1) : n - 1;
  return {
    bits: {
      min: limitsOfSettings.minBits,
      max: Math.min(dim, limitsOfSettings.maxBits),
    },
    iterations: { min: 0, max: limitsOfSettings.maxIterations },
    trainRows: {
      min: limitsOfSettings.minTrainRows,
      max: limitsOfSettings.maxTrainRows,
    },
    seed: { min: 0, max: 2 ** 32 - 1 },
    pivots: { min: 1, max: Math.min(limitsOfSettings.maxPivots, n) },
    queries: {
      min: 1,
      max: Math.max(1, Math.min(queries, limitsOfSettings.maxQueries)),
    },
    k: {
      min: 1,
      max: Math.max(1, Math.min(limitsOfSettings.maxNeighbours, n - 1)),
    },
    limit: { min: 1, max: n },
  } as const satisfies Record<string, Range>;
}

/** What is wrong with a typed number, in words, or null when it is allowed. */
export function rangeMessage(
  text: string,
  name: string,
  range: Range,
): string | null {
  const allowed = `${name} must be a whole number from ${label(range.min)} to ${label(range.max)}.`;
  const trimmed = text.trim();
  if (trimmed === "") return allowed;
  const value = Number(trimmed);
  if (!Number.isInteger(value)) return allowed;
  return value < range.min || value > range.max ? allowed : null;
}

function label(value: number): string {
  return value >= 10_000 ? value.toLocaleString("en-US") : String(value);
}

function clamp(value: number, range: Range): number {
  return Math.min(range.max, Math.max(range.min, value));
}

/** The config with a patch laid over it. */
export function mergeConfig(
  config: RunConfig,
  patch: DeepPartial<RunConfig>,
): RunConfig {
  return {
    hash: { ...config.hash, ...patch.hash },
    pivots: { ...config.pivots, ...patch.pivots },
    protocol: patch.protocol ?? config.protocol,
    queries: { ...config.queries, ...patch.queries },
    groundTruth: patch.groundTruth ?? config.groundTruth,
    k: patch.k ?? config.k,
    thresholds: patch.thresholds ?? config.thresholds,
    limits: patch.limits ?? config.limits,
    device: patch.device ?? config.device,
  };
}

/** The config made possible for a data set: bits <= dim, pivots and queries <= n. */
export function clampConfig(
  config: RunConfig,
  dataset: DatasetInfo,
): RunConfig {
  const protocol: Protocol =
    config.protocol === "own-queries" && dataset.ownQueries === 0
      ? "held-out"
      : config.protocol;
  const next = { ...config, protocol };
  const ranges = controlRanges(dataset, next);
  const leave = protocol === "held-out" && dataset.ownQueries === 0;
  // Queries that leave the corpus leave most of it to train on.
  const most = leave
    ? Math.max(1, Math.floor(dataset.n * LARGEST_QUERY_SHARE))
    : ranges.queries.max;
  const queries = clamp(config.queries.count, { ...ranges.queries, max: most });
  const corpus = leave ? dataset.n - queries : dataset.n;
  const within = (value: number, range: Range) =>
    clamp(value, { ...range, max: Math.min(range.max, corpus) });
  return {
    ...next,
    hash: { ...config.hash, bits: within(config.hash.bits, ranges.bits) },
    pivots: {
      ...config.pivots,
      count: within(config.pivots.count, ranges.pivots),
    },
    queries: { ...config.queries, count: queries },
    k: within(config.k, ranges.k),
  };
}

/** The threshold that is shown first, per pivot space. */
export const firstThreshold = {
  hamming: 20,
  cosine: 0.2,
  angular: 0.2,
} as const;

/** The limit that is shown first. */
export const firstLimit = 500;

/** What choosing a protocol changes: notebook-67 has cosine pivots, the others Hamming pivots. */
export function protocolPatch(protocol: Protocol): DeepPartial<RunConfig> {
  const { pivots, thresholds } = completeConfig({ protocol });
  return {
    protocol,
    pivots: { space: pivots.space },
    thresholds,
    // Only documents of the corpus can all ask.
    ...(protocol === "notebook-62" || protocol === "notebook-67"
      ? {}
      : { queries: { census: false } }),
  };
}

/** A census needs queries that are documents; leaving it goes back to a sample. */
export function censusPatch(
  { protocol }: RunConfig,
  census: boolean,
): DeepPartial<RunConfig> {
  if (!census)
    return {
      queries: { census, count: completeConfig({}).queries.count },
    };
  const inCorpus = protocol === "notebook-62" || protocol === "notebook-67";
  return {
    ...(inCorpus ? {} : protocolPatch("notebook-62")),
    queries: { census },
  };
}

/** What choosing a distance to the pivots changes: thresholds are of its own unit. */
export function spacePatch(
  space: RunConfig["pivots"]["space"],
): DeepPartial<RunConfig> {
  const { thresholds } = completeConfig({ pivots: { space } });
  return { pivots: { space }, thresholds };
}

/** The notebook's settings for the chosen protocol: everything but protocol and device. */
export function notebookConfig(config: RunConfig): RunConfig {
  return {
    ...completeConfig({ protocol: config.protocol }),
    device: config.device,
  };
}

/** The limits to report: the config's and the one in use, ascending. */
export function limitsToReport(
  limits: readonly number[],
  limit: number,
): readonly number[] {
  return [...new Set([...limits, limit])].sort((a, b) => a - b);
}

/** The limit to show: the current one if it is reported, else the nearest. */
export function nearestLimit(limits: readonly number[], limit: number): number {
  let best = limits[0] ?? limit;
  for (const candidate of limits) {
    if (Math.abs(candidate - limit) < Math.abs(best - limit)) best = candidate;
  }
  return best;
}

/** What is wrong with a typed threshold, in words, or null when it is allowed. */
export function thresholdMessage(
  text: string,
  range: Range,
  whole: boolean,
): string | null {
  if (whole) return rangeMessage(text, "Threshold", range);
  const value = text.trim() === "" ? Number.NaN : Number(text);
  return value >= range.min && value <= range.max
    ? null
    : `Threshold must be a number from ${range.min} to ${range.max}.`;
}
