import type { PivotFilter } from "./backend";

/**
 * The largest statistic of any pair, from the extremes of each pivot alone:
 * max_q max_i max(Dq[i] - min_x Dx[i], max_x Dx[i] - Dq[i]).
 */
function largestStatistic(
  filter: PivotFilter,
  documents: number,
  queries: number,
): number {
  let largest = 0;
  for (let p = 0; p < filter.pivots; p++) {
    let low = Infinity;
    let high = -Infinity;
    for (let row = 0; row < documents; row++) {
      const distance = filter.documentDistances[row * filter.pivots + p];
      if (distance < low) low = distance;
      if (distance > high) high = distance;
    }
    for (let q = 0; q < queries; q++) {
      const distance = filter.queryDistances[q * filter.pivots + p];
      largest = Math.max(
        largest,
        Math.fround(distance - low),
        Math.fround(high - distance),
      );
    }
  }
  return largest;
}

/**
 * Thresholds of a surface, ascending, up to the first that keeps every
 * document: beyond it nothing changes. Hamming: 0, 1, 2, ...; cosine: the
 * filter's grid, with infinity at its end where the grid does not reach so far.
 */
export function surfaceThresholds(
  filter: PivotFilter,
  documents: number,
  queries: number,
): Float64Array {
  const largest = largestStatistic(filter, documents, queries);
  if (filter.space === "hamming")
    return Float64Array.from({ length: largest + 1 }, (_, t) => t);
  const last = firstSurvivingStep(filter, largest);
  const grid = filter.thresholds;
  return last < grid.length
    ? grid.slice(0, last + 1)
    : Float64Array.from([...grid, Infinity]);
}

/**
 * The first step at which a pair of the given statistic survives: the statistic
 * itself in Hamming space (m <= t), in cosine space the first t with m < t.
 */
export function firstSurvivingStep(
  filter: PivotFilter,
  statistic: number,
): number {
  if (filter.space === "hamming") return statistic;
  // In f32, as numpy compares f32 distances with a Python number.
  const { thresholds } = filter;
  let low = 0;
  let high = thresholds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (statistic < Math.fround(thresholds[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * m(q, x) = max_i |Dq[i] - Dx[i]| for query `q` and document `row`. Cosine
 * differences are rounded to f32, as numpy subtracts f32 arrays.
 */
export function pivotStatistic(
  filter: PivotFilter,
  q: number,
  row: number,
): number {
  let statistic = 0;
  for (let p = 0; p < filter.pivots; p++) {
    const difference = Math.fround(
      Math.abs(
        filter.queryDistances[q * filter.pivots + p] -
          filter.documentDistances[row * filter.pivots + p],
      ),
    );
    if (difference > statistic) statistic = difference;
  }
  return statistic;
}
