import { readSettings, wholeNumber } from "../../../model/settings";
import { fitPca } from "../fitPca";
import type { HashMethod } from "../hash";
import { LINEAR_FORMULA, restoreLinear } from "../linear";
import { randomRotation } from "../rotation";
import { checkTraining, trainingSettings } from "../training";

const { bits, seed, trainRows } = trainingSettings;
const settings = {
  bits,
  iterations: wholeNumber({ default: 50, min: 0, max: 1000 }),
  seed,
  trainRows,
};

/**
 * Iterative quantization (Gong & Lazebnik 2011): centre, PCA, and the rotation
 * that brings the projections nearest to their signs. An imported
 * `initial_rotation` (b, b) takes the place of the drawn one.
 */
export const itq: HashMethod = {
  name: "itq",
  settings,
  stages: ["training", "moments", "eigenvectors", "rotation", "encode"],
  check: checkTraining,
  async fit(input, choice, tools) {
    const values = { ...readSettings(settings, choice), method: "itq" };
    const { initial_rotation: given } = input.given;
    return fitPca(input, values, tools, {
      initial: () => given?.data ?? randomRotation(values.bits, values.seed),
      iterations: values.iterations,
      turn: (fitted) => fitted,
    });
  },
  restore: restoreLinear,
  formula: LINEAR_FORMULA,
};
