import type { ProgressUnit, StageName } from "../../model/stages";

const stages: Readonly<Record<StageName, string>> = {
  load: "Loading",
  model: "Preparing the model",
  tokenise: "Counting tokens",
  embed: "Embedding",
  split: "Drawing the queries",
  "ground-truth": "Finding the true neighbours",
  training: "Drawing documents to train on",
  moments: "Mean and covariance",
  eigenvectors: "Principal axes",
  rotation: "Fitting the rotation",
  encode: "Hashing the documents",
  pivots: "Choosing pivots",
  surface: "Evaluating every threshold",
  diagnostics: "Measuring diagnostics",
  repeats: "Running other seeds",
  measure: "Measuring",
  export: "Writing the documents",
};

const units: Readonly<Record<ProgressUnit, string>> = {
  bytes: "bytes",
  documents: "documents",
  iterations: "iterations",
  measurements: "measurements",
  parts: "parts",
  pivots: "pivots",
  queries: "queries",
  rows: "rows",
  seeds: "seeds",
  steps: "steps",
  texts: "texts",
};

/** What is said of work that goes on. */
export const progress = {
  stages,
  units,
  left: (duration: string) => `${duration} left`,
};
