import {
  type GpuHandle,
  probeAdapter,
  requestGpuDevice,
} from "../../src/gpu/device";

/** A device of its own for one test; errors that no scope caught go to `uncaptured`. */
export async function openGpu(uncaptured: string[] = []): Promise<GpuHandle> {
  const gpu = await requestGpuDevice(await probeAdapter(), {
    onUncapturedError: (message) => uncaptured.push(message),
  });
  if (!gpu)
    throw new Error(
      "No WebGPU adapter: these tests need Chromium's software adapter.",
    );
  return gpu;
}
