import { expect } from "vitest";
import { ConfigError } from "../../../src/model/configError";
import type { PartialConfig } from "../../../src/model/run/configuration";
import {
  type DatasetLimits,
  resolveConfig,
} from "../../../src/search/config/resolve";
import type { FaultText } from "../../../src/words/words";
import { textOf } from "../words/textOf";

export const withoutQueries: DatasetLimits = {
  n: 10_000,
  dim: 384,
  ownQueries: 0,
  importedBits: null,
  importedStructure: null,
  givenNeighbours: 0,
};

/** A configuration as it may come from a script: nothing is sure of its types. */
export function untyped(text: string): PartialConfig {
  return JSON.parse(text) as PartialConfig;
}

/** What a person reads of a configuration that is refused. */
export function refusal(
  partial: PartialConfig,
  dataset: DatasetLimits = withoutQueries,
): FaultText {
  try {
    resolveConfig(partial, dataset);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return textOf(error);
  }
  throw new Error("nothing was refused");
}
