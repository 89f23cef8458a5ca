import type { Choice } from "../model/run/configuration";
import type { DataFacts, Settings } from "../model/settings";
import type { TimedStage } from "../model/stages";

/** What every registered hash, score and structure says of itself. */
export interface Method {
  /** As the configuration names it. */
  readonly name: string;
  readonly settings: Settings;
  /** Stages of a run that belong to it, in the order in which they come. */
  readonly stages: readonly TimedStage[];
  /**
   * Refuses settings, each right by itself, that the data set cannot carry.
   * Throws ConfigError.
   */
  readonly check?: (choice: Choice, facts: DataFacts) => void;
}
