import type { ComputeBackend, OperationContext } from "../compute/backend";
import type { Surface } from "../model/surface";
import type { RunState } from "./pipeline";

/** Surfaces of the first parts of each run's structure, while the run is held. */
const surfacesOfRuns = new WeakMap<RunState, Map<number, Promise<Surface>>>();

/**
 * The surface by the first `count` parts of a run's structure, its pivots. Codes,
 * neighbours and what is stored are those of the run; only the histogram is
 * counted anew, once.
 */
export function prefixSurface(
  state: RunState,
  count: number,
  backend: ComputeBackend,
  context: OperationContext,
): Promise<Surface> {
  const { methods, structure, codes, queryCodes, split, groundTruth, config } =
    state;
  if (count === structure.parts) return Promise.resolve(state.surface);
  const surfaces =
    surfacesOfRuns.get(state) ?? new Map<number, Promise<Surface>>();
  surfacesOfRuns.set(state, surfaces);
  const former = surfaces.get(count);
  if (former) return former;
  const counted = backend.surface(
    {
      score: methods.score[config.score.method].keys(codes, queryCodes),
      structure: structure.firstParts(count).steps(0),
      excludedRows: split.excludedRows,
      neighbours: groundTruth,
      k: config.k,
    },
    context,
  );
  surfaces.set(count, counted);
  // A cancelled one is counted again by the next call.
  counted.catch(() => surfaces.delete(count));
  return counted;
}
