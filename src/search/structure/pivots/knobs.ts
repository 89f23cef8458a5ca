import { thresholdGrid } from "./grid";
import {
  combine,
  hasWindows,
  isStrict,
  type PivotDistances,
  type PivotRule,
  survives,
} from "./rule";

/**
 * A bound of the raw statistic of any pair, from the extremes of each pivot
 * alone; attained by the largest difference, not by the sum of squares.
 */
function largestStatistic(distances: PivotDistances): number {
  const { pivots, documentDistances, queryDistances } = distances;
  const low = new Float64Array(pivots).fill(Infinity);
  const high = new Float64Array(pivots).fill(-Infinity);
  for (let at = 0; at < documentDistances.length; at++) {
    const distance = documentDistances[at];
    const p = at % pivots;
    if (distance < low[p]) low[p] = distance;
    if (distance > high[p]) high[p] = distance;
  }
  let largest = 0;
  const gaps = new Float64Array(pivots);
  for (let q = 0; q < queryDistances.length; q += pivots) {
    for (let p = 0; p < pivots; p++) {
      const distance = queryDistances[q + p];
      gaps[p] = Math.max(
        0,
        Math.fround(distance - low[p]),
        Math.fround(high[p] - distance),
      );
    }
    largest = Math.max(largest, combine(distances, gaps));
  }
  return largest;
}

/** Bytes of a surface over a grid of real thresholds: above, every 10th is kept. */
const MOST_SURFACE_BYTES = 2 ** 29;

/**
 * Thresholds that a surface over `distances` may have; null: every whole
 * number. Real ones go to 0.01 where 0.001 would make the surface of so many
 * `neighbours`, over all queries, too large.
 */
export function possibleThresholds(
  { space, statistic, pivots }: PivotDistances,
  neighbours: number,
): Float64Array | null {
  if (space === "hamming") return null;
  const grid = thresholdGrid(space, statistic, pivots);
  // Three 32-bit counts for each neighbour; a quarter of the grid is in use as a rule.
  const sizeBytes = 12 * neighbours * (grid.length / 4);
  return sizeBytes <= MOST_SURFACE_BYTES
    ? grid
    : grid.filter((_, i) => i % 10 === 0);
}

/**
 * The first step at which a pair of the given raw statistic survives: the
 * smallest whole t, or a place in the ascending `grid`, or its length.
 */
export function firstSurvivingStep(
  rule: PivotRule,
  grid: Float64Array | null,
  statistic: number,
): number {
  if (!grid)
    return hasWindows(rule) ? statistic : Math.ceil(Math.sqrt(statistic));
  let low = 0;
  let high = grid.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (survives(rule, statistic, grid[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Thresholds of a surface, ascending, up to the first that keeps every
 * document: beyond it nothing changes. Without a grid 0, 1, 2, ...; else the
 * grid, with infinity at its end where it does not reach so far. For sums of
 * squares the end is a bound: some last steps may keep all.
 */
export function surfaceThresholds(
  distances: PivotDistances,
  grid: Float64Array | null,
): Float64Array {
  const last = firstSurvivingStep(distances, grid, largestStatistic(distances));
  if (!grid) return Float64Array.from({ length: last + 1 }, (_, t) => t);
  return last < grid.length
    ? grid.slice(0, last + 1)
    : Float64Array.from([...grid, Infinity]);
}

/** The next f32 above a positive f32, or above 0. */
function nextAbove(value: number): number {
  const bits = new DataView(new ArrayBuffer(4));
  bits.setFloat32(0, value);
  bits.setUint32(0, bits.getUint32(0) + 1);
  return bits.getFloat32(0);
}

/**
 * For the largest difference of real distances: a pair survives step i when its
 * statistic is below bars[i], in f32.
 */
export function maxBars(rule: PivotRule, grid: Float64Array): Float32Array {
  const rounded = Float32Array.from(grid);
  return isStrict(rule) ? rounded : rounded.map(nextAbove);
}
