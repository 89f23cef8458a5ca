import { clusterWilson, type Interval, mean } from "./statistics";

/** Correlation of two measurements of the same units; 0 where one is the same for all. */
function correlation(a: Float64Array, b: Float64Array): number {
  const [centreA, centreB] = [mean(a), mean(b)];
  let products = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < a.length; i++) {
    products += (a[i] - centreA) * (b[i] - centreB);
    squaresA += (a[i] - centreA) ** 2;
    squaresB += (b[i] - centreB) ** 2;
  }
  const scale = Math.sqrt(squaresA * squaresB);
  // Below this there is nothing but the rounding of equal recalls.
  return scale > 1e-12 ? products / scale : 0;
}

/**
 * Difference a - b of the mean recalls of two runs on the same queries, each a
 * share of `k` hits, (Q,) each, with its 95 % interval: those of the two means
 * (`clusterWilson`), put together as their correlation says (Zou & Donner 2008,
 * after Newcombe 1998). Throws RangeError where the lengths differ or there are
 * no queries.
 */
export function recallDifference(
  a: Float64Array,
  b: Float64Array,
  k: number,
): { readonly difference: number } & Interval {
  if (a.length !== b.length || a.length === 0)
    throw new RangeError(
      `paired recalls must be equally many and not none: ${a.length} and ${b.length}`,
    );
  const first = clusterWilson(a, k);
  const second = clusterWilson(b, k);
  const together = correlation(a, b);
  const reach = (below: number, above: number) =>
    Math.sqrt(
      Math.max(0, below ** 2 - 2 * together * below * above + above ** 2),
    );
  const difference = first.mean - second.mean;
  return {
    difference,
    low: difference - reach(first.mean - first.low, second.high - second.mean),
    high: difference + reach(first.high - first.mean, second.mean - second.low),
  };
}
