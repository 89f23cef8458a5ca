import { quietContext } from "../../../compute/backend";
import type { ComputeBackend } from "../../../compute/backend";
import type { PreparedStructure } from "../structure";
import { type BuiltPivots, withQueries } from "./build";
import { diagnosePivots, viewPivots } from "./describe";
import { forecastReduction } from "./forecast";
import { guaranteedRecall } from "./guarantee";
import { possibleThresholds } from "./knobs";
import { pivotBytes, portablePivots } from "./portable";
import { prefixDistances } from "./prefix";
import { isWhole, pivotStatistic, statisticInUnits, survives } from "./rule";
import { pivotSteps } from "./steps";

/** The pivot filter over built pivots. */
export function preparePivots(
  built: BuiltPivots,
  backend: ComputeBackend,
): PreparedStructure {
  const { pivots, distances } = built;
  const { documentDistances, queryDistances, pivots: count } = distances;
  const rowOf = (values: ArrayLike<number>, row: number) =>
    Array.from({ length: count }, (_, p) => values[row * count + p]);
  return {
    stored: {
      columns: count,
      bytesPerDocument: count * documentDistances.BYTES_PER_ELEMENT,
      bytesOnce: pivotBytes(pivots),
    },
    parts: count,
    firstParts: (width) =>
      preparePivots(
        { pivots, distances: prefixDistances(distances, width) },
        backend,
      ),
    asking: async (queries, context = quietContext) =>
      preparePivots(
        {
          pivots,
          distances: await withQueries(
            backend,
            distances,
            pivots,
            queries,
            context,
          ),
        },
        backend,
      ),
    steps: (neighbours) =>
      pivotSteps(distances, possibleThresholds(distances, neighbours)),
    keeps: (query, row, threshold) =>
      survives(distances, pivotStatistic(distances, query, row), threshold),
    compared: (query, row) =>
      statisticInUnits(distances, pivotStatistic(distances, query, row)),
    isWhole: isWhole(distances),
    explain(query, row) {
      const stored = rowOf(documentDistances, row);
      const asking = rowOf(queryDistances, query);
      const gap = (p: number) => Math.abs(stored[p] - asking[p]);
      return {
        stored,
        deciding: stored.reduce(
          (most, _, p) => (gap(p) > gap(most) ? p : most),
          0,
        ),
      };
    },
    queryStored: (query) => rowOf(queryDistances, query),
    forecast: (thresholds) => forecastReduction(distances, thresholds),
    guarantee: (surface, thresholds, k) =>
      guaranteedRecall(distances, surface, thresholds, k),
    view: () => viewPivots(built),
    diagnose: (threshold) => diagnosePivots(distances, threshold),
    portable: () => portablePivots(built),
  };
}
