import { ConfigError } from "../../model/configError";
import { refusalsOf } from "../../model/refusal";
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

/**
 * The covariance in f64, and three times more beside it for its eigenvectors: 4 GiB are enough for
 * 11,585 dimensions.
 */
const COVARIANCE_BYTES = 4 * 8;
const MOST_COVARIANCE_BYTES = 2 ** 32;

/** What such a hash refuses, with what is told of it. */
export interface TrainingRefusals {
  /** `most` dimensions have a covariance that fits. */
  "covariance-too-large": {
    readonly dim: number;
    readonly bytes: number;
    readonly most: number;
  };
  "train-rows-below-bits": {
    readonly bits: number;
    readonly trainRows: number;
  };
  "documents-below-bits": { readonly bits: number; readonly documents: number };
}

/** b principal axes need vectors of b dimensions and b documents. */
export function checkTraining(
  choice: Choice,
  { dim, documents }: DataFacts,
): void {
  const bits = Number(choice["bits"]);
  const trainRows = Number(choice["trainRows"]);
  if (bits > dim)
    throw new ConfigError("config.bits-above-dimensions", { bits, dim });
  const refusal = refusalsOf<TrainingRefusals>("hash", choice.method);
  const bytes = COVARIANCE_BYTES * dim * dim;
  if (bytes > MOST_COVARIANCE_BYTES)
    throw new ConfigError(
      "method.refused",
      refusal("covariance-too-large", {
        dim,
        bytes,
        most: Math.floor(Math.sqrt(MOST_COVARIANCE_BYTES / COVARIANCE_BYTES)),
      }),
    );
  if (trainRows < bits)
    throw new ConfigError(
      "method.refused",
      refusal("train-rows-below-bits", { bits, trainRows }),
    );
  if (documents < bits)
    throw new ConfigError(
      "method.refused",
      refusal("documents-below-bits", { bits, documents }),
    );
}
