/** Standard normal quantile of 0.975: two-sided 95 % intervals. */
export const Z_95 = 1.959963984540054;

/**
 * Design effect assumed when the sample shows no spread to estimate one from;
 * a middle of the values measured on full censuses of queries (1.4 to 3.4).
 */
const DEFAULT_DESIGN_EFFECT = 2.5;

/** How many outcomes the default counts for beside those of the sample. */
const PRIOR_OUTCOMES = 2;

/** Below so many queries that tell, coverage is that of few numbers: 91 to 99 %. */
export const QUERIES_THAT_TELL = 10;

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
  return weightedQuantile(sorted, () => 1, p);
}

/**
 * As `quantile` of ascending values, the i-th of them `weightOf(i)` times: a
 * whole number, 0 for a value that a resample left out.
 */
export function weightedQuantile(
  sorted: Float64Array,
  weightOf: (index: number) => number,
  p: number,
): number {
  let count = 0;
  for (let i = 0; i < sorted.length; i++) count += weightOf(i);
  const position = (count - 1) * p;
  const below = Math.floor(position);
  const weight = position - below;
  let passed = 0;
  let low = NaN;
  for (let i = 0; i < sorted.length; i++) {
    passed += weightOf(i);
    if (Number.isNaN(low) && passed > below) low = sorted[i];
    if (passed < Math.min(below + 2, count)) continue;
    const step = sorted[i] - low;
    // Interpolating from the nearer end rounds as numpy does.
    return weight < 0.5 ? low + step * weight : sorted[i] - step * (1 - weight);
  }
  return NaN;
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

/** Recalls nearer than this are the same number, summed in another order. */
const ROUNDING = 1e-9;

/**
 * How many times fewer independent trials than hits the queries are worth.
 *
 * s^2 k / (p (1 - p)) compares the sample variance s^2 of the per-query recalls
 * with that of independent hits. Where the rarer outcome (a miss at a recall
 * near 1) was seen m times, few of them say little about how they gather in
 * queries: the estimate counts m times and `DEFAULT_DESIGN_EFFECT`, which
 * censuses of queries show, `PRIOR_OUTCOMES` times. At least 1; the default
 * where all queries are alike, which leaves nothing to estimate it from.
 * `docs/method.md` compares the coverage of this with that of other intervals.
 * Throws RangeError for no queries.
 */
export function designEffect(perQuery: Float64Array, k: number): number {
  const p = mean(perQuery);
  const least = perQuery.reduce((a, b) => Math.min(a, b), Infinity);
  const most = perQuery.reduce((a, b) => Math.max(a, b), -Infinity);
  if (most - least < ROUNDING) return DEFAULT_DESIGN_EFFECT;
  const seen = perQuery.length * k * Math.min(p, 1 - p);
  const estimate = (sampleVariance(perQuery) * k) / (p * (1 - p));
  const shrunk =
    (seen * estimate + PRIOR_OUTCOMES * DEFAULT_DESIGN_EFFECT) /
    (seen + PRIOR_OUTCOMES);
  return Math.max(1, shrunk);
}

/** Queries in which the rarer of the two was seen: a neighbour missed, or one found. */
export function queriesThatTell(perQuery: Float64Array): number {
  let missing = 0;
  let finding = 0;
  for (const recall of perQuery) {
    if (recall < 1 - ROUNDING) missing++;
    if (recall > ROUNDING) finding++;
  }
  return Math.min(missing, finding);
}

/**
 * Mean of the per-query recalls (each a share of `k` hits) with a 95 % Wilson
 * interval on Q k / `designEffect` trials: the query is the unit of sampling.
 * Throws RangeError for no queries.
 */
export function clusterWilson(perQuery: Float64Array, k: number): MeanInterval {
  const p = Math.min(1, Math.max(0, mean(perQuery)));
  const trials = (perQuery.length * k) / designEffect(perQuery, k);
  return { mean: p, ...wilsonInterval(p, trials) };
}
