import type { Matrix } from "../../compute/backend";
import { gatherRows } from "../../compute/gather";
import { NumpyGenerator } from "../../numeric/random/pcg64";
import type { FitInput, HashTools } from "./hash";
import {
  type Moments,
  type PrincipalAxes,
  computeMoments,
  principalAxes,
} from "./moments";

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
