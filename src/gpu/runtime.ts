import type { GpuHandle } from "./device";
import { nudged } from "./nudge";
import { createPace, type Pace } from "./pace";
import { createPipelineCache, type PipelineCache } from "./pipelines";
import { createResidentStore, type ResidentStore } from "./resident";

/** What all kernels of one device share. */
export interface GpuRuntime {
  readonly gpu: GpuHandle;
  readonly pipelines: PipelineCache;
  readonly pace: Pace;
  readonly resident: ResidentStore;
  /** Milliseconds, monotonic: decides how much one submission carries. */
  readonly now: () => number;
  /** How long waiting for nothing at all takes, in ms; measured once. */
  readonly idleWaitMs: () => Promise<number>;
  /** The product kernel to use; without it the faster one is found out. */
  readonly product?: ProductVariant;
}

/** The two ways to multiply; see `kernels/product.ts`. */
export type ProductVariant = "product" | "productDirect";

const IDLE_WAITS = 3;

/** The shortest of some waits for a device that has nothing to do, in ms. */
async function measureIdleWait(
  { queue }: GPUDevice,
  now: () => number,
): Promise<number> {
  let shortestMs = Infinity;
  for (let i = 0; i < IDLE_WAITS; i++) {
    const startMs = now();
    queue.submit([]);
    await nudged(queue, queue.onSubmittedWorkDone());
    shortestMs = Math.min(shortestMs, now() - startMs);
  }
  return shortestMs;
}

/** The runtime of an open device; `resident.destroy()` frees its operands. */
export function createGpuRuntime(
  gpu: GpuHandle,
  now: () => number = () => performance.now(),
  options: Partial<Pick<GpuRuntime, "product" | "idleWaitMs">> = {},
): GpuRuntime {
  let idleWait: Promise<number> | null = null;
  return {
    gpu,
    pipelines: createPipelineCache(gpu.device),
    pace: createPace(),
    resident: createResidentStore(gpu),
    now,
    // A lost device fails elsewhere, with its reason.
    idleWaitMs: () =>
      (idleWait ??= measureIdleWait(gpu.device, now).catch(() => 0)),
    ...options,
  };
}
