import { clusterWilson, quantile } from "../numeric/statistics";
import { countHits, neighbourOrder } from "./hits";
import type { EvaluationRow, LimitRecall } from "../model/evaluationRow";
import type { Surface } from "../model/surface";

/** What the rows of a surface are divided by and asked for. */
export interface RowOptions {
  readonly limits: readonly number[];
  /** n, or n - 1 where the protocol divides by the others only. */
  readonly divisor: number;
  /** recall@k for the first k neighbours of the surface; all of them by default. */
  readonly k?: number;
  /** Every document asked: there is no sample, and no interval. */
  readonly census?: boolean;
}

/** A row without what depends on a limit. */
type FilterRow = Omit<EvaluationRow, "recall">;

/**
 * Reads rows off one surface and keeps what it read: another limit costs one
 * recall per threshold, another k' <= k two.
 */
export class CurveReader {
  private readonly surface: Surface;
  private readonly divisor: number;
  private readonly census: boolean;
  private readonly orders = new Map<number, Uint16Array>();
  private readonly filterRows = new Map<string, FilterRow>();
  private readonly candidates = new Map<number, FilterRow["candidates"]>();
  private readonly recalls = new Map<string, LimitRecall>();

  constructor(
    surface: Surface,
    options: { readonly divisor: number; readonly census?: boolean },
  ) {
    this.surface = surface;
    this.divisor = options.divisor;
    this.census = options.census ?? false;
  }

  /** What `threshold` (null: no filter) costs and keeps of the first `k` neighbours. */
  row(
    threshold: number | null,
    limits: readonly number[],
    k: number = this.surface.k,
  ): EvaluationRow {
    const step = stepOfThreshold(this.surface, threshold);
    return {
      ...this.filterRow(threshold, step, k),
      recall: limits.map((limit) => this.recallAt(step, limit, k)),
    };
  }

  /** Rows for the given thresholds, in their order. */
  rows(
    thresholds: readonly (number | null)[],
    limits: readonly number[],
    k: number = this.surface.k,
  ): EvaluationRow[] {
    return thresholds.map((threshold) => this.row(threshold, limits, k));
  }

  /** Expected recall@k of every query at one step and limit, (Q,). */
  recallPerQuery(step: number, limit: number, k: number): Float64Array {
    const { surface } = this;
    const order = this.orderOf(k);
    return Float64Array.from(
      { length: surface.queries },
      (_, q) => countHits(surface, order, k, q, step, limit).expected / k,
    );
  }

  private orderOf(k: number): Uint16Array {
    const former = this.orders.get(k);
    if (former) return former;
    const order = neighbourOrder(this.surface, k);
    this.orders.set(k, order);
    return order;
  }

  private filterRow(
    threshold: number | null,
    step: number,
    k: number,
  ): FilterRow {
    const key = `${threshold}|${k}`;
    const former = this.filterRows.get(key);
    if (former) return former;
    const { surface } = this;
    const candidates = this.candidatesAt(step);
    const filterRecall = clusterWilson(
      filterRecallPerQuery(surface, step, k),
      k,
    );
    const isSampled = !this.census && threshold !== null;
    const row: FilterRow = {
      threshold,
      // Without a filter nothing is removed, though a query in the corpus is left out.
      reduction: threshold === null ? 0 : 1 - candidates.mean / this.divisor,
      filterRecall: filterRecall.mean,
      // Without a filter it is 1 by definition, not by the sample.
      filterRecallLow: isSampled ? filterRecall.low : filterRecall.mean,
      filterRecallHigh: isSampled ? filterRecall.high : filterRecall.mean,
      candidates,
    };
    this.filterRows.set(key, row);
    return row;
  }

  private candidatesAt(step: number): FilterRow["candidates"] {
    const former = this.candidates.get(step);
    if (former) return former;
    const { queries, steps, candidates } = this.surface;
    const counts = Float64Array.from(
      { length: queries },
      (_, q) => candidates[q * steps + step],
    ).sort();
    const summary = {
      mean: counts.reduce((sum, count) => sum + count, 0) / queries,
      p50: quantile(counts, 0.5),
      p95: quantile(counts, 0.95),
    };
    this.candidates.set(step, summary);
    return summary;
  }

  private recallAt(step: number, limit: number, k: number): LimitRecall {
    const key = `${step}|${limit}|${k}`;
    const former = this.recalls.get(key);
    if (former) return former;
    const { surface } = this;
    const { queries } = surface;
    const order = this.orderOf(k);
    const perQuery = new Float64Array(queries);
    let best = 0;
    let worst = 0;
    let stable = 0;
    let expected = 0;
    for (let q = 0; q < queries; q++) {
      const hits = countHits(surface, order, k, q, step, limit);
      perQuery[q] = hits.expected / k;
      expected += hits.expected;
      best += hits.best;
      worst += hits.worst;
      stable += hits.stable;
    }
    const all = queries * k;
    const mean = expected / all;
    const { low, high } = this.census
      ? { low: mean, high: mean }
      : clusterWilson(perQuery, k);
    const recall: LimitRecall = {
      limit,
      expected: mean,
      best: best / all,
      worst: worst / all,
      stable: stable / all,
      low,
      high,
    };
    this.recalls.set(key, recall);
    return recall;
  }
}

/** Share of each query's first `k` neighbours that survive `step`, (Q,). */
export function filterRecallPerQuery(
  surface: Surface,
  step: number,
  k: number = surface.k,
): Float64Array {
  const { queries, neighbourStep } = surface;
  const shares = new Float64Array(queries);
  for (let q = 0; q < queries; q++) {
    for (let g = 0; g < k; g++)
      if (neighbourStep[q * surface.k + g] <= step) shares[q] += 1;
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
  const { knobs } = surface;
  let low = 0;
  let high = knobs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (knobs[middle] <= threshold) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Rows for the given thresholds, in their order. */
export function evaluationRows(
  surface: Surface,
  thresholds: readonly (number | null)[],
  options: RowOptions,
): EvaluationRow[] {
  const { limits, k } = options;
  return new CurveReader(surface, options).rows(thresholds, limits, k);
}

/**
 * Every finite threshold of the surface up to the first that keeps all, then
 * null for no filter.
 */
export function curveThresholds(surface: Surface): (number | null)[] {
  const { queries, steps, candidates } = surface;
  let last = steps - 1;
  const keepsAll = (step: number) => {
    for (let q = 0; q < queries; q++)
      if (candidates[q * steps + step] !== candidates[(q + 1) * steps - 1])
        return false;
    return true;
  };
  while (last > 0 && keepsAll(last - 1)) last--;
  const thresholds = [...surface.knobs.subarray(0, last + 1)];
  return [...thresholds.filter(Number.isFinite), null];
}
