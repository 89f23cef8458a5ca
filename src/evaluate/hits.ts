import { bestTies, expectedTies, worstTies } from "../numeric/ties";
import type { Surface } from "../model/surface";

/** Hits among the first `limit` survivors of one query, by tie rule. */
export interface Hits {
  readonly expected: number;
  readonly best: number;
  readonly worst: number;
  /** Ties by (key, row). */
  readonly stable: number;
}

/** The first `k` neighbours of each query by their key: tie groups become runs. (Q, k). */
export function neighbourOrder(surface: Surface, k: number): Uint16Array {
  const { queries, neighbourKey } = surface;
  const order = new Uint16Array(queries * k);
  for (let q = 0; q < queries; q++) {
    const start = q * surface.k;
    const nearestFirst = Array.from({ length: k }, (_, g) => g).sort(
      (a, b) => neighbourKey[start + a] - neighbourKey[start + b],
    );
    order.set(nearestFirst, q * k);
  }
  return order;
}

/**
 * Hits of query `q` at `step` within `limit` among its first `k` neighbours,
 * tie group by tie group; `order` is `neighbourOrder` for this k.
 */
export function countHits(
  surface: Surface,
  order: Uint16Array,
  k: number,
  q: number,
  step: number,
  limit: number,
): Hits {
  const { steps, neighbourKey, need, less, tie } = surface;
  const start = q * surface.k;
  let expected = 0;
  let best = 0;
  let worst = 0;
  let stable = 0;
  let i = 0;
  while (i < k) {
    const key = neighbourKey[start + order[q * k + i]];
    let relevant = 0;
    let ahead = 0;
    let group = 0;
    for (; i < k; i++) {
      const g = start + order[q * k + i];
      if (neighbourKey[g] !== key) break;
      const at = g * steps + step;
      if (need[at] === 0) continue;
      relevant++;
      ahead = less[at];
      group = tie[at];
      if (need[at] <= limit) stable++;
    }
    if (relevant === 0) continue;
    expected += expectedTies(ahead, group, relevant, limit);
    best += bestTies(ahead, group, relevant, limit);
    worst += worstTies(ahead, group, relevant, limit);
  }
  return { expected, best, worst, stable };
}
