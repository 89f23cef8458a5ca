import { ConfigError } from "../../model/configError";
import { isJsonObject } from "../../model/json";
import type { PartialConfig } from "../../model/run/configuration";
import { asWritten } from "../../model/settings";

/** Parts of a configuration that hold settings of their own. */
const groups = ["hash", "structure", "pivots", "score", "queries"] as const;

function checkGroups(value: unknown): asserts value is PartialConfig {
  const refuse = (setting: string, wrong: unknown): never => {
    throw new ConfigError("config.not-object", {
      setting,
      value: asWritten(wrong),
    });
  };
  if (!isJsonObject(value)) return refuse("", value);
  for (const name of groups) {
    const group = value[name];
    if (group !== undefined && !isJsonObject(group)) refuse(name, group);
  }
}

/**
 * What a script, a link or a file gives as a configuration. Only `undefined`
 * stands for the default; each value is checked by `resolveConfig`.
 *
 * @throws ConfigError naming what should hold settings and does not.
 */
export function givenConfig(value: unknown): PartialConfig {
  checkGroups(value);
  return value;
}

/** The structure as asked for, in either way of asking. */
export function structureAsked({
  structure,
  pivots,
}: PartialConfig): PartialConfig["structure"] {
  if (structure !== undefined || pivots === undefined) return structure;
  return { ...pivots, method: "pivots" };
}
