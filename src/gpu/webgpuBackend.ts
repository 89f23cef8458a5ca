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
import type { GpuHandle } from "./device";
import { GpuError } from "./gpuError";
import { columnMeanOnGpu } from "./kernels/columnSums";
import { cosineTopKOnGpu } from "./kernels/cosine";
import { encodeOnGpu } from "./kernels/encode";
import { hammingTopKOnGpu } from "./kernels/hamming";
import { itqOnGpu } from "./kernels/itq";
import { pairSimilaritiesOnGpu } from "./kernels/pairs";
import { pivotDistancesOnGpu } from "./kernels/pivotDistances";
import { polarOnGpu } from "./kernels/polar";
import { productOnGpu } from "./kernels/product";
import { signProductOnGpu } from "./kernels/signedSums";
import { surfaceOnGpu } from "./kernels/surface";
import { transposedOnGpu } from "./kernels/transposedProduct";
import { createGpuRuntime } from "./runtime";

export interface WebGpuBackendOptions {
  readonly gpu: GpuHandle;
  /** Does everything after a GPU failure, and what no kernel is for. */
  readonly fallback: ComputeBackend;
  /** Told once, in words, when the GPU fails and `fallback` takes over. */
  readonly onFallback?: (reason: string) => void;
  /** Milliseconds, monotonic; `performance.now` unless a test brings its own. */
  readonly now?: () => number;
}

/**
 * Every operation on a GPU. After a lost device or any other GPU failure the
 * call at hand and all later ones are finished by `fallback`, and `name` and
 * `label` say so. `fallback` also answers for polar factors of products of
 * missing rank and for queries with too many ties, which need no GPU.
 * `dispose` destroys the device and disposes `fallback` too.
 */
export function createWebGpuBackend(
  options: WebGpuBackendOptions,
): ComputeBackend {
  const { gpu, fallback } = options;
  const runtime = createGpuRuntime(gpu, options.now);
  let failed = false;
  let disposed = false;

  function fail(reason: string): void {
    if (failed || disposed) return;
    failed = true;
    runtime.resident.destroy();
    options.onFallback?.(reason);
  }
  void gpu.lost.then(fail);

  /** `onGpu`, or, once the GPU has failed, `onCpu`. */
  async function attempt<T>(
    onGpu: () => Promise<T>,
    onCpu: () => Promise<T>,
  ): Promise<T> {
    if (!failed) {
      try {
        return await onGpu();
      } catch (error) {
        if (!(error instanceof GpuError)) throw error;
        fail(gpu.lostReason() ?? error.message);
      }
    }
    return onCpu();
  }

  return {
    get name() {
      return failed ? fallback.name : "webgpu";
    },
    get label() {
      return failed ? fallback.label : gpu.label;
    },
    async product(a, b, operation, context) {
      const { m, n } = checkProduct(a, b, operation.transposeA);
      return attempt(
        async () => {
          if (!operation.transposeA)
            return productOnGpu(runtime, "product", a, b, null, context);
          const sums = await transposedOnGpu(
            runtime,
            "product",
            a,
            b,
            null,
            context,
          );
          return { data: Float32Array.from(sums), rows: m, columns: n };
        },
        () => fallback.product(a, b, operation, context),
      );
    },
    async columnMean(x, context) {
      checkMatrix("columnMean", "x", x);
      return attempt(
        () => columnMeanOnGpu(runtime, x, context),
        () => fallback.columnMean(x, context),
      );
    },
    async covariance(x, mean, context) {
      checkMatrix("covariance", "x", x);
      return attempt(
        async () => {
          const sums = await transposedOnGpu(
            runtime,
            "covariance",
            x,
            x,
            mean,
            context,
          );
          return sums.map((sum) => sum / (x.rows - 1));
        },
        () => fallback.covariance(x, mean, context),
      );
    },
    async project(x, mean, weights, context) {
      checkProjection("project", x, mean, weights);
      return attempt(
        () => productOnGpu(runtime, "project", x, weights, mean, context),
        () => fallback.project(x, mean, weights, context),
      );
    },
    async signProduct(v, rotation, context) {
      checkMatrix("signProduct", "v", v);
      return attempt(
        () => signProductOnGpu(runtime, v, rotation, context),
        () => fallback.signProduct(v, rotation, context),
      );
    },
    async polar(m, size) {
      return attempt(
        async () =>
          (await polarOnGpu(runtime, m, size)) ?? fallback.polar(m, size),
        () => fallback.polar(m, size),
      );
    },
    // In f64, which WGSL does not have.
    symmetricSpectrum: (matrix, n) => fallback.symmetricSpectrum(matrix, n),
    async itq(v, initial, iterations, context) {
      checkRotation(v, initial);
      return attempt(
        () =>
          itqOnGpu(
            runtime,
            v,
            initial,
            iterations,
            (m, size) => fallback.polar(m, size),
            context,
          ),
        () => fallback.itq(v, initial, iterations, context),
      );
    },
    async encode(x, mean, weights, context) {
      checkProjection("encode", x, mean, weights);
      return attempt(
        () => encodeOnGpu(runtime, x, mean, weights, context),
        () => fallback.encode(x, mean, weights, context),
      );
    },
    async pivotDistances(codes, pivots, context) {
      checkSameBits("pivotDistances", codes, pivots);
      return attempt(
        () => pivotDistancesOnGpu(runtime, codes, pivots, context),
        () => fallback.pivotDistances(codes, pivots, context),
      );
    },
    async hammingTopK(codes, queryCodes, limit, excludedRows, context) {
      checkHammingTopK(codes, queryCodes, limit, excludedRows);
      return attempt(
        () =>
          hammingTopKOnGpu(
            runtime,
            codes,
            queryCodes,
            limit,
            excludedRows,
            (...operands) => fallback.hammingTopK(...operands),
            context,
          ),
        () =>
          fallback.hammingTopK(codes, queryCodes, limit, excludedRows, context),
      );
    },
    async cosineTopK(queries, documents, k, excludedRows, context) {
      checkNeighbourCount(queries, documents, k, excludedRows);
      return attempt(
        () =>
          cosineTopKOnGpu(
            runtime,
            queries,
            documents,
            k,
            excludedRows,
            context,
          ),
        () => fallback.cosineTopK(queries, documents, k, excludedRows, context),
      );
    },
    async pairSimilarities(x, codes, pairs, context) {
      checkPairs(x, codes, pairs);
      return attempt(
        () => pairSimilaritiesOnGpu(runtime, x, codes, pairs, context),
        () => fallback.pairSimilarities(x, codes, pairs, context),
      );
    },
    async surface(input, context) {
      checkSurface(input);
      const { space, statistic } = input.filter;
      // Sums of real squares are f64: exact only on the CPU.
      if (space !== "hamming" && statistic === "sum-of-squares")
        return fallback.surface(input, context);
      return attempt(
        () => surfaceOnGpu(runtime, input, context),
        () => fallback.surface(input, context),
      );
    },
    async dispose() {
      disposed = true;
      runtime.resident.destroy();
      gpu.destroy();
      await fallback.dispose();
    },
  };
}
