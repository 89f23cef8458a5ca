/** The stages of a run in the order in which data flows. */
export type StageName =
  | "load"
  | "model"
  | "tokenise"
  | "embed"
  | "ground-truth"
  | "training"
  | "moments"
  | "eigenvectors"
  | "rotation"
  | "encode"
  | "pivots"
  | "surface"
  | "diagnostics"
  | "repeats"
  | "measure"
  | "export";
/** Sent while a stage works. */
export interface Progress {
  readonly stage: StageName;
  /** For people: "Fitting the rotation". */
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** What is counted: "iterations", "documents", "bytes", "queries". */
  readonly unit: string;
  readonly ratePerSecond: number;
  /** null until there is a rate to judge by. */
  readonly remainingMs: number | null;
  /** More for people: "2,310 tokens/s · 14 texts cut". */
  readonly detail?: string;
}
