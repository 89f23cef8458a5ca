/** A way to compute the heavy operations. */
export type BackendName = "reference" | "cpu" | "webgpu";

/** An operation of the backends that is measured. */
export type MeasuredOperation =
  | "columnMean"
  | "covariance"
  | "product"
  | "project"
  | "itq"
  | "polar"
  | "encode"
  | "pivotDistances"
  | "hammingTopK"
  | "cosineTopK"
  | "pairSimilarities"
  | "surface";
