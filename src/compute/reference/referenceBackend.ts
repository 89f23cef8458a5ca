import type { ComputeBackend } from "../backend";
import {
  checkHammingTopK,
  checkMatrix,
  checkNeighbourCount,
  checkPairs,
  checkProduct,
  checkProjection,
  checkRotation,
  checkSameBits,
  checkSurface,
} from "../shapes";
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

/**
 * Every operation as its definition reads, in plain loops on one thread: the
 * oracle that the other backends are compared with. Slow on purpose.
 */
export function createReferenceBackend(): ComputeBackend {
  return {
    name: "reference",
    label: "Reference",
    product: async (a, b, { transposeA }) => {
      checkProduct(a, b, transposeA);
      return product(a, b, transposeA);
    },
    columnMean: async (x) => {
      checkMatrix("columnMean", "x", x);
      return columnMean(x);
    },
    covariance: async (x, mean) => {
      checkMatrix("covariance", "x", x);
      return covariance(x, mean);
    },
    project: async (x, mean, weights) => {
      checkProjection("project", x, mean, weights);
      return project(x, mean, weights);
    },
    signProduct: async (v, rotation) => {
      checkMatrix("signProduct", "v", v);
      return signProduct(v, rotation);
    },
    polar: async (m, size) => polarFactor(m, size),
    symmetricSpectrum: async (matrix, n) => symmetricSpectrum(matrix, n),
    itq: async (v, initial, iterations, context) => {
      checkRotation(v, initial);
      return itq(v, initial, iterations, context);
    },
    encode: async (x, mean, weights) => {
      checkProjection("encode", x, mean, weights);
      return encode(x, mean, weights);
    },
    pivotDistances: async (codes, pivots) => {
      checkSameBits("pivotDistances", codes, pivots);
      return pivotDistances(codes, pivots);
    },
    cosineTopK: async (queries, documents, k, excludedRows) => {
      checkNeighbourCount(queries, documents, k, excludedRows);
      return cosineTopK(queries, documents, k, excludedRows);
    },
    hammingTopK: async (codes, queryCodes, limit, excludedRows) => {
      checkHammingTopK(codes, queryCodes, limit, excludedRows);
      return hammingTopK(codes, queryCodes, limit, excludedRows);
    },
    pairSimilarities: async (x, codes, pairs) => {
      checkPairs(x, codes, pairs);
      return pairSimilarities(x, codes, pairs);
    },
    surface: async (input) => {
      checkSurface(input);
      return surface(input);
    },
    dispose: () => Promise.resolve(),
  };
}
