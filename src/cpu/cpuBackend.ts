import type { ComputeBackend } from "../compute/backend";
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
} from "../compute/shapes";
import { createBitKernels } from "./bitKernels";
import { createBitPool } from "./bitPool";
import * as bitWork from "./bitWork";
import { cosineTopK } from "./cosine";
import * as dense from "./dense";
import { hammingTopK, pairSimilarities, pivotDistances } from "./hamming";
import { createItqTeam } from "./itqTeam";
import { itq } from "./rotation";
import { symmetricSpectrum } from "./spectrum";
import { surface } from "./surface";
import { warmUp, warmUpKernels } from "./warmUp";
import { createWasmRuntime } from "./wasmRuntime";

/** Threads for WebAssembly here: several need a cross-origin isolated page. */
export function availableThreads(): number {
  if (!globalThis.crossOriginIsolated) return 1;
  return Math.max(1, Math.min(4, navigator.hardwareConcurrency || 1));
}

export interface CpuBackend extends ComputeBackend {
  /** Compiles ahead what the first operations would wait for; see `warmUp`. */
  prepare(): Promise<void>;
}

/**
 * The backend that needs no GPU: dense products in onnxruntime's WebAssembly,
 * bit work in kernels of its own, or, where the engine has no WebAssembly SIMD
 * or `plainBits` asks for it, in typed-array loops.
 */
export function createCpuBackend(options: {
  readonly threads: number;
  readonly plainBits?: boolean;
}): CpuBackend {
  const { threads, plainBits = false } = options;
  const kernels = plainBits ? null : createBitKernels();
  const pool = kernels && createBitPool(kernels, threads);
  const team = kernels && createItqTeam(threads);
  const runtime = createWasmRuntime(threads);
  return {
    name: "cpu",
    label: `CPU · ${threads} ${threads === 1 ? "thread" : "threads"}`,
    async prepare() {
      await warmUp(runtime);
      await warmUpKernels(this);
    },
    async product(a, b, { transposeA }, context) {
      checkProduct(a, b, transposeA);
      return dense.product(runtime, a, b, transposeA, context);
    },
    async columnMean(x, context) {
      checkMatrix("columnMean", "x", x);
      return dense.columnMean(x, context);
    },
    async covariance(x, mean, context) {
      checkMatrix("covariance", "x", x);
      return dense.covariance(runtime, x, mean, context);
    },
    async project(x, mean, weights, context) {
      checkProjection("project", x, mean, weights);
      return dense.project(runtime, x, mean, weights, context);
    },
    async signProduct(v, rotation, context) {
      checkMatrix("signProduct", "v", v);
      return dense.signProduct(runtime, v, rotation, context);
    },
    polar: (m, size) => dense.polar(runtime, m, size),
    symmetricSpectrum: (matrix, n) => symmetricSpectrum(matrix, n),
    async itq(v, initial, iterations, context) {
      checkRotation(v, initial);
      return itq(runtime, team, v, initial, iterations, context);
    },
    async encode(x, mean, weights, context) {
      checkProjection("encode", x, mean, weights);
      return dense.encode(runtime, x, mean, weights, context);
    },
    async pivotDistances(codes, pivots, context) {
      checkSameBits("pivotDistances", codes, pivots);
      return kernels
        ? bitWork.pivotDistances(kernels, codes, pivots, context)
        : pivotDistances(codes, pivots, context);
    },
    async cosineTopK(queries, documents, k, excludedRows, context) {
      checkNeighbourCount(queries, documents, k, excludedRows);
      return cosineTopK(runtime, queries, documents, k, excludedRows, context);
    },
    async hammingTopK(codes, queryCodes, limit, excludedRows, context) {
      checkHammingTopK(codes, queryCodes, limit, excludedRows);
      return pool
        ? bitWork.hammingTopK(
            pool,
            codes,
            queryCodes,
            limit,
            excludedRows,
            context,
          )
        : hammingTopK(codes, queryCodes, limit, excludedRows, context);
    },
    async pairSimilarities(x, codes, pairs, context) {
      checkPairs(x, codes, pairs);
      return pairSimilarities(x, codes, pairs, context);
    },
    async surface(input, context) {
      checkSurface(input);
      const { space, statistic } = input.filter;
      // Sums of real squares are f64, which the kernels do not count.
      const isCompiled = space === "hamming" || statistic === "max";
      return pool && isCompiled
        ? bitWork.surface(pool, threads, input, context)
        : surface(input, context);
    },
    async dispose() {
      pool?.dispose();
      team?.dispose();
      await runtime.dispose();
    },
  };
}
