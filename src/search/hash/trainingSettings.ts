import { ConfigError } from "../../model/configError";
import type { Choice } from "../../model/run/configuration";
import { type DataFacts, seedSetting, wholeNumber } from "../../model/settings";

/** Fewer bits tell nothing apart. */
export const SHORTEST_HASH_BITS = 16;

/** Settings of every hash that learns principal axes from documents. */
export const trainingSettings = {
  bits: wholeNumber({
    default: 128,
    min: SHORTEST_HASH_BITS,
    max: 1024,
    most: ({ dim, documents }) => Math.min(dim, documents),
    keyStep: 16,
  }),
  seed: seedSetting(),
  /** The fit learns from at most so many documents, drawn where there are more. */
  trainRows: wholeNumber({
    default: 50_000,
    min: 100,
    max: 10_000_000,
    keyStep: 10_000,
  }),
};

/** b principal axes need vectors of b dimensions and b documents. */
export function checkTraining(
  choice: Choice,
  { dim, documents }: DataFacts,
): void {
  const bits = Number(choice["bits"]);
  const trainRows = Number(choice["trainRows"]);
  if (bits > dim)
    throw new ConfigError("config.bits-above-dimensions", { bits, dim });
  if (trainRows < bits)
    throw new ConfigError("config.train-rows-below-bits", { bits, trainRows });
  if (documents < bits)
    throw new ConfigError("config.documents-below-bits", { bits, documents });
}
