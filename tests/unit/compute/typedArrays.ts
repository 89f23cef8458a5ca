/** Any array of numbers. */
type Numbers = ArrayLike<number>;

/**
 * Where two arrays differ first, or null where they are equal: a comparison
 * that stays quick for millions of values and says something when it fails.
 */
export function firstDifference(
  actual: Numbers,
  expected: Numbers,
): string | null {
  if (actual.length !== expected.length)
    return `${actual.length} values instead of ${expected.length}`;
  for (let i = 0; i < actual.length; i++)
    if (!Object.is(actual[i], expected[i]))
      return `${actual[i]} instead of ${expected[i]} at ${i}`;
  return null;
}

/** max|actual - expected|; NaN counts as infinite, and so do different lengths. */
export function largestDifference(actual: Numbers, expected: Numbers): number {
  if (actual.length !== expected.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < actual.length; i++) {
    const difference = Math.abs(actual[i] - expected[i]);
    if (!(difference <= largest))
      largest = Number.isNaN(difference) ? Infinity : difference;
  }
  return largest;
}
