import type { ComputeBackend } from "../../src/compute/backend";
import { createCpuBackend } from "../../src/cpu/cpuBackend";
import { probeAdapter, requestGpuDevice } from "../../src/gpu/device";
import { createWebGpuBackend } from "../../src/gpu/webgpuBackend";

/**
 * The backends that must agree with the reference: the CPU's on one thread, on
 * two, and without WebAssembly for its bit work.
 */
export const BACKENDS = ["cpu", "cpu-threads", "cpu-plain", "webgpu"] as const;

export type BackendName = (typeof BACKENDS)[number];

/**
 * Opens a backend for the contract. The GPU one takes the software adapter that
 * Chromium brings: where there is none, this throws, and so the test fails. A
 * GPU that hands over to the CPU fails the test as well.
 */
export async function openBackend(name: BackendName): Promise<ComputeBackend> {
  const cpu = createCpuBackend({
    threads: name === "cpu-threads" ? 2 : 1,
    plainBits: name === "cpu-plain",
  });
  if (name !== "webgpu") return cpu;
  const gpu = await requestGpuDevice(await probeAdapter(), {
    onUncapturedError: (message) => {
      throw new Error(`Uncaptured GPU error: ${message}`);
    },
  });
  if (!gpu)
    throw new Error(
      "No WebGPU adapter: the contract needs Chromium's software adapter.",
    );
  return createWebGpuBackend({
    gpu,
    fallback: cpu,
    onFallback: (reason) => {
      throw new Error(`The GPU handed over to the CPU: ${reason}`);
    },
  });
}
