import type { HashStage } from "../search/hash/hash";

/** What a person reads while a stage of the hash works, and what it counts. */
export const hashStageLabels: Readonly<
  Record<HashStage, { readonly label: string; readonly unit: string }>
> = {
  training: { label: "Drawing documents to train on", unit: "documents" },
  moments: { label: "Mean and covariance", unit: "documents" },
  eigenvectors: { label: "Principal axes", unit: "steps" },
  rotation: { label: "Fitting the rotation", unit: "iterations" },
};
