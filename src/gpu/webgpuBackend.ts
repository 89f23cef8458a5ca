import type { Codes, ComputeBackend } from "../compute/backend";
import type { GpuHandle } from "./device";
import { GpuError } from "./gpuError";
import { encodeOnGpu } from "./kernels/encode";
import { createPipelineCache } from "./pipelines";

export interface WebGpuBackendOptions {
  readonly gpu: GpuHandle;
  /** Does what has no kernel yet, and everything after a GPU failure. */
  readonly fallback: ComputeBackend;
  /** Told once, in words, when the GPU fails and `fallback` takes over. */
  readonly onFallback?: (reason: string) => void;
  /** Milliseconds, monotonic; `performance.now` unless a test brings its own. */
  readonly now?: () => number;
}

/**
 * The operations on a GPU: `encode` has a kernel, the others are done by
 * `fallback`. After a lost device or any other GPU failure the call at hand and
 * all later ones are finished by `fallback`, and `name` and `label` say so.
 * `dispose` destroys the device and disposes `fallback` too.
 */
export function createWebGpuBackend(
  options: WebGpuBackendOptions,
): ComputeBackend {
  const { gpu, fallback } = options;
  const runtime = {
    gpu,
    pipelines: createPipelineCache(gpu.device),
    now: options.now ?? (() => performance.now()),
  };
  let failed = false;
  let disposed = false;

  function fail(reason: string): void {
    if (failed || disposed) return;
    failed = true;
    options.onFallback?.(reason);
  }
  void gpu.lost.then(fail);

  async function encode(
    ...operands: Parameters<ComputeBackend["encode"]>
  ): Promise<Codes> {
    if (!failed) {
      try {
        return await encodeOnGpu(runtime, ...operands);
      } catch (error) {
        if (!(error instanceof GpuError)) throw error;
        fail(gpu.lostReason() ?? error.message);
      }
    }
    return fallback.encode(...operands);
  }

  return {
    get name() {
      return failed ? fallback.name : "webgpu";
    },
    get label() {
      return failed ? fallback.label : gpu.label;
    },
    encode,
    columnMean: (...operands) => fallback.columnMean(...operands),
    covariance: (...operands) => fallback.covariance(...operands),
    project: (...operands) => fallback.project(...operands),
    signProduct: (...operands) => fallback.signProduct(...operands),
    polar: (...operands) => fallback.polar(...operands),
    pivotDistances: (...operands) => fallback.pivotDistances(...operands),
    cosineTopK: (...operands) => fallback.cosineTopK(...operands),
    product: (...operands) => fallback.product(...operands),
    itq: (...operands) => fallback.itq(...operands),
    hammingTopK: (...operands) => fallback.hammingTopK(...operands),
    pairSimilarities: (...operands) => fallback.pairSimilarities(...operands),
    surface: (...operands) => fallback.surface(...operands),
    async dispose() {
      disposed = true;
      gpu.destroy();
      await fallback.dispose();
    },
  };
}
