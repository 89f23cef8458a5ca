import type { Codes, SurfaceInput } from "../../src/compute/backend";
import { hammingScore } from "../../src/search/score/hamming";
import type { PivotDistances } from "../../src/search/structure/pivots/rule";
import { pivotSteps } from "../../src/search/structure/pivots/steps";

interface PivotOperands extends Omit<SurfaceInput, "score" | "structure"> {
  readonly codes: Codes;
  readonly queryCodes: Codes;
  readonly distances: PivotDistances;
  /** Thresholds in place of those that belong to the distances. */
  readonly grid?: Float64Array | null;
}

/** A surface by Hamming distance behind pivots, and what it was made from. */
export type PivotSurfaceInput = SurfaceInput & PivotOperands;

/** The input of that surface. */
export function pivotSurface(operands: PivotOperands): PivotSurfaceInput {
  const { codes, queryCodes, distances, grid } = operands;
  return {
    ...operands,
    score: hammingScore(codes, queryCodes),
    structure: pivotSteps(distances, grid),
  };
}
