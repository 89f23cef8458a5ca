import { readSettings } from "../../../model/settings";
import { fitPca } from "../fitPca";
import type { HashMethod } from "../hash";
import { LINEAR_FORMULA, restoreLinear } from "../linear";
import { initialRotation, linearArrays } from "../linearArrays";
import { randomRotation } from "../rotation";
import { itqChoice, itqSettings } from "./choice";

/**
 * Iterative quantization (Gong & Lazebnik 2011): centre, PCA, and the rotation
 * that brings the projections nearest to their signs. An imported
 * `initial_rotation` (b, b) takes the place of the drawn one.
 */
export const itq: HashMethod = {
  ...itqChoice,
  async fit(input, choice, tools) {
    const values = { ...readSettings(itqSettings, choice), method: "itq" };
    const { initial_rotation: given } = input.given;
    return fitPca(input, values, tools, {
      initial: () => given?.data ?? randomRotation(values.bits, values.seed),
      iterations: values.iterations,
      turn: (fitted) => fitted,
    });
  },
  arrays: linearArrays,
  start: initialRotation,
  restore: restoreLinear,
  formula: LINEAR_FORMULA,
};
