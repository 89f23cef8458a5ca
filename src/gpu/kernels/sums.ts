import type { Kernel } from "../pipelines";
import type { GpuWork } from "../work";
import scaleCode from "./scale.wgsl?raw";
import sumAllCode from "./sumAll.wgsl?raw";
import sumPartialsCode from "./sumPartials.wgsl?raw";

/** The kernel that adds up partial sums, to what is there when `accumulate`. */
export function sumKernel(work: GpuWork, accumulate: boolean): Promise<Kernel> {
  return work.kernel({
    kernel: "sumPartials",
    code: sumPartialsCode,
    bindings: ["read", "write"],
    constants: { accumulate: Number(accumulate) },
  });
}

/** Adds the sum of `count` partials of `partialQuads` vec4s to the work. */
export async function dispatchSum(
  work: GpuWork,
  kernel: Kernel,
  partials: GPUBuffer,
  out: GPUBuffer,
  partialQuads: number,
  count: number,
): Promise<void> {
  await work.dispatch({
    kernel,
    group: work.bind(kernel, [partials, out]),
    params: [partialQuads, count],
    workgroups: [Math.ceil(partialQuads / 64)],
    cost: partialQuads * count * 4,
  });
}

/** What `sumAll.wgsl` makes of the values. */
export const SUM_MODES = { sum: 0, squares: 1, identityError: 2 } as const;

export type SumMode = keyof typeof SUM_MODES;

/** The kernel that reduces a buffer to one number. */
export function totalKernel(work: GpuWork, mode: SumMode): Promise<Kernel> {
  return work.kernel({
    kernel: "sumAll",
    code: sumAllCode,
    bindings: ["read", "write"],
    constants: { mode: SUM_MODES[mode] },
  });
}

/** Adds out[index] = the total of `count` values; `size`, `width` for matrices. */
export async function dispatchTotal(
  work: GpuWork,
  kernel: Kernel,
  values: GPUBuffer,
  out: GPUBuffer,
  count: number,
  index: number,
  size = 0,
  width = 1,
): Promise<void> {
  await work.dispatch({
    kernel,
    group: work.bind(kernel, [values, out]),
    params: [count, index, size, width],
    workgroups: [1],
    cost: count,
  });
}

/** The kernel that scales a matrix by a power of a total. */
export function scaleKernel(work: GpuWork): Promise<Kernel> {
  return work.kernel({
    kernel: "scale",
    code: scaleCode,
    bindings: ["read", "read", "write"],
    constants: {},
  });
}

/** Adds out = m target / totals[index]^exponent to the work. */
export async function dispatchScale(
  work: GpuWork,
  kernel: Kernel,
  buffers: {
    readonly m: GPUBuffer;
    readonly totals: GPUBuffer;
    readonly out: GPUBuffer;
  },
  count: number,
  index: number,
  target: number,
  exponent: number,
): Promise<void> {
  await work.dispatch({
    kernel,
    group: work.bind(kernel, [buffers.m, buffers.totals, buffers.out]),
    params: [count / 4, index],
    scalars: [target, exponent],
    workgroups: [Math.ceil(count / 256)],
    cost: count,
  });
}
