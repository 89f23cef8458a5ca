import type { PivotDiagnostics } from "../../../model/diagnosticsReport";
import type { PartsView } from "../../../model/run/view";
import { pearson } from "../../../numeric/correlation";
import type { BuiltPivots } from "./build";
import { pairwisePivotDistances } from "./choose";
import { isWhole, type PivotDistances, survives } from "./rule";

/** Queries that the share inside a pivot's window is averaged over. */
const MOST_QUERIES = 100;

const PIVOT_BINS = 60;

/** The pivots by their corpus rows, and how far the documents lie from each. */
export function viewPivots({
  pivots,
  distances,
}: BuiltPivots): Omit<PartsView, "titles"> {
  const { documentDistances, pivots: count, space } = distances;
  const n = documentDistances.length / count;
  const spread = Array.from({ length: count }, (_, p) => {
    let sum = 0;
    let squares = 0;
    let min = Infinity;
    let max = -Infinity;
    for (let row = 0; row < n; row++) {
      const distance = documentDistances[row * count + p];
      sum += distance;
      squares += distance * distance;
      min = Math.min(min, distance);
      max = Math.max(max, distance);
    }
    const mean = sum / n;
    const variance = Math.max(0, squares / n - mean * mean);
    return { mean, sd: Math.sqrt(variance), min, max };
  });
  return {
    isWhole: isWhole(distances),
    documentIds: Array.from(pivots.rows),
    pairwise: pairwisePivotDistances(pivots.codes ?? pivots.vectors, space),
    spread,
  };
}

/** What each pivot's distances look like, and how much it removes at a threshold by itself. */
export function diagnosePivots(
  distances: PivotDistances,
  threshold: number | null,
): PivotDiagnostics {
  const { pivots, documentDistances, queryDistances, space } = distances;
  const n = documentDistances.length / pivots;
  const queries = Math.min(MOST_QUERIES, queryDistances.length / pivots);
  const columns = Array.from({ length: pivots }, (_, p) =>
    Float64Array.from(
      { length: n },
      (_, row) => documentDistances[row * pivots + p],
    ),
  );
  const histograms = columns.map((column) => {
    let low = Infinity;
    let high = -Infinity;
    for (const value of column) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    const width = isWhole(distances)
      ? Math.max(1, Math.ceil((high - low + 1) / PIVOT_BINS))
      : Math.max(1e-9, (high - low) / PIVOT_BINS) * (1 + 1e-9);
    const bins = Math.floor((high - low) / width) + 1;
    const counts = new Array<number>(bins).fill(0);
    for (const value of column) counts[Math.floor((value - low) / width)]++;
    return { start: low, width, counts };
  });
  const passAlone = columns.map((column, p) => {
    if (threshold === null) return 1;
    let inside = 0;
    const alone = { ...distances, statistic: "max" as const };
    for (let q = 0; q < queries; q++) {
      const own = queryDistances[q * pivots + p];
      for (const value of column)
        if (survives(alone, Math.fround(Math.abs(own - value)), threshold))
          inside++;
    }
    return inside / (queries * n);
  });
  return {
    space,
    isWhole: isWhole(distances),
    histograms,
    sd: columns.map((column) => {
      const mean = column.reduce((sum, value) => sum + value, 0) / n;
      return Math.sqrt(
        column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n,
      );
    }),
    passAlone,
    exampleQuery: Array.from(queryDistances.slice(0, pivots)),
    correlation: columns.map((a) => columns.map((b) => pearson(a, b))),
  };
}
