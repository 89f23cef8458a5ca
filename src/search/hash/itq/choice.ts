import { wholeNumber } from "../../../model/settings";
import type { Method } from "../../method";
import { checkTraining, trainingSettings } from "../trainingSettings";

const { bits, seed, trainRows } = trainingSettings;

export const itqSettings = {
  bits,
  iterations: wholeNumber({ default: 50, min: 0, max: 1000 }),
  seed,
  trainRows,
};

/** ITQ as a configuration chooses it. */
export const itqChoice: Method = {
  name: "itq",
  settings: itqSettings,
  stages: ["training", "moments", "eigenvectors", "rotation", "encode"],
  check: checkTraining,
};
