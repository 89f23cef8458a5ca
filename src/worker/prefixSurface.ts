import type {
  ComputeBackend,
  OperationContext,
  PivotFilter,
} from "../compute/backend";
import type { RunState } from "./pipeline";
import type { Surface } from "../model/surface";

/** Surfaces of the first pivots of each run, while the run is held. */
const known = new WeakMap<RunState, Map<number, Promise<Surface>>>();

/** The first `width` of `pivots` columns, row by row. */
function firstColumns<T extends PivotFilter["documentDistances"]>(
  distances: T,
  pivots: number,
  width: number,
  out: T,
): T {
  for (let row = 0; row < out.length / width; row++)
    for (let p = 0; p < width; p++)
      out[row * width + p] = distances[row * pivots + p];
  return out;
}

/** The filter by the first `width` pivots: pivots are nested, so it is that of a run with so many. */
export function prefixFilter(filter: PivotFilter, width: number): PivotFilter {
  const { pivots } = filter;
  const resize = <T extends PivotFilter["documentDistances"]>(
    distances: T,
    make: (length: number) => T,
  ) =>
    firstColumns(
      distances,
      pivots,
      width,
      make((distances.length / pivots) * width),
    );
  if (filter.space !== "hamming") {
    const make = (length: number) => new Float32Array(length);
    return {
      ...filter,
      pivots: width,
      documentDistances: resize(filter.documentDistances, make),
      queryDistances: resize(filter.queryDistances, make),
    };
  }
  const isWide = filter.documentDistances instanceof Uint16Array;
  const make = (length: number) =>
    isWide ? new Uint16Array(length) : new Uint8Array(length);
  return {
    ...filter,
    pivots: width,
    documentDistances: resize(filter.documentDistances, make),
    queryDistances: resize(filter.queryDistances, make),
  };
}

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
      codes,
      queryCodes,
      filter: prefixFilter(filter, width),
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
