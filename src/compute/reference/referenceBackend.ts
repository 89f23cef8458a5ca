import type { ComputeBackend } from "../backend";
import { completeBackend } from "../makeBackend";
import type { OperationTable } from "../operations";
import { polarFactor } from "../../numeric/orthogonal";
import {
  columnMean,
  covariance,
  encode,
  itq,
  product,
  project,
  signProduct,
  symmetricSpectrum,
} from "./dense";
import {
  cosineTopK,
  hammingTopK,
  pairSimilarities,
  pivotDistances,
  surface,
} from "./search";

/** Every operation as its definition reads. */
const OPERATIONS: OperationTable = {
  product: async (a, b, { transposeA }) => product(a, b, transposeA),
  columnMean: async (x) => columnMean(x),
  covariance: async (x, mean) => covariance(x, mean),
  project: async (x, mean, weights) => project(x, mean, weights),
  signProduct: async (v, rotation) => signProduct(v, rotation),
  polar: async (m, size) => polarFactor(m, size),
  symmetricSpectrum: async (matrix, n) => symmetricSpectrum(matrix, n),
  itq,
  encode: async (x, mean, weights) => encode(x, mean, weights),
  pivotDistances: async (codes, pivots) => pivotDistances(codes, pivots),
  cosineTopK: async (queries, documents, k, excludedRows) =>
    cosineTopK(queries, documents, k, excludedRows),
  hammingTopK: async (codes, queryCodes, limit, excludedRows) =>
    hammingTopK(codes, queryCodes, limit, excludedRows),
  pairSimilarities: async (x, codes, pairs) =>
    pairSimilarities(x, codes, pairs),
  surface: async (input) => surface(input),
};

/**
 * Every operation as its definition reads, in plain loops on one thread: the
 * oracle that the other backends are compared with. Slow on purpose.
 */
export function createReferenceBackend(): ComputeBackend {
  return completeBackend({
    name: "reference",
    label: "Reference",
    operations: OPERATIONS,
    dispose: () => Promise.resolve(),
  });
}
