import * as v from "valibot";
import type { DatasetInfo } from "../../model/datasetInfo";
import type {
  Choice,
  HashChoice,
  PartialChoice,
  PartialConfig,
  Protocol,
  RunConfig,
} from "../../model/run/configuration";
import type { DataFacts, NumberSetting, Range } from "../../model/settings";
import type { Method } from "../method";
import { choices } from "../choices";
import {
  completeChoice,
  completeConfig,
  defaultRunConfig,
  settingsBrought,
} from "./complete";
import { configFields } from "./fields";
import { structureAsked } from "./given";
import { limitsOfSettings, queriesOf } from "./resolve";

/** Share of a small data set that a newly opened one gives to its queries. */
const LARGEST_QUERY_SHARE = 0.2;

/** The range of a number's control for a data set. */
export function controlRange(
  setting: NumberSetting,
  choice: Choice,
  facts: DataFacts | null,
): Range {
  const { min, max } = setting.allowed(choice);
  return {
    min,
    max: Math.min(
      max,
      setting.controlMax ?? max,
      facts && setting.most ? setting.most(facts) : max,
    ),
  };
}

/** The ranges of the controls of no method for a data set (null: none loaded yet). */
export function controlRanges(dataset: DatasetInfo | null, config: RunConfig) {
  const n = dataset?.n ?? limitsOfSettings.maxQueries;
  const ownQueries = dataset?.ownQueries ?? 0;
  const { isSet } = queriesOf(config, { n, ownQueries });
  const queries = isSet ? Math.max(1, ownQueries) : n - 1;
  return {
    seed: { min: 0, max: 2 ** 32 - 1 },
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

function clamp(value: number, range: Range): number {
  return Math.min(range.max, Math.max(range.min, value));
}

/** A choice with a patch laid over it; another method keeps the settings that it shares. */
function mergeChoice(
  family: Readonly<Record<string, Method>>,
  choice: Choice,
  patch: PartialChoice | undefined,
): Choice {
  if (!patch) return choice;
  return completeChoice(family, { ...choice, ...patch }, choice.method);
}

/** The config with a patch laid over it; only `undefined` leaves a part as it is. */
export function mergeConfig(
  config: RunConfig,
  patch: PartialConfig,
): RunConfig {
  const {
    rescoring = config.rescoring,
    protocol = config.protocol,
    groundTruth = config.groundTruth,
    k = config.k,
    thresholds = config.thresholds,
    limits = config.limits,
    device = config.device,
  } = patch;
  const structure = structureAsked(patch);
  return {
    // As asked for: what is no number is refused by `resolveConfig`.
    hash: mergeChoice(choices.hash, config.hash, patch.hash) as HashChoice,
    structure: mergeChoice(choices.structure, config.structure, structure),
    score: mergeChoice(choices.score, config.score, patch.score),
    rescoring,
    protocol,
    queries: { ...config.queries, ...patch.queries },
    groundTruth,
    k,
    thresholds,
    limits,
    device,
  };
}

/**
 * The config as the controls can show it: what is no method, no number or no
 * list, which a script may ask for, stays as it was in `former`.
 */
export function showableConfig(
  config: RunConfig,
  former: RunConfig,
): RunConfig {
  const names = Object.keys(configFields) as (keyof typeof configFields)[];
  const wrong = names.filter((name) => !v.is(configFields[name], config[name]));
  return {
    ...config,
    ...Object.fromEntries(wrong.map((name) => [name, former[name]])),
  };
}

/** The settings that a data set bounds, cut to what it carries. */
function clampChoice<C extends Choice>(
  family: Readonly<Record<string, Method>>,
  choice: C,
  facts: DataFacts,
): C {
  const cut: Record<string, number> = {};
  const { settings } = family[choice.method];
  for (const [name, setting] of Object.entries(settings)) {
    const value = choice[name];
    if (setting.kind === "number" && setting.most && typeof value === "number")
      cut[name] = clamp(value, controlRange(setting, choice, facts));
  }
  return { ...choice, ...cut };
}

/** The config made possible for a data set: bits <= dim, queries <= n and the like. */
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
  const documents = leave ? dataset.n - queries : dataset.n;
  const facts: DataFacts = { n: dataset.n, dim: dataset.dim, documents };
  return {
    ...next,
    hash: clampChoice<HashChoice>(choices.hash, config.hash, facts),
    structure: clampChoice(choices.structure, config.structure, facts),
    queries: { ...config.queries, count: queries },
    k: clamp(config.k, {
      ...ranges.k,
      max: Math.min(ranges.k.max, documents),
    }),
  };
}

/** The knob's value that is shown first; null without a knob. */
export function firstThreshold({ structure }: RunConfig): number | null {
  return choices.structure[structure.method].knob?.first(structure) ?? null;
}

/** Names the unit of the knob: a value of another unit means nothing. */
export function thresholdUnit({ structure }: RunConfig): string {
  const unit = choices.structure[structure.method].knob?.unit(structure);
  return `${structure.method}|${unit ?? ""}`;
}

/** The limit that is shown first. */
export const firstLimit = 500;

/** What choosing a protocol changes: it may bring settings of the structure along. */
export function protocolPatch(
  protocol: Protocol,
  { structure: { method } }: RunConfig,
): PartialConfig {
  const next = completeConfig({ protocol, structure: { method } });
  return {
    protocol,
    structure: Object.fromEntries(
      settingsBrought(method).map((name) => [name, next.structure[name]]),
    ),
    thresholds: next.thresholds,
    // Only documents of the corpus can all ask.
    ...(protocol === "notebook-62" || protocol === "notebook-67"
      ? {}
      : { queries: { census: false } }),
  };
}

/** A census needs queries that are documents; leaving it goes back to a sample. */
export function censusPatch(config: RunConfig, census: boolean): PartialConfig {
  if (!census)
    return {
      queries: { census, count: defaultRunConfig.queries.count },
    };
  const { protocol } = config;
  const inCorpus = protocol === "notebook-62" || protocol === "notebook-67";
  return {
    ...(inCorpus ? {} : protocolPatch("notebook-62", config)),
    queries: { census },
  };
}

/** What changing the structure changes: a knob of another unit brings its own values. */
export function structurePatch(
  config: RunConfig,
  structure: PartialChoice,
): PartialConfig {
  const next = mergeConfig(config, { structure });
  if (thresholdUnit(next) === thresholdUnit(config)) return { structure };
  const { knob } = choices.structure[next.structure.method];
  return { structure, thresholds: knob?.reported(next.structure) ?? [] };
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
