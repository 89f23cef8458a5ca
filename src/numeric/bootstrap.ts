import { NumpyGenerator } from "./random/pcg64";
import type { Interval } from "./statistics";

/** Draws of a bootstrap: enough for two digits of a 95 % interval. */
export const BOOTSTRAP_DRAWS = 1000;

/**
 * Calls `visit` for each of `draws` resamples of `size` units with replacement;
 * `weights[i]` tells how often unit i was drawn. The array is reused.
 */
export function resample(
  size: number,
  draws: number,
  seed: number,
  visit: (weights: Uint16Array) => void,
): void {
  const random = new NumpyGenerator(seed);
  const weights = new Uint16Array(size);
  for (let draw = 0; draw < draws; draw++) {
    weights.fill(0);
    for (let i = 0; i < size; i++)
      weights[Math.floor(random.random() * size)]++;
    visit(weights);
  }
}

/** The two-sided 95 % percentile interval of bootstrap estimates; those that are not finite count as largest. */
export function percentileInterval(estimates: Float64Array): Interval {
  const sorted = estimates.slice().sort();
  const at = (share: number) =>
    sorted[
      Math.min(
        sorted.length - 1,
        Math.max(0, Math.round(share * (sorted.length - 1))),
      )
    ];
  return { low: at(0.025), high: at(0.975) };
}

/**
 * 95 % percentile bootstrap interval (Efron 1979) of a statistic of `size`
 * units; `statistic` sees how often each unit was drawn.
 */
export function bootstrapInterval(
  size: number,
  statistic: (weights: Uint16Array) => number,
  options: { readonly draws?: number; readonly seed?: number } = {},
): Interval {
  const { draws = BOOTSTRAP_DRAWS, seed = 42 } = options;
  const estimates = new Float64Array(draws);
  let draw = 0;
  resample(size, draws, seed, (weights) => {
    estimates[draw++] = statistic(weights);
  });
  return percentileInterval(estimates);
}

/** Mean of `values`, each as often as `weights` says. */
export function weightedMean(
  values: ArrayLike<number>,
  weights: Uint16Array,
): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i] * values[i];
    count += weights[i];
  }
  return sum / count;
}

/**
 * Paired bootstrap of the mean difference a - b of two measurements of the same
 * units, (n,) each: the units are drawn, not the measurements. Throws
 * RangeError where the lengths differ or there are no units.
 */
export function pairedDifference(
  a: Float64Array,
  b: Float64Array,
  options: { readonly draws?: number; readonly seed?: number } = {},
): { readonly difference: number } & Interval {
  if (a.length !== b.length || a.length === 0)
    throw new RangeError(
      `paired values must be equally many and not none: ${a.length} and ${b.length}`,
    );
  const differences = a.map((value, i) => value - b[i]);
  const difference =
    differences.reduce((sum, value) => sum + value, 0) / differences.length;
  const { low, high } = bootstrapInterval(
    differences.length,
    (weights) => weightedMean(differences, weights),
    options,
  );
  return { difference, low, high };
}
