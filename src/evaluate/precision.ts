import { bootstrapInterval, weightedMean } from "../numeric/bootstrap";
import {
  type Interval,
  queriesThatTell,
  weightedQuantile,
  Z_95,
} from "../numeric/statistics";
import { hitSlopes, leastLimit } from "./leastLimit";
import {
  type CurveReader,
  filterRecallPerQuery,
  stepOfThreshold,
} from "./rows";
import type { Surface } from "../model/surface";

/**
 * A value of all queries with its 95 % interval: the rows' for a recall, a
 * bootstrap's for the others; none in a census.
 */
export interface DerivedValue extends Interval {
  readonly value: number;
}

/** How sure the numbers at one setting are. */
export interface Precision {
  readonly threshold: number | null;
  readonly limit: number;
  readonly k: number;
  readonly queries: number;
  readonly census: boolean;
  readonly reduction: DerivedValue;
  readonly candidatesP95: DerivedValue;
  readonly filterRecall: DerivedValue;
  readonly recall: DerivedValue;
  /** Queries that tell how sure a recall is: those that lost a neighbour, or found one if these are fewer. */
  readonly queriesThatTell: {
    readonly recall: number;
    readonly filterRecall: number;
  };
  /** Smallest L whose expected recall@k is at least the target, per target; null where none is. */
  readonly limitFor: readonly {
    readonly target: number;
    readonly limit: DerivedValue | null;
  }[];
  /** Smallest t whose filter recall is at least the target; null where none is. */
  readonly thresholdFor: readonly {
    readonly target: number;
    readonly threshold: DerivedValue | null;
  }[];
  /** Queries that a 95 % interval of +-1 % needs; the query is the unit. */
  readonly queriesForOnePercent: {
    readonly recall: number;
    readonly filterRecall: number;
    readonly reduction: number;
  };
}

const TARGETS = [0.9, 0.95, 0.99] as const;

/** Draws are fewer where each walks over many queries. */
const MOST_DRAWN = 1_000_000;

/** Queries whose mean of `values` has a 95 % interval of +-1 %: z^2 s^2 / 0.01^2. */
export function queriesForOnePercent(values: Float64Array): number {
  const n = values.length;
  if (n < 2) return Number.NaN;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.ceil((Z_95 ** 2 * (squares / (n - 1))) / 1e-4);
}

/**
 * The smallest x such that at least `target` of all values are <= x, each value
 * as often as its query's weight; infinite where too many are.
 */
function weightedOrderStatistic(
  sorted: readonly { readonly value: number; readonly query: number }[],
  weights: Uint16Array | null,
  target: number,
): number {
  let all = 0;
  for (const { query } of sorted) all += weights ? weights[query] : 1;
  const wanted = target * all - 1e-9;
  let count = 0;
  for (const { value, query } of sorted) {
    count += weights ? weights[query] : 1;
    if (count >= wanted) return value;
  }
  return Infinity;
}

/** Derived values at (t, L, k) with bootstrap intervals over queries. */
export function measurePrecision(
  surface: Surface,
  reader: CurveReader,
  setting: {
    readonly threshold: number | null;
    readonly limit: number;
    readonly k: number;
    readonly divisor: number;
    readonly census: boolean;
  },
): Precision {
  const { threshold, limit, k, divisor, census } = setting;
  const { queries, steps } = surface;
  const step = stepOfThreshold(surface, threshold);
  const draws = Math.max(
    200,
    Math.min(1000, Math.floor((20 * MOST_DRAWN) / (queries * k))),
  );
  const derive = (
    statistic: (weights: Uint16Array | null) => number,
  ): DerivedValue => {
    const value = statistic(null);
    if (census) return { value, low: value, high: value };
    return { value, ...bootstrapInterval(queries, statistic, { draws }) };
  };
  const plain = new Uint16Array(queries).fill(1);
  const row = reader.row(threshold, [limit], k);
  const [atLimit] = row.recall;
  const candidates = Float64Array.from(
    { length: queries },
    (_, q) => surface.candidates[q * steps + step],
  );
  const removed =
    threshold === null
      ? new Float64Array(queries)
      : candidates.map((count) => 1 - count / divisor);
  const filterRecall = filterRecallPerQuery(surface, step, k);
  const recall = reader.recallPerQuery(step, limit, k);
  const order = Array.from(candidates.keys());
  order.sort((a, b) => candidates[a] - candidates[b]);
  const sortedCounts = Float64Array.from(order, (query) => candidates[query]);
  const slopes = hitSlopes(surface, step, k);
  const firstSteps = neighbourValues(
    surface,
    k,
    (at) => surface.neighbourStep[at],
  );
  return {
    threshold,
    limit,
    k,
    queries,
    census,
    reduction: {
      ...derive((weights) => weightedMean(removed, weights ?? plain)),
      value: row.reduction,
    },
    candidatesP95: derive((weights) =>
      weightedQuantile(sortedCounts, (i) => (weights ?? plain)[order[i]], 0.95),
    ),
    filterRecall: {
      value: row.filterRecall,
      low: row.filterRecallLow,
      high: row.filterRecallHigh,
    },
    recall: {
      value: atLimit.expected,
      low: atLimit.low,
      high: atLimit.high,
    },
    queriesThatTell: {
      recall: queriesThatTell(recall),
      filterRecall: queriesThatTell(filterRecall),
    },
    limitFor: TARGETS.map((target) => ({
      target,
      limit: whereFinite(
        derive((weights) => leastLimit(slopes, weights ?? plain, target)),
      ),
    })),
    thresholdFor: TARGETS.map((target) => ({
      target,
      threshold: whereFinite(
        derive(
          (weights) =>
            surface.knobs[weightedOrderStatistic(firstSteps, weights, target)],
        ),
      ),
    })),
    queriesForOnePercent: {
      recall: queriesForOnePercent(recall),
      filterRecall: queriesForOnePercent(filterRecall),
      reduction: queriesForOnePercent(removed),
    },
  };
}

function whereFinite(derived: DerivedValue): DerivedValue | null {
  return Number.isFinite(derived.value) ? derived : null;
}

/** A value of each of the first `k` neighbours, ascending, with its query. */
function neighbourValues(
  surface: Surface,
  k: number,
  valueAt: (at: number) => number,
): { readonly value: number; readonly query: number }[] {
  const values = Array.from({ length: surface.queries * k }, (_, i) => {
    const query = Math.floor(i / k);
    return { value: valueAt(query * surface.k + (i % k)), query };
  });
  return values.sort((a, b) =>
    a.value === b.value ? 0 : a.value < b.value ? -1 : 1,
  );
}
