import type { ComputeBackend } from "../compute/backend";
import { partialBackend } from "../compute/makeBackend";
import type { GpuHandle } from "./device";
import { GpuError } from "./gpuError";
import { gpuOperations } from "./operations";
import { createGpuRuntime } from "./runtime";

export interface WebGpuBackendOptions {
  readonly gpu: GpuHandle;
  /** Does everything after a GPU failure, and what the GPU has no kernel for. */
  readonly fallback: ComputeBackend;
  /** Told once, in words, when the GPU fails and `fallback` takes over. */
  readonly onFallback?: (reason: string) => void;
  /** Milliseconds, monotonic; `performance.now` unless a test brings its own. */
  readonly now?: () => number;
}

/**
 * Every operation on a GPU. After a lost device or any other GPU failure the
 * call at hand and all later ones are finished by `fallback`, and `name` and
 * `label` say so. `dispose` destroys the device and disposes `fallback` too.
 */
export function createWebGpuBackend(
  options: WebGpuBackendOptions,
): ComputeBackend {
  const { gpu, fallback } = options;
  const runtime = createGpuRuntime(gpu, options.now);
  return partialBackend({
    name: "webgpu",
    label: gpu.label,
    operations: (handOver) => gpuOperations(runtime, handOver),
    fallback: {
      backend: fallback,
      lost: gpu.lost,
      failureOf: (error) =>
        error instanceof GpuError ? (gpu.lostReason() ?? error.message) : null,
      onFailure(reason) {
        runtime.resident.destroy();
        options.onFallback?.(reason);
      },
    },
    async dispose() {
      runtime.resident.destroy();
      gpu.destroy();
      await fallback.dispose();
    },
  });
}
