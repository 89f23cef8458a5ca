import { neighbourOrder } from "./hits";
import type { Surface } from "../model/surface";

/** Of a share that is reached but for the rounding of its sum. */
const ROUNDING = 1e-9;

/**
 * Expected hits as a function of the limit: each group of equally near
 * candidates adds `relevant / tie` for every place that it gets. `at` (ascending)
 * holds the limits where the slope changes, by how much, and for which query.
 */
export interface HitSlopes {
  readonly k: number;
  readonly at: Float64Array;
  readonly change: Float64Array;
  readonly query: Int32Array;
}

/** The slopes of the first `k` neighbours of every query at one step. */
export function hitSlopes(surface: Surface, step: number, k: number) {
  const { queries, steps, neighbourKey, need, less, tie } = surface;
  const order = neighbourOrder(surface, k);
  const changes: { at: number; change: number; query: number }[] = [];
  for (let query = 0; query < queries; query++) {
    const start = query * surface.k;
    let i = 0;
    while (i < k) {
      const key = neighbourKey[start + order[query * k + i]];
      let relevant = 0;
      let ahead = 0;
      let group = 0;
      for (; i < k; i++) {
        const neighbour = start + order[query * k + i];
        if (neighbourKey[neighbour] !== key) break;
        const at = neighbour * steps + step;
        if (need[at] === 0) continue;
        relevant++;
        ahead = less[at];
        group = tie[at];
      }
      if (relevant === 0) continue;
      const change = relevant / group;
      changes.push({ at: ahead, change, query });
      changes.push({ at: ahead + group, change: -change, query });
    }
  }
  changes.sort((a, b) => a.at - b.at);
  return {
    k,
    at: Float64Array.from(changes, ({ at }) => at),
    change: Float64Array.from(changes, ({ change }) => change),
    query: Int32Array.from(changes, ({ query }) => query),
  };
}

/**
 * The least limit whose expected recall@k, each query as often as its weight,
 * is at least `target`; infinite where none is.
 */
export function leastLimit(
  { k, at, change, query }: HitSlopes,
  weights: Uint16Array,
  target: number,
): number {
  const all = weights.reduce((sum, weight) => sum + weight, 0) * k;
  const wanted = (target - ROUNDING) * all;
  let hits = 0;
  let slope = 0;
  let last = 0;
  for (let i = 0; i < at.length; i++) {
    const gain = slope * (at[i] - last);
    if (hits + gain >= wanted) return last + Math.ceil((wanted - hits) / slope);
    hits += gain;
    last = at[i];
    slope += weights[query[i]] * change[i];
  }
  return Infinity;
}
