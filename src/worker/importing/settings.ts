import { ConfigError } from "../../model/configError";
import type { Message } from "../../model/message";
import type { PartialConfig, RunConfig } from "../../model/run/configuration";
import { givenConfig } from "../../search/config/given";

/**
 * Recorded settings as `resolve` completes and checks them; null where none are
 * recorded or they cannot be used with this data set, with a warning that says why.
 */
export function usableSettings(
  settings: unknown,
  resolve: (settings: PartialConfig) => RunConfig,
): { readonly config: RunConfig | null; readonly warning: Message | null } {
  if (settings === null) return { config: null, warning: null };
  try {
    return { config: resolve(givenConfig(settings)), warning: null };
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
