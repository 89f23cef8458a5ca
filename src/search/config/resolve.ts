import { ConfigError } from "../../model/configError";
import {
  type Choice,
  type HashChoice,
  type PartialConfig,
  type Protocol,
  protocols,
  type RunConfig,
} from "../../model/run/configuration";
import {
  asWritten,
  checkOneOf,
  checkSettings,
  checkWholeNumber,
  type DataFacts,
} from "../../model/settings";
import type { Method } from "../method";
import { type Choices, choices as registered } from "../choices";
import { completeConfig } from "./complete";
import { givenConfig } from "./given";

/** What the settings must fit. */
export interface DatasetLimits {
  readonly n: number;
  readonly dim: number;
  readonly ownQueries: number;
  /** Bits of an imported hash, which replaces the trained one. */
  readonly importedBits: number | null;
  /** Whether the structure's arrays were imported. */
  readonly importedStructure: string | null;
  /** Neighbours of each query that came with the data set, 0 without. */
  readonly givenNeighbours: number;
}

/** Largest settings that the page computes; more belongs to a larger machine. */
export const limitsOfSettings = {
  maxNeighbours: 1000,
  maxQueries: 20_000,
} as const;

/** RandomState takes 32-bit seeds, as numpy's does. */
const MAX_RANDOM_STATE_SEED = 2 ** 32 - 1;

function numbers(name: string, values: unknown): number[] {
  if (
    !Array.isArray(values) ||
    !values.every((value) => typeof value === "number" && value >= 0)
  )
    throw new ConfigError("config.not-numbers", {
      setting: name,
      value: asWritten(values),
    });
  return values.map(Number);
}

function methodOf<M extends Method>(
  family: Readonly<Record<string, M>>,
  group: string,
  { method }: Choice,
): M {
  return family[checkOneOf(`${group}.method`, method, Object.keys(family))];
}

/**
 * The whole configuration from a partial one: missing parts from the defaults
 * (the protocol brings some along), checked against the methods' settings and
 * the data set. Throws `ConfigError`.
 */
export function resolveConfig(
  partial: PartialConfig,
  dataset: DatasetLimits,
  methods: Choices = registered,
): RunConfig {
  const given = completeConfig(givenConfig(partial), methods);
  const { queries } = given;
  const protocol = checkOneOf("protocol", given.protocol, protocols);
  const census = isCensus(queries.census, protocol, dataset.n);
  const count = checkWholeNumber("queries.count", queries.count, {
    min: 1,
    max: limitsOfSettings.maxQueries,
  });

  const hashMethod = methodOf(methods.hash, "hash", given.hash);
  const { importedBits } = dataset;
  const hash: HashChoice = {
    ...checkSettings(
      hashMethod.settings,
      given.hash,
      "hash",
      importedBits === null ? [] : ["bits"],
    ),
    method: hashMethod.name,
    bits: importedBits ?? given.hash.bits,
  };
  const structure = resolveStructure(partial, given, dataset, methods);
  const scoreMethod = methodOf(methods.score, "score", given.score);
  const config: RunConfig = {
    hash,
    structure,
    score: {
      ...checkSettings(scoreMethod.settings, given.score, "score"),
      method: scoreMethod.name,
    },
    rescoring: checkOneOf("rescoring", given.rescoring, ["f32"]),
    protocol,
    queries: {
      // Asked of all documents, the number is theirs.
      count: census ? dataset.n : count,
      seed: checkWholeNumber("queries.seed", queries.seed, {
        min: 0,
        max: MAX_RANDOM_STATE_SEED,
      }),
      census,
    },
    groundTruth: checkOneOf("groundTruth", given.groundTruth, [
      "exact",
      "given",
    ]),
    k: checkWholeNumber("k", given.k, {
      min: 1,
      max: limitsOfSettings.maxNeighbours,
    }),
    thresholds: checkKnob(given.thresholds, structure, methods),
    limits: numbers("limits", given.limits).map((limit) =>
      checkWholeNumber("limits", limit, {
        min: 1,
        max: Number.MAX_SAFE_INTEGER,
      }),
    ),
    device: checkOneOf("device", given.device, ["auto", "webgpu", "cpu"]),
  };
  checkAgainstDataset(config, dataset, methods);
  return config;
}

/** The structure's checked choice; its settings are named as they were given. */
function resolveStructure(
  { structure, pivots }: PartialConfig,
  given: RunConfig,
  { importedStructure }: DatasetLimits,
  methods: Choices,
): Choice {
  const group = structure === undefined && pivots ? "pivots" : "structure";
  const method = methodOf(methods.structure, group, given.structure);
  const choice: Choice = {
    ...checkSettings(method.settings, given.structure, group),
    method: method.name,
  };
  return (
    method.withImports?.(choice, importedStructure === method.name) ?? choice
  );
}

function checkKnob(
  given: readonly number[],
  structure: Choice,
  methods: Choices,
): readonly number[] {
  const values = numbers("thresholds", given);
  const { knob } = methods.structure[structure.method];
  if (knob) return knob.check(values, structure);
  if (values.length === 0) return values;
  throw new ConfigError("config.no-thresholds", {
    value: asWritten(values),
    structure: structure.method,
  });
}

/** Whether every document asks, checked against the protocol and the corpus. */
function isCensus(asked: unknown, protocol: Protocol, n: number): boolean {
  if (typeof asked !== "boolean")
    throw new ConfigError("config.census-no-flag", { value: asWritten(asked) });
  if (!asked) return false;
  if (protocol !== "notebook-62" && protocol !== "notebook-67")
    throw new ConfigError("config.census-of-protocol", { protocol });
  if (n > limitsOfSettings.maxQueries)
    throw new ConfigError("config.census-too-large", {
      documents: n,
      most: limitsOfSettings.maxQueries,
    });
  return true;
}

/** Who asks whom: whether queries come from a set of their own or leave the corpus. */
export function queriesOf(
  { protocol, queries }: Pick<RunConfig, "protocol" | "queries">,
  { n, ownQueries }: Pick<DatasetLimits, "n" | "ownQueries">,
): { readonly isSet: boolean; readonly documents: number } {
  const isSet =
    protocol === "own-queries" || (protocol === "held-out" && ownQueries > 0);
  const isRemoved = protocol === "held-out" && !isSet;
  return { isSet, documents: isRemoved ? n - queries.count : n };
}

function checkAgainstDataset(
  config: RunConfig,
  dataset: DatasetLimits,
  methods: Choices,
): void {
  const { n, dim, ownQueries } = dataset;
  const { isSet, documents } = queriesOf(config, dataset);
  const facts: DataFacts = { n, dim, documents };
  if (config.hash.bits > dim && dataset.importedBits !== null)
    throw new ConfigError("config.bits-above-dimensions", {
      bits: config.hash.bits,
      dim,
    });
  if (config.protocol === "own-queries" && ownQueries === 0)
    throw new ConfigError("config.no-own-queries", {});
  const asked = config.queries.count;
  const available = isSet ? ownQueries : config.queries.census ? n : n - 1;
  if (asked > available)
    throw new ConfigError("config.queries-above-available", {
      asked,
      available,
    });
  if (dataset.importedBits === null)
    methods.hash[config.hash.method].check?.(config.hash, facts);
  const others = isSet || documents < n ? documents : n - 1;
  if (config.k > others)
    throw new ConfigError("config.k-above-documents", {
      k: config.k,
      documents: others,
    });
  if (config.groundTruth === "given")
    checkGiven(config.k, dataset.givenNeighbours, isSet);
  methods.structure[config.structure.method].check?.(config.structure, facts);
  methods.score[config.score.method].check?.(config.score, facts);
}

/** The neighbours that came with the data set must be there and enough. */
function checkGiven(k: number, given: number, isSet: boolean): void {
  if (given === 0) throw new ConfigError("config.no-given-neighbours", {});
  if (!isSet) throw new ConfigError("config.given-neighbours-of-others", {});
  if (k > given) throw new ConfigError("config.k-above-given", { k, given });
}
