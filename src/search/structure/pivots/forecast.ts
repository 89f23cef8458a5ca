import { hasWindows, isWhole, type PivotDistances } from "./rule";

/** Queries that a forecast averages over at most. */
const MOST_QUERIES = 500;

/** Bins of a histogram of real distances. */
const REAL_BINS = 4000;

/** Share of documents below each bin's end, for one pivot. */
interface Cumulative {
  /** Bins per unit of distance. */
  readonly perUnit: number;
  /** below[i]: share of documents in bins 0..i - 1. */
  readonly below: Float64Array;
}

function cumulativeOf(
  distances: PivotDistances,
  documents: number,
  pivot: number,
  largest: number,
): Cumulative {
  const { pivots, documentDistances } = distances;
  const perUnit = isWhole(distances) ? 1 : REAL_BINS / Math.max(largest, 1e-9);
  const bins = Math.floor(largest * perUnit) + 1;
  const below = new Float64Array(bins + 1);
  for (let row = 0; row < documents; row++)
    below[Math.floor(documentDistances[row * pivots + pivot] * perUnit) + 1]++;
  for (let i = 1; i <= bins; i++)
    below[i] = below[i - 1] + below[i] / documents;
  return { perUnit, below };
}

/** Share of documents at distance low..high of this pivot, both ends included. */
function shareBetween(
  { perUnit, below }: Cumulative,
  low: number,
  high: number,
): number {
  const bins = below.length - 1;
  const from = Math.min(bins, Math.max(0, Math.ceil(low * perUnit - 1e-9)));
  const to = Math.min(bins, Math.max(0, Math.floor(high * perUnit + 1e-9) + 1));
  return Math.max(0, below[to] - below[from]);
}

/**
 * Share of documents that the filter is expected to remove at each threshold
 * (null: none), from each pivot's histogram of distances alone, before any
 * query is compared with any document: the pivots' windows are taken for
 * independent, and the shares inside them multiplied. null for sums of squares,
 * which have no windows.
 */
export function forecastReduction(
  distances: PivotDistances,
  thresholds: readonly (number | null)[],
): number[] | null {
  const { pivots, queryDistances } = distances;
  const documents = distances.documentDistances.length / pivots;
  const queries = queryDistances.length / pivots;
  if (!hasWindows(distances) || documents === 0 || queries === 0) return null;
  let largest = 0;
  for (const distance of distances.documentDistances)
    if (distance > largest) largest = distance;
  const histograms = Array.from({ length: pivots }, (_, p) =>
    cumulativeOf(distances, documents, p, largest),
  );
  const stride = Math.max(1, Math.ceil(queries / MOST_QUERIES));
  return thresholds.map((threshold) => {
    if (threshold === null) return 0;
    let kept = 0;
    let asked = 0;
    for (let q = 0; q < queries; q += stride) {
      let share = 1;
      for (let p = 0; p < pivots; p++) {
        const own = queryDistances[q * pivots + p];
        share *= shareBetween(histograms[p], own - threshold, own + threshold);
      }
      kept += share;
      asked++;
    }
    return 1 - kept / asked;
  });
}
