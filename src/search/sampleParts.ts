import { pivotDistances } from "../compute/reference/search";
import { oddMatrix, QUERIES, ROWS } from "../gpu/selfCheckCase";
import type { SampleParts } from "../gpu/selfCheck";
import { hammingScore } from "./score/hamming";
import { scanSteps } from "./structure/scan";
import { pivotSteps } from "./structure/pivots/steps";

/** Every score and structure that the page uses, over the GPU's self-check. */
export const sampleParts: SampleParts = ({ codes, queryCodes, pivots }) => {
  const score = hammingScore(codes, queryCodes);
  // Distances that f32 holds exactly, some of them on the thresholds.
  const realDistances = (rows: number, seed: number) =>
    oddMatrix(rows, pivots.rows, seed).data.map((value) => (value + 15) / 32);
  return [
    {
      score,
      structure: pivotSteps({
        space: "hamming",
        statistic: "max",
        pivots: pivots.rows,
        documentDistances: pivotDistances(codes, pivots),
        queryDistances: pivotDistances(queryCodes, pivots),
      }),
    },
    {
      score,
      structure: pivotSteps(
        {
          space: "cosine",
          statistic: "max",
          pivots: pivots.rows,
          documentDistances: realDistances(ROWS, 80_000),
          queryDistances: realDistances(QUERIES, 90_000),
        },
        Float64Array.from({ length: 12 }, (_, t) => t / 16),
      ),
    },
    { score, structure: scanSteps(ROWS, QUERIES) },
  ];
};
