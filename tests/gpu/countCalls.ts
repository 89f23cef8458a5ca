import { vi } from "vitest";

/** What the GPU was asked to do since counting began. */
export interface GpuCalls {
  readonly dispatches: () => number;
  readonly submits: () => number;
  readonly readbacks: () => number;
  readonly pipelines: () => number;
  readonly buffersCreated: () => number;
  readonly buffersDestroyed: () => number;
  readonly storageBytes: () => number[];
}

/** Counts calls on every device until `vi.restoreAllMocks()`. */
export function countCalls(): GpuCalls {
  const dispatch = vi.spyOn(
    GPUComputePassEncoder.prototype,
    "dispatchWorkgroups",
  );
  const submit = vi.spyOn(GPUQueue.prototype, "submit");
  const map = vi.spyOn(GPUBuffer.prototype, "mapAsync");
  const compile = vi.spyOn(GPUDevice.prototype, "createComputePipelineAsync");
  const create = vi.spyOn(GPUDevice.prototype, "createBuffer");
  const destroy = vi.spyOn(GPUBuffer.prototype, "destroy");
  const count = (spy: { mock: { calls: unknown[] } }) => () =>
    spy.mock.calls.length;
  return {
    dispatches: count(dispatch),
    // Empty ones only make a browser look whether work is done.
    submits: () =>
      submit.mock.calls.filter(([buffers]) => [...buffers].length > 0).length,
    readbacks: count(map),
    pipelines: count(compile),
    buffersCreated: count(create),
    buffersDestroyed: count(destroy),
    storageBytes: () =>
      create.mock.calls
        .map(([descriptor]) => descriptor)
        .filter(({ usage }) => (usage & GPUBufferUsage.STORAGE) !== 0)
        .map(({ size }) => size),
  };
}
