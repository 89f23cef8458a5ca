import type { DistanceArray } from "../../../compute/backend";
import type { PivotSpace, PivotStatistic } from "./settings";

/*
 * Which documents the pivots keep. The tags `space` and `statistic` are read
 * here and beside this file, nowhere else: others ask these functions.
 *
 * Hamming: keep x iff m = max_i |Dq[i] - Dx[i]| <= t for t = 0, 1, 2, ...
 * Cosine keeps x iff m < t (strict), angular iff m <= t, t on a grid.
 * Sum of squares: m^2 = sum_i (Dq[i] - Dx[i])^2 is compared with t^2.
 */

/** How distances to the pivots decide. */
export interface PivotRule {
  readonly space: PivotSpace;
  /** The largest difference over the pivots, or the root of the sum of their squares. */
  readonly statistic: PivotStatistic;
}

/** The rule and the distances to `pivots` pivots that it decides by. */
export interface HammingPivots extends PivotRule {
  readonly space: "hamming";
  readonly pivots: number;
  /** Shape (n, P). */
  readonly documentDistances: DistanceArray;
  /** Shape (Q, P). */
  readonly queryDistances: DistanceArray;
}

export interface RealPivots extends PivotRule {
  readonly space: Exclude<PivotSpace, "hamming">;
  readonly pivots: number;
  readonly documentDistances: Float32Array;
  readonly queryDistances: Float32Array;
}

export type PivotDistances = HammingPivots | RealPivots;

/** Distances are whole numbers of bits: so are the thresholds. */
export function isWhole({ space }: PivotRule): boolean {
  return space === "hamming";
}

/** A pair at exactly the threshold is removed. */
export function isStrict({ space }: PivotRule): boolean {
  return space === "cosine";
}

/** Each pivot decides by itself, by a window round the query's distance to it. */
export function hasWindows({ statistic }: PivotRule): boolean {
  return statistic === "max";
}

/** Whether a pair of this raw statistic survives threshold `t`. */
export function survives(
  rule: PivotRule,
  statistic: number,
  t: number,
): boolean {
  if (!hasWindows(rule))
    return isStrict(rule) ? statistic < t * t : statistic <= t * t;
  if (isWhole(rule)) return statistic <= t;
  // In f32, as numpy compares f32 with a Python number.
  const bar = Math.fround(t);
  return isStrict(rule) ? statistic < bar : statistic <= bar;
}

/**
 * What decides over a pair, from the difference of each pivot: the largest of
 * them, or the sum of their squares.
 */
export function combine(rule: PivotRule, gaps: Float64Array): number {
  return hasWindows(rule)
    ? gaps.reduce((most, gap) => Math.max(most, gap), 0)
    : gaps.reduce((sum, gap) => sum + gap * gap, 0);
}

/**
 * The raw statistic of query `q` and document `row`: max_i |Dq[i] - Dx[i]|, or
 * the sum over i of its square. Differences of real distances are rounded to
 * f32, as numpy subtracts f32 arrays; squares are summed in f64.
 */
export function pivotStatistic(
  distances: PivotDistances,
  q: number,
  row: number,
): number {
  const { pivots, queryDistances, documentDistances } = distances;
  const isSum = !hasWindows(distances);
  let statistic = 0;
  for (let p = 0; p < pivots; p++) {
    const difference = Math.fround(
      Math.abs(
        queryDistances[q * pivots + p] - documentDistances[row * pivots + p],
      ),
    );
    if (isSum) statistic += difference * difference;
    else if (difference > statistic) statistic = difference;
  }
  return statistic;
}

/** The statistic in the unit of the thresholds: what a person reads beside t. */
export function statisticInUnits(rule: PivotRule, statistic: number): number {
  return hasWindows(rule) ? statistic : Math.sqrt(statistic);
}
