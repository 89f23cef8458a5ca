import { refusalsOf } from "../../../model/refusal";
import type { PivotSpace } from "./settings";

/** What the pivots refuse, with what is told of it. */
export interface PivotRefusals {
  "above-documents": { readonly count: number; readonly documents: number };
  "threshold-not-whole": { readonly threshold: number };
  "threshold-off-grid": {
    readonly threshold: number;
    readonly space: Exclude<PivotSpace, "hamming">;
    readonly most: number;
  };
}

export const pivotRefusal = refusalsOf<PivotRefusals>("structure", "pivots");
