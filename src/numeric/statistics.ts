/** Standard normal quantile of 0.975: two-sided 95 % intervals. */
const Z_95 = 1.959963984540054;

/**
 * Design effect assumed when the sample shows no spread to estimate one from;
 * a middle of the values measured on full censuses of queries (1.4 to 3.4).
 */
const DEFAULT_DESIGN_EFFECT = 2.5;

/** Bounds of a confidence interval for a proportion. */
export interface Interval {
  low: number;
  high: number;
}

/** An estimated mean with its confidence interval. */
export interface MeanInterval extends Interval {
  mean: number;
}

type NumberArray = ArrayLike<number>;

function requireValues(values: NumberArray): void {
  if (values.length === 0) {
    throw new RangeError("a statistic of no values is undefined");
  }
}

/** Arithmetic mean. Throws RangeError for no values. */
export function mean(values: NumberArray): number {
  requireValues(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** Sample variance (divisor n - 1); needs two values or more. */
function sampleVariance(values: NumberArray): number {
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - centre) ** 2;
  return sum / (values.length - 1);
}

function isAscending(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) {
    if (!(values[i - 1] <= values[i])) return false;
  }
  return true;
}

/**
 * The p-quantile with linear interpolation between order statistics, numpy's
 * default (Hyndman and Fan type 7). The values need not be sorted and are not
 * changed. Throws RangeError for no values or p outside [0, 1].
 */
export function quantile(values: Float64Array, p: number): number {
  requireValues(values);
  if (!(p >= 0 && p <= 1)) {
    throw new RangeError(`p must be between 0 and 1, got ${p}`);
  }
  const sorted = isAscending(values) ? values : values.slice().sort();
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  const weight = position - below;
  const step = sorted[above] - sorted[below];
  // Interpolating from the nearer end rounds as numpy does.
  return weight < 0.5
    ? sorted[below] + step * weight
    : sorted[above] - step * (1 - weight);
}

/**
 * Wilson's score interval for a proportion observed in `trials` trials, which
 * may be fractional (an effective sample size). [0, 1] without trials.
 * Throws RangeError for a proportion outside [0, 1] or negative trials.
 */
export function wilsonInterval(
  proportion: number,
  trials: number,
  z: number = Z_95,
): Interval {
  if (!(proportion >= 0 && proportion <= 1)) {
    throw new RangeError(
      `proportion must be between 0 and 1, got ${proportion}`,
    );
  }
  if (!(trials >= 0)) throw new RangeError(`trials must be >= 0: ${trials}`);
  if (trials === 0) return { low: 0, high: 1 };
  const shrink = 1 + (z * z) / trials;
  const centre = proportion + (z * z) / (2 * trials);
  const variance =
    (proportion * (1 - proportion)) / trials + (z * z) / (4 * trials * trials);
  const reach = z * Math.sqrt(variance);
  // The interval holds the proportion exactly; rounding must not deny it.
  return {
    low: Math.max(0, Math.min(proportion, (centre - reach) / shrink)),
    high: Math.min(1, Math.max(proportion, (centre + reach) / shrink)),
  };
}

/**
 * How many independent trials `perQuery.length` queries with `k` correlated
 * hits each are worth: Q k / deff, where deff = s^2 k / (p (1 - p)) compares
 * the sample variance s^2 of the per-query recalls with that of independent
 * hits. deff is at least 1, and 2.5 where the sample shows no spread (p of 0
 * or 1, all queries alike, a single query). Throws RangeError for no queries.
 */
export function effectiveTrials(perQuery: Float64Array, k: number): number {
  const p = mean(perQuery);
  const variance = perQuery.length > 1 ? sampleVariance(perQuery) : 0;
  const spread = p * (1 - p);
  const designEffect =
    spread > 0 && variance > 0
      ? Math.max(1, (variance * k) / spread)
      : DEFAULT_DESIGN_EFFECT;
  return (perQuery.length * k) / designEffect;
}

/**
 * Mean of the per-query recalls (each a share of `k` hits) with a 95 % Wilson
 * interval on the effective number of trials: the query is the unit of
 * sampling. Throws RangeError for no queries.
 */
export function clusterWilson(perQuery: Float64Array, k: number): MeanInterval {
  const p = Math.min(1, Math.max(0, mean(perQuery)));
  return { mean: p, ...wilsonInterval(p, effectiveTrials(perQuery, k)) };
}
