import { pivotDistances } from "../../../compute/reference/search";
import type { StepPart } from "../../../compute/surfaceParts";
import {
  oddMatrix,
  QUERIES,
  ROWS,
  type SelfCheckCase,
} from "../../../gpu/selfCheckCase";
import { pivotSteps } from "./steps";

/** Whole and real distances over the GPU's self-check. */
export function samplePivots({
  codes,
  queryCodes,
  pivots,
}: SelfCheckCase): readonly StepPart[] {
  // Distances that f32 holds exactly, some of them on the thresholds.
  const realDistances = (rows: number, seed: number) =>
    oddMatrix(rows, pivots.rows, seed).data.map((value) => (value + 15) / 32);
  return [
    pivotSteps({
      space: "hamming",
      statistic: "max",
      pivots: pivots.rows,
      documentDistances: pivotDistances(codes, pivots),
      queryDistances: pivotDistances(queryCodes, pivots),
    }),
    pivotSteps(
      {
        space: "cosine",
        statistic: "max",
        pivots: pivots.rows,
        documentDistances: realDistances(ROWS, 80_000),
        queryDistances: realDistances(QUERIES, 90_000),
      },
      Float64Array.from({ length: 12 }, (_, t) => t / 16),
    ),
  ];
}
