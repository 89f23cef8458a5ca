import { missingRows } from "../../numeric/missingRows";
import {
  expressSteps,
  LARGEST_SINGULAR_VALUE,
  polishStep,
  type QuinticStep,
} from "../../numeric/quinticSteps";
import { quads } from "../layout";
import type { Kernel } from "../pipelines";
import type { GpuRuntime } from "../runtime";
import { type GpuWork, withWork } from "../work";
import {
  dispatchProduct,
  paddedSquare,
  type ProductKernel,
  productKernel,
} from "./product";
import { readSquare } from "./signedSums";
import { dispatchScale, dispatchTotal, scaleKernel, totalKernel } from "./sums";
import { dispatchGram, transposedKernel } from "./transposedProduct";

/** max|X'X - I| that a result may have. */
export const POLAR_TOLERANCE = 2e-5;

/** One round of polishing. */
const POLISH: readonly QuinticStep[] = [polishStep, polishStep];

/** Rounds of polishing before the caller's own method takes over. */
const MAX_POLISH = 12;

/** Kernels and buffers of the polar iteration. */
export interface PolarIteration {
  readonly size: number;
  readonly sizeQuads: number;
  readonly kernels: {
    readonly gram: Kernel;
    readonly product: ProductKernel;
    readonly combined: ProductKernel;
    readonly squares: Kernel;
    readonly identity: Kernel;
    readonly scale: Kernel;
  };
  readonly buffers: {
    readonly x: GPUBuffer;
    readonly next: GPUBuffer;
    readonly gram: GPUBuffer;
    readonly factor: GPUBuffer;
    readonly totals: GPUBuffer;
  };
}

/** Prepares the polar iteration of (size, size) matrices. */
export async function preparePolar(
  work: GpuWork,
  size: number,
): Promise<PolarIteration> {
  const sizeQuads = quads(size);
  const sizeBytes = sizeQuads * sizeQuads * 64;
  return {
    size,
    sizeQuads,
    kernels: {
      gram: await transposedKernel(work, false),
      product: await productKernel(work, { centred: false, added: false }),
      combined: await productKernel(work, { centred: false, added: true }),
      squares: await totalKernel(work, "squares"),
      identity: await totalKernel(work, "identityError"),
      scale: await scaleKernel(work),
    },
    buffers: await work.allocate({
      x: sizeBytes,
      next: sizeBytes,
      gram: sizeBytes,
      factor: sizeBytes,
      totals: 16,
    }),
  };
}

/** Adds C = alpha A B + beta D of squares to the work. */
function squareProduct(
  work: GpuWork,
  it: PolarIteration,
  kernel: ProductKernel,
  a: GPUBuffer,
  b: GPUBuffer,
  c: GPUBuffer,
  added?: {
    readonly d: GPUBuffer;
    readonly alpha: number;
    readonly beta: number;
  },
): Promise<void> {
  return dispatchProduct(work, kernel, {
    a,
    b,
    c,
    rows: 4 * it.sizeQuads,
    depthQuads: it.sizeQuads,
    columnQuads: it.sizeQuads,
    ...added,
  });
}

/** Adds steps from `x` to the work; the last result lies in `out`. */
async function dispatchSteps(
  work: GpuWork,
  it: PolarIteration,
  steps: readonly QuinticStep[],
  out: GPUBuffer,
): Promise<void> {
  const { gram, combined } = it.kernels;
  const { buffers } = it;
  let x = buffers.x;
  let spare = buffers.next;
  for (const [i, [a, b, c]] of steps.entries()) {
    const next = i === steps.length - 1 ? out : spare;
    await dispatchGram(work, gram, x, buffers.gram, it.size);
    await squareProduct(
      work,
      it,
      combined,
      buffers.gram,
      buffers.gram,
      buffers.factor,
      { d: buffers.gram, alpha: c, beta: b },
    );
    await squareProduct(work, it, combined, x, buffers.factor, next, {
      d: x,
      alpha: 1,
      beta: a,
    });
    spare = x;
    x = next;
  }
}

/** Adds errors[index] = max|X'X - I| to the work. */
async function dispatchError(
  work: GpuWork,
  it: PolarIteration,
  x: GPUBuffer,
  errors: GPUBuffer,
  index: number,
): Promise<void> {
  const width = 4 * it.sizeQuads;
  await dispatchGram(work, it.kernels.gram, x, it.buffers.gram, it.size);
  await dispatchTotal(
    work,
    it.kernels.identity,
    it.buffers.gram,
    errors,
    width * width,
    index,
    it.size,
    width,
  );
}

/**
 * Adds out = polar factor of m and errors[index] = max|out'out - I| to the
 * work. m is first divided by its norm, then by the eighth root of the sum of
 * squares of (m'm)^2, which is at least its largest singular value and hardly
 * more.
 */
export async function dispatchPolar(
  work: GpuWork,
  it: PolarIteration,
  m: GPUBuffer,
  out: GPUBuffer,
  errors: GPUBuffer,
  index: number,
): Promise<void> {
  const { kernels, buffers } = it;
  const count = 16 * it.sizeQuads * it.sizeQuads;
  const { totals } = buffers;
  await dispatchTotal(work, kernels.squares, m, totals, count, 0);
  const unit = { m, totals, out: buffers.next };
  await dispatchScale(work, kernels.scale, unit, count, 0, 1, 0.5);
  await dispatchGram(work, kernels.gram, buffers.next, buffers.gram, it.size);
  await squareProduct(
    work,
    it,
    kernels.product,
    buffers.gram,
    buffers.gram,
    buffers.factor,
  );
  await dispatchTotal(work, kernels.squares, buffers.factor, totals, count, 1);
  const start = { m: buffers.next, totals, out: buffers.x };
  await dispatchScale(
    work,
    kernels.scale,
    start,
    count,
    1,
    LARGEST_SINGULAR_VALUE,
    1 / 8,
  );
  await dispatchSteps(work, it, expressSteps, out);
  await dispatchError(work, it, out, errors, index);
}

/**
 * The orthogonal polar factor of `m` (size, size), in f32 on the device, or
 * null where more steps do not make it orthogonal: a product of missing rank,
 * for which the caller has a decomposition. Throws GpuError.
 */
export async function polarOnGpu(
  runtime: GpuRuntime,
  m: Float64Array,
  size: number,
): Promise<Float64Array | null> {
  let largest = 0;
  for (const value of m) largest = Math.max(largest, Math.abs(value));
  // No number of steps lifts rows that are missing.
  if (!(largest > 0) || missingRows(m, size).length > 0) return null;
  return withWork(runtime, "polar", async (work) => {
    const it = await preparePolar(work, size);
    const sizeBytes = it.sizeQuads * it.sizeQuads * 64;
    const { source, out, error } = await work.allocate({
      source: sizeBytes,
      out: sizeBytes,
      error: 16,
    });
    const scaled = Float32Array.from(m, (value) => value / largest);
    work.upload(
      source,
      paddedSquare({ data: scaled, rows: size, columns: size }),
    );
    await dispatchPolar(work, it, source, out, error, 0);
    for (let extra = 0; ; extra++) {
      const [worst] = new Float32Array(await work.read(error, 4));
      if (worst < POLAR_TOLERANCE)
        return Float64Array.from(await readSquare(work, out, size));
      if (extra === MAX_POLISH) return null;
      const again = new Float32Array(await work.read(out, sizeBytes));
      work.upload(it.buffers.x, again);
      await dispatchSteps(work, it, POLISH, out);
      await dispatchError(work, it, out, error, 0);
    }
  });
}
