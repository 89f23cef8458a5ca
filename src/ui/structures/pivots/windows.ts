import type { NeighbourFate, SearchReport } from "../../../model/searchReport";

/** One pivot's view of a neighbour. */
export interface PivotWindow {
  readonly pivot: number;
  /** Distance of the query to the pivot; the window is this +- t. */
  readonly query: number;
  readonly neighbour: number;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly inside: boolean;
  /** The pivot with the largest difference: it decides, or adds most to the sum. */
  readonly decides: boolean;
}

/**
 * Each pivot's distance to a neighbour against the query's window; `isInside`
 * is the filter's rule of one pivot alone. With the largest difference a document is kept
 * where it is inside every window; with a sum of squares that is not enough.
 */
export function pivotWindows(
  report: SearchReport,
  fate: NeighbourFate,
  threshold: number,
  isInside: (query: number, neighbour: number) => boolean,
): readonly PivotWindow[] {
  return report.query.pivotDistances.map((query, pivot) => {
    const neighbour = fate.pivotDistances[pivot];
    const difference = Math.fround(Math.abs(query - neighbour));
    return {
      pivot,
      query,
      neighbour,
      difference,
      low: query - threshold,
      high: query + threshold,
      inside: isInside(query, neighbour),
      decides: pivot === fate.decidingPivot,
    };
  });
}

/** Distances that a picture of the windows spans. */
export interface DistanceRange {
  readonly low: number;
  readonly high: number;
}

/** The range that holds every window and every neighbour's distance; distances are not negative. */
export function windowRange(windows: readonly PivotWindow[]): DistanceRange {
  const lows = windows.map((w) => Math.min(w.low, w.neighbour));
  const highs = windows.map((w) => Math.max(w.high, w.neighbour));
  const low = Math.max(0, Math.min(...lows));
  return { low, high: Math.max(low, ...highs) };
}

/** Where a distance lies in a range, 0..1, clamped. */
export function shareOfRange(distance: number, range: DistanceRange): number {
  const span = range.high - range.low;
  if (span <= 0) return 0.5;
  return Math.min(1, Math.max(0, (distance - range.low) / span));
}
