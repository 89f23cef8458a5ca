import type { GpuHandle } from "./device";
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
  /** The product kernel to use; without it the faster one is found out. */
  readonly product?: ProductVariant;
}

/** The two ways to multiply; see `kernels/product.ts`. */
export type ProductVariant = "product" | "productDirect";

/** The runtime of an open device; `resident.destroy()` frees its operands. */
export function createGpuRuntime(
  gpu: GpuHandle,
  now: () => number = () => performance.now(),
  options: Pick<GpuRuntime, "product"> = {},
): GpuRuntime {
  return {
    gpu,
    pipelines: createPipelineCache(gpu.device),
    pace: createPace(),
    resident: createResidentStore(gpu),
    now,
    ...options,
  };
}
