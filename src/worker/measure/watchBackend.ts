import type { ComputeBackend } from "../../compute/backend";

export type OperationName = Exclude<
  keyof ComputeBackend,
  "name" | "label" | "dispose"
>;

/** A backend that counts its calls. */
export interface WatchedBackend {
  readonly backend: ComputeBackend;
  /** Calls of `operation` so far. */
  readonly calls: (operation: OperationName) => number;
}

/**
 * The same backend with a count of calls: given to the GPU's backend as its
 * fallback, it tells what the GPU did not do itself.
 */
export function watchBackend(watched: ComputeBackend): WatchedBackend {
  const counts = new Map<OperationName, number>();
  function seen(operation: OperationName): ComputeBackend {
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
    return watched;
  }
  return {
    calls: (operation) => counts.get(operation) ?? 0,
    backend: {
      name: watched.name,
      label: watched.label,
      product: (...operands) => seen("product").product(...operands),
      columnMean: (...operands) => seen("columnMean").columnMean(...operands),
      covariance: (...operands) => seen("covariance").covariance(...operands),
      project: (...operands) => seen("project").project(...operands),
      signProduct: (...operands) =>
        seen("signProduct").signProduct(...operands),
      polar: (...operands) => seen("polar").polar(...operands),
      symmetricSpectrum: (...operands) =>
        seen("symmetricSpectrum").symmetricSpectrum(...operands),
      itq: (...operands) => seen("itq").itq(...operands),
      encode: (...operands) => seen("encode").encode(...operands),
      pivotDistances: (...operands) =>
        seen("pivotDistances").pivotDistances(...operands),
      cosineTopK: (...operands) => seen("cosineTopK").cosineTopK(...operands),
      hammingTopK: (...operands) =>
        seen("hammingTopK").hammingTopK(...operands),
      pairSimilarities: (...operands) =>
        seen("pairSimilarities").pairSimilarities(...operands),
      surface: (...operands) => seen("surface").surface(...operands),
      dispose: () => watched.dispose(),
    },
  };
}
