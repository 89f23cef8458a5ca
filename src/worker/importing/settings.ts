import { ConfigError } from "../../model/configError";
import type { Message } from "../../model/message";
import type { PartialConfig, RunConfig } from "../../model/run/configuration";
import { isObject } from "./recorded";

/** Settings are plain values in at most two levels; their worth is checked by `resolve`. */
function isPartialConfig(value: unknown): value is PartialConfig {
  if (!isObject(value)) return false;
  return ["hash", "structure", "pivots", "score", "queries"].every(
    (part) => value[part] === undefined || isObject(value[part]),
  );
}

/**
 * Recorded settings as `resolve` completes and checks them; null where none are
 * recorded or they cannot be used with this data set, with a warning that says why.
 */
export function usableSettings(
  settings: unknown,
  resolve: (settings: PartialConfig) => RunConfig,
): { readonly config: RunConfig | null; readonly warning: Message | null } {
  if (!isPartialConfig(settings)) return { config: null, warning: null };
  try {
    return { config: resolve(settings), warning: null };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return {
      config: null,
      warning: {
        name: "import.settings-unusable",
        params: { cause: error.fault },
      },
    };
  }
}
