import type { Matrix } from "../../compute/backend";
import { gatherRows } from "../../compute/gather";
import { ConfigError } from "../../model/configError";
import type { Choice } from "../../model/runConfig";
import { type DataFacts, seedSetting, wholeNumber } from "../../model/settings";
import { NumpyGenerator } from "../../numeric/random/pcg64";
import type { FitInput, HashTools } from "./hash";
import {
  type Moments,
  type PrincipalAxes,
  computeMoments,
  principalAxes,
} from "./moments";

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

/** What the fits of this family start from. */
export interface Training {
  /** The documents that the fit learns from. */
  readonly documents: Matrix;
  /** Names them. */
  readonly key: string;
  readonly moments: Moments;
  readonly axes: PrincipalAxes;
}

/**
 * Moments and principal axes of the documents: of all, or of `trainRows` drawn
 * without replacement by PCG64(seed), in the corpus's order.
 */
export async function learnAxes(
  { documents: all, documentsKey }: FitInput,
  { trainRows, seed }: { readonly trainRows: number; readonly seed: number },
  { backend, stage }: HashTools,
): Promise<Training> {
  const isDrawn = all.rows > trainRows;
  const key = isDrawn
    ? `${documentsKey}|train=${trainRows}|seed=${seed}`
    : documentsKey;
  const documents = isDrawn
    ? await stage(
        "training",
        key,
        async () => {
          const rows = new NumpyGenerator(seed).choice(all.rows, trainRows);
          return gatherRows(all, rows.sort());
        },
        1,
      )
    : all;
  const moments = await stage("moments", key, (context) =>
    computeMoments(backend, documents, context),
  );
  const axes = await stage("eigenvectors", key, async (context) => {
    await context.checkpoint(0, 1);
    const found = await principalAxes(
      backend,
      moments.covariance,
      documents.columns,
    );
    await context.checkpoint(1, 1);
    return found;
  });
  return { documents, key, moments, axes };
}
