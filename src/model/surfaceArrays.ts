import type { Surface } from "./surface";

/** A surface as it leaves the app: copies, steps cut to the given thresholds. */
export interface SurfaceArrays extends Surface {
  readonly queryIds: Int32Array;
}

/** One query at one threshold and limit. */
export interface PerQueryRow {
  readonly query: number;
  readonly id: number;
  readonly threshold: number | null;
  readonly limit: number;
  readonly candidates: number;
  readonly filterRecall: number;
  readonly expected: number;
  readonly best: number;
  readonly worst: number;
  readonly stable: number;
}
