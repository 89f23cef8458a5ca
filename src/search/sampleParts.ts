import type { StepPart } from "../compute/surfaceParts";
import { QUERIES, ROWS } from "../gpu/selfCheckCase";
import type { SampleParts } from "../gpu/selfCheck";
import { hammingScore } from "./score/hamming";
import { samplePivots } from "./structure/pivots/samples";
import { scanSteps } from "./structure/scan";

/** Every score and structure that the page uses, over the GPU's self-check. */
export const sampleParts: SampleParts = (given) => {
  const score = hammingScore(given.codes, given.queryCodes);
  const counted = (structure: StepPart) => ({ score, structure });
  return [
    counted(scanSteps(ROWS, QUERIES)),
    ...samplePivots(given).map(counted),
  ];
};
