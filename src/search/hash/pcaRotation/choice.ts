import type { Method } from "../../method";
import { checkTraining, trainingSettings } from "../trainingSettings";

/** PCA and a random rotation as a configuration chooses it. */
export const pcaRotationChoice: Method = {
  name: "pca-rotation",
  settings: trainingSettings,
  stages: ["training", "moments", "eigenvectors", "rotation", "encode"],
  check: checkTraining,
};
