import { ConfigError } from "../model/configError";
import type { PartialConfig, RunConfig } from "../model/run/configuration";
import { completeConfig } from "../search/config/complete";
import type { DatasetLimits } from "../search/config/resolve";
import type { Methods } from "../search/registry";
import type { Dataset } from "./dataset";
import { type Parameters, startOf } from "./importedParameters";

/** What was imported decides settings: how many queries ask, and those of a structure. */
export function withImported(
  partial: PartialConfig,
  imported: Parameters,
  methods: Methods,
): PartialConfig {
  const { queries } = imported;
  return {
    ...withImportedStructure(partial, imported, methods),
    ...(queries &&
    partial.protocol !== "own-queries" &&
    partial.queries?.census !== true
      ? { queries: { ...partial.queries, count: queries.length } }
      : {}),
  };
}

/** What settings must fit, with these parameters in use. */
export function limitsFor(
  { info, neighbours }: Dataset,
  parameters: Parameters,
): DatasetLimits {
  return {
    n: info.n,
    dim: info.dim,
    ownQueries: info.ownQueries,
    importedBits: parameters.hash?.bits ?? null,
    importedStructure: parameters.structure?.method ?? null,
    givenNeighbours: neighbours?.width ?? 0,
  };
}

/** The asked for structure with the settings that its imported arrays decide. */
function withImportedStructure(
  partial: PartialConfig,
  { structure: brought }: Parameters,
  methods: Methods,
): PartialConfig {
  const asked = completeConfig(partial, methods).structure;
  if (!brought || asked.method !== brought.method) return partial;
  const { settings, method } = brought;
  const { knob } = methods.structure[method];
  const { pivots, structure, thresholds, ...others } = partial;
  // Knob values of another unit mean nothing here: that unit's own count.
  const isSameUnit =
    knob?.unit(asked) === knob?.unit({ ...asked, ...settings });
  return {
    ...others,
    ...(thresholds !== undefined && isSameUnit ? { thresholds } : {}),
    ...(pivots && !structure
      ? { pivots: { ...pivots, ...settings } }
      : { structure: { ...structure, method, ...settings } }),
  };
}

/** Imported arrays of different hashes do not go together. */
export function checkImported(imported: Parameters, config: RunConfig): void {
  const { method, bits } = config.hash;
  const { structure, hash } = imported;
  if (hash && !hash.methods.includes(method))
    throw new ConfigError("config.imported-hash-of-another", {
      names: Object.keys(hash.arrays),
      method,
      methods: hash.methods,
    });
  if (
    structure &&
    structure.bits !== null &&
    structure.bits !== bits &&
    structure.method === config.structure.method
  )
    throw new ConfigError("config.imported-pivots-bits", {
      pivotBits: structure.bits,
      bits,
    });
  const start = startOf(imported, method);
  if (start && start.bits !== bits)
    throw new ConfigError("config.imported-start-bits", {
      names: Object.keys(start.arrays),
      startBits: start.bits,
      bits,
    });
}
