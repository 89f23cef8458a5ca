import type { ComputeBackend, OperationContext } from "../compute/backend";
import { hammingScore } from "../search/score/hamming";
import { possibleThresholds } from "../search/structure/pivots/knobs";
import { prefixDistances } from "../search/structure/pivots/prefix";
import { pivotSteps } from "../search/structure/pivots/steps";
import type { RunState } from "./pipeline";
import type { Surface } from "../model/surface";

/** Surfaces of the first pivots of each run, while the run is held. */
const known = new WeakMap<RunState, Map<number, Promise<Surface>>>();

/**
 * The surface by the first `width` pivots of a run. Codes, neighbours and
 * distances are those of the run; only the histogram is counted anew, once.
 */
export function prefixSurface(
  state: RunState,
  width: number,
  backend: ComputeBackend,
  context: OperationContext,
): Promise<Surface> {
  const { filter, codes, queryCodes, split, groundTruth, config } = state;
  if (width === filter.pivots) return Promise.resolve(state.surface);
  const surfaces = known.get(state) ?? new Map<number, Promise<Surface>>();
  known.set(state, surfaces);
  const former = surfaces.get(width);
  if (former) return former;
  const made = backend.surface(
    {
      score: hammingScore(codes, queryCodes),
      structure: pivotSteps(
        prefixDistances(filter, width),
        possibleThresholds(filter, 0),
      ),
      excludedRows: split.excludedRows,
      neighbours: groundTruth,
      k: config.k,
    },
    context,
  );
  surfaces.set(width, made);
  // A cancelled one is counted again by the next call.
  made.catch(() => surfaces.delete(width));
  return made;
}
