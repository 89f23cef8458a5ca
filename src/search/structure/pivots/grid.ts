import type { PivotSpace, PivotStatistic } from "./settings";

/** Steps of a threshold of 1 - cos, or of radians. */
const STEPS_PER_UNIT = 1000;

/** Largest distance between two vectors. */
const LARGEST_DISTANCE = { cosine: 2, angular: Math.PI } as const;

/** The largest threshold that a filter of real distances takes: it keeps everything. */
export function largestThreshold(
  space: Exclude<PivotSpace, "hamming">,
  statistic: PivotStatistic,
  pivots: number,
): number {
  const reach = statistic === "max" ? 1 : Math.sqrt(pivots);
  const steps = Math.ceil(LARGEST_DISTANCE[space] * reach * STEPS_PER_UNIT);
  return steps / STEPS_PER_UNIT;
}

/** Thresholds that a surface of real distances holds: 0, 0.001, 0.002, ... */
export function thresholdGrid(
  space: Exclude<PivotSpace, "hamming">,
  statistic: PivotStatistic,
  pivots: number,
): Float64Array {
  const most = largestThreshold(space, statistic, pivots);
  return Float64Array.from(
    { length: Math.round(most * STEPS_PER_UNIT) + 1 },
    (_, i) => i / STEPS_PER_UNIT,
  );
}
