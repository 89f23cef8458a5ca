import type { Surface } from "../compute/backend";
import { clusterWilson, quantile } from "../numeric/statistics";
import { bestTies, expectedTies, worstTies } from "../numeric/ties";
import type { EvaluationRow, LimitRecall } from "./types";

/** What the rows of a surface are divided by and asked for. */
export interface RowOptions {
  readonly limits: readonly number[];
  /** n, or n - 1 where the protocol divides by the others only. */
  readonly divisor: number;
}

/** Hits among the first `limit` survivors of one query, by tie rule. */
interface Hits {
  expected: number;
  best: number;
  worst: number;
  stable: number;
}

/** Neighbours of each query by Hamming distance: tie groups become runs. (Q, k). */
function neighbourOrder(surface: Surface): Uint16Array {
  const { queries, k, neighbourHamming } = surface;
  const order = new Uint16Array(queries * k);
  for (let q = 0; q < queries; q++) {
    const own = Array.from({ length: k }, (_, g) => g).sort(
      (a, b) => neighbourHamming[q * k + a] - neighbourHamming[q * k + b],
    );
    order.set(own, q * k);
  }
  return order;
}

/** Hits of query `q` at `step` within `limit`, tie group by tie group. */
function countHits(
  surface: Surface,
  order: Uint16Array,
  q: number,
  step: number,
  limit: number,
): Hits {
  const { k, steps, neighbourHamming, need, less, tie } = surface;
  const hits: Hits = { expected: 0, best: 0, worst: 0, stable: 0 };
  let i = 0;
  while (i < k) {
    const hamming = neighbourHamming[q * k + order[q * k + i]];
    let relevant = 0;
    let ahead = 0;
    let group = 0;
    for (; i < k; i++) {
      const g = q * k + order[q * k + i];
      if (neighbourHamming[g] !== hamming) break;
      const at = g * steps + step;
      if (need[at] === 0) continue;
      relevant++;
      ahead = less[at];
      group = tie[at];
      if (need[at] <= limit) hits.stable++;
    }
    if (relevant === 0) continue;
    hits.expected += expectedTies(ahead, group, relevant, limit);
    hits.best += bestTies(ahead, group, relevant, limit);
    hits.worst += worstTies(ahead, group, relevant, limit);
  }
  return hits;
}

function limitRecall(
  surface: Surface,
  order: Uint16Array,
  step: number,
  limit: number,
): LimitRecall {
  const { queries, k } = surface;
  const expected = new Float64Array(queries);
  const total: Hits = { expected: 0, best: 0, worst: 0, stable: 0 };
  for (let q = 0; q < queries; q++) {
    const hits = countHits(surface, order, q, step, limit);
    expected[q] = hits.expected / k;
    total.expected += hits.expected;
    total.best += hits.best;
    total.worst += hits.worst;
    total.stable += hits.stable;
  }
  const all = queries * k;
  const { low, high } = clusterWilson(expected, k);
  return {
    limit,
    expected: total.expected / all,
    best: total.best / all,
    worst: total.worst / all,
    stable: total.stable / all,
    low,
    high,
  };
}

/** Share of each query's neighbours that survive `step`, (Q,). */
export function filterRecallPerQuery(
  surface: Surface,
  step: number,
): Float64Array {
  const { queries, k, neighbourStep } = surface;
  const shares = new Float64Array(queries);
  for (let q = 0; q < queries; q++) {
    for (let g = 0; g < k; g++)
      if (neighbourStep[q * k + g] <= step) shares[q] += 1;
    shares[q] /= k;
  }
  return shares;
}

/** The step that stands for a threshold; null is the last one, which keeps all. */
export function stepOfThreshold(
  surface: Surface,
  threshold: number | null,
): number {
  if (threshold === null) return surface.steps - 1;
  const { thresholds } = surface;
  let step = 0;
  while (step + 1 < thresholds.length && thresholds[step + 1] <= threshold)
    step++;
  return step;
}

/** What `threshold` (null: no filter) costs and keeps, from the surface alone. */
export function evaluationRow(
  surface: Surface,
  threshold: number | null,
  options: RowOptions,
  order: Uint16Array = neighbourOrder(surface),
): EvaluationRow {
  const step = stepOfThreshold(surface, threshold);
  const { queries, steps, k } = surface;
  const counts = Float64Array.from(
    { length: queries },
    (_, q) => surface.candidates[q * steps + step],
  );
  const mean = counts.reduce((sum, count) => sum + count, 0) / queries;
  const perQuery = filterRecallPerQuery(surface, step);
  const filterRecall = clusterWilson(perQuery, k);
  return {
    threshold,
    // Without a filter nothing is removed, though a query in the corpus is left out.
    reduction: threshold === null ? 0 : 1 - mean / options.divisor,
    filterRecall: filterRecall.mean,
    // Without a filter it is 1 by definition, not by the sample.
    filterRecallLow: threshold === null ? 1 : filterRecall.low,
    filterRecallHigh: filterRecall.high,
    candidates: {
      mean,
      p50: quantile(counts, 0.5),
      p95: quantile(counts, 0.95),
    },
    recall: options.limits.map((limit) =>
      limitRecall(surface, order, step, limit),
    ),
  };
}

/** Rows for the given thresholds, in their order. */
export function evaluationRows(
  surface: Surface,
  thresholds: readonly (number | null)[],
  options: RowOptions,
): EvaluationRow[] {
  const order = neighbourOrder(surface);
  return thresholds.map((threshold) =>
    evaluationRow(surface, threshold, options, order),
  );
}

/** Every finite threshold of the surface, then null for no filter. */
export function curveThresholds(surface: Surface): (number | null)[] {
  return [...[...surface.thresholds].filter(Number.isFinite), null];
}

/**
 * Share of all neighbours within Hamming distance t of their query, for each of
 * `thresholds`: what the Hamming filter guarantees to keep at t.
 */
export function guaranteedRecall(
  surface: Surface,
  thresholds: readonly (number | null)[],
): number[] {
  const { neighbourHamming } = surface;
  return thresholds.map((threshold) => {
    if (threshold === null) return 1;
    let kept = 0;
    for (const hamming of neighbourHamming) if (hamming <= threshold) kept++;
    return kept / neighbourHamming.length;
  });
}
