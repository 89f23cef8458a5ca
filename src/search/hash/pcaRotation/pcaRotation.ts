import { readSettings } from "../../../model/settings";
import { fitPca } from "../fitPca";
import type { HashMethod } from "../hash";
import { LINEAR_FORMULA, restoreLinear } from "../linear";
import { linearArrays } from "../linearArrays";
import { randomRotation } from "../rotation";
import { trainingSettings } from "../trainingSettings";
import { pcaRotationChoice } from "./choice";

/**
 * Centre, PCA, and a random rotation drawn from the seed: ITQ's start without
 * its iterations (Gong & Lazebnik 2011, section 3.1, "PCA-RR"). Its errors are
 * those of the one rotation.
 */
export const pcaRotation: HashMethod = {
  ...pcaRotationChoice,
  async fit(input, choice, tools) {
    const method = "pca-rotation";
    const values = { ...readSettings(trainingSettings, choice), method };
    return fitPca(input, values, tools, {
      initial: () => randomRotation(values.bits, values.seed),
      // One step measures the errors before its update, which is not taken.
      iterations: 1,
      turn: (fitted, initial) => ({ ...fitted, rotation: initial }),
    });
  },
  arrays: linearArrays,
  start: null,
  restore: restoreLinear,
  formula: LINEAR_FORMULA,
};
