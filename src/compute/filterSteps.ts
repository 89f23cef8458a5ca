import type { PivotFilter, RealFilter } from "./backend";

/**
 * What decides over a pair, from the largest difference of each pivot: the
 * largest of them, or the sum of their squares.
 */
function combine(filter: PivotFilter, gaps: Float64Array): number {
  return filter.statistic === "max"
    ? gaps.reduce((most, gap) => Math.max(most, gap), 0)
    : gaps.reduce((sum, gap) => sum + gap * gap, 0);
}

/**
 * A bound of the raw statistic of any pair, from the extremes of each pivot
 * alone; attained by the largest difference, not by the sum of squares.
 */
function largestStatistic(
  filter: PivotFilter,
  documents: number,
  queries: number,
): number {
  const { pivots } = filter;
  const low = new Float64Array(pivots).fill(Infinity);
  const high = new Float64Array(pivots).fill(-Infinity);
  for (let at = 0; at < documents * pivots; at++) {
    const distance = filter.documentDistances[at];
    const p = at % pivots;
    if (distance < low[p]) low[p] = distance;
    if (distance > high[p]) high[p] = distance;
  }
  let largest = 0;
  const gaps = new Float64Array(pivots);
  for (let q = 0; q < queries; q++) {
    for (let p = 0; p < pivots; p++) {
      const distance = filter.queryDistances[q * pivots + p];
      gaps[p] = Math.max(
        0,
        Math.fround(distance - low[p]),
        Math.fround(high[p] - distance),
      );
    }
    largest = Math.max(largest, combine(filter, gaps));
  }
  return largest;
}

/**
 * Thresholds of a surface, ascending, up to the first that keeps every
 * document: beyond it nothing changes. Hamming: 0, 1, 2, ...; real distances:
 * the filter's grid, with infinity at its end where the grid does not reach so
 * far. For sums of squares the end is a bound: some last steps may keep all.
 */
export function surfaceThresholds(
  filter: PivotFilter,
  documents: number,
  queries: number,
): Float64Array {
  const largest = largestStatistic(filter, documents, queries);
  const last = firstSurvivingStep(filter, largest);
  if (filter.space === "hamming")
    return Float64Array.from({ length: last + 1 }, (_, t) => t);
  const grid = filter.thresholds;
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
 * statistic is below bars[i], in f32. Cosine keeps what is below t, as numpy
 * compares f32 with a Python number; angular what is at most t.
 */
export function maxBars({ space, thresholds }: RealFilter): Float32Array {
  const rounded = Float32Array.from(thresholds);
  return space === "cosine" ? rounded : rounded.map(nextAbove);
}

/** Whether a pair of this raw statistic survives threshold `t`. */
export function survives(
  filter: PivotFilter,
  statistic: number,
  t: number,
): boolean {
  if (filter.statistic === "sum-of-squares")
    return filter.space === "cosine" ? statistic < t * t : statistic <= t * t;
  if (filter.space === "hamming") return statistic <= t;
  const bar = Math.fround(t);
  return filter.space === "cosine" ? statistic < bar : statistic <= bar;
}

/**
 * The first step at which a pair of the given raw statistic survives: the
 * smallest whole t in Hamming space, else a place in the grid of thresholds.
 */
export function firstSurvivingStep(
  filter: PivotFilter,
  statistic: number,
): number {
  if (filter.space === "hamming")
    return filter.statistic === "max"
      ? statistic
      : Math.ceil(Math.sqrt(statistic));
  const { thresholds } = filter;
  let low = 0;
  let high = thresholds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (survives(filter, statistic, thresholds[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The raw statistic of query `q` and document `row`: max_i |Dq[i] - Dx[i]|, or
 * the sum over i of its square. Differences of real distances are rounded to
 * f32, as numpy subtracts f32 arrays; squares are summed in f64.
 */
export function pivotStatistic(
  filter: PivotFilter,
  q: number,
  row: number,
): number {
  const squares = filter.statistic === "sum-of-squares";
  let statistic = 0;
  for (let p = 0; p < filter.pivots; p++) {
    const difference = Math.fround(
      Math.abs(
        filter.queryDistances[q * filter.pivots + p] -
          filter.documentDistances[row * filter.pivots + p],
      ),
    );
    if (squares) statistic += difference * difference;
    else if (difference > statistic) statistic = difference;
  }
  return statistic;
}

/** The statistic in the unit of the thresholds: what a person reads beside t. */
export function statisticInUnits(
  filter: PivotFilter,
  statistic: number,
): number {
  return filter.statistic === "max" ? statistic : Math.sqrt(statistic);
}
