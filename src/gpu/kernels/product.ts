import type { Matrix, OperationContext } from "../../compute/backend";
import { matrixRows, quads } from "../layout";
import type { Kernel } from "../pipelines";
import { rowRanges } from "../ranges";
import type { GpuRuntime, ProductVariant } from "../runtime";
import { type GpuWork, withWork } from "../work";
import tiled from "./product.wgsl?raw";
import direct from "./productDirect.wgsl?raw";

/** What one invocation of either kernel multiplies; see the .wgsl files. */
const VARIANTS = {
  product: { code: tiled, tileRows: 64, tileColumns: 64 },
  productDirect: { code: direct, tileRows: 64, tileColumns: 128 },
} as const satisfies Record<ProductVariant, object>;

/** Bytes of results kept on the device before they are read back. */
const OUTPUT_BYTES = 2 ** 25;

/** Side of the square product that decides between the variants. */
const TRIAL_SIZE = 256;

const chosen = new WeakMap<GpuRuntime, Promise<ProductVariant>>();

/** A product's kernel, and how it is tiled. */
export interface ProductKernel {
  readonly kernel: Kernel;
  readonly tileRows: number;
  readonly tileColumns: number;
}

interface ProductOptions {
  /** Subtract `mean` from the rows of A. */
  readonly centred: boolean;
  /** Add beta D. */
  readonly added: boolean;
}

async function variantKernel(
  work: GpuWork,
  variant: ProductVariant,
  { centred, added }: ProductOptions,
): Promise<ProductKernel> {
  const { code, tileRows, tileColumns } = VARIANTS[variant];
  const kernel = await work.kernel({
    kernel: variant,
    code,
    bindings: ["read", "read", "read", "read", "write"],
    constants: { centred: Number(centred), added: Number(added) },
  });
  return { kernel, tileRows, tileColumns };
}

/** Operands and sizes of one product on the device. */
export interface ProductCall {
  readonly a: GPUBuffer;
  readonly b: GPUBuffer;
  readonly c: GPUBuffer;
  readonly mean?: GPUBuffer;
  readonly d?: GPUBuffer;
  readonly rows: number;
  readonly firstRow?: number;
  readonly firstOut?: number;
  readonly depthQuads: number;
  readonly columnQuads: number;
  readonly alpha?: number;
  readonly beta?: number;
}

/** Adds alpha (A - mean) B + beta D to the work; C is none of the operands. */
export async function dispatchProduct(
  work: GpuWork,
  { kernel, tileRows, tileColumns }: ProductKernel,
  call: ProductCall,
): Promise<void> {
  const { a, b, c, rows, depthQuads, columnQuads } = call;
  await work.dispatch({
    kernel,
    // What a variant does not read may be any buffer that it reads anyway.
    group: work.bind(kernel, [a, b, call.mean ?? b, call.d ?? b, c]),
    params: [
      rows,
      call.firstRow ?? 0,
      call.firstOut ?? 0,
      depthQuads,
      columnQuads,
    ],
    scalars: [call.alpha ?? 1, call.beta ?? 0],
    workgroups: [
      Math.ceil(rows / tileRows),
      Math.ceil((4 * columnQuads) / tileColumns),
    ],
    cost: rows * depthQuads * columnQuads * 16,
  });
}

/** Times one square product by each variant, twice, and returns the faster. */
function chooseVariant(runtime: GpuRuntime): Promise<ProductVariant> {
  return withWork(runtime, "choosing a product", async (work) => {
    const side = quads(TRIAL_SIZE);
    const sizeBytes = TRIAL_SIZE * TRIAL_SIZE * 4;
    const { a, b, c } = await work.allocate({
      a: sizeBytes,
      b: sizeBytes,
      c: sizeBytes,
    });
    const times: { variant: ProductVariant; elapsedMs: number }[] = [];
    for (const variant of ["product", "productDirect"] as const) {
      const kernel = await variantKernel(work, variant, {
        centred: false,
        added: false,
      });
      let elapsedMs = Infinity;
      for (let repeat = 0; repeat < 3; repeat++) {
        const startMs = runtime.now();
        await dispatchProduct(work, kernel, {
          a,
          b,
          c,
          rows: TRIAL_SIZE,
          depthQuads: side,
          columnQuads: side,
        });
        await work.flush();
        // The first run of a kernel compiles it.
        if (repeat > 0)
          elapsedMs = Math.min(elapsedMs, runtime.now() - startMs);
      }
      times.push({ variant, elapsedMs });
    }
    times.sort((x, y) => x.elapsedMs - y.elapsedMs);
    return times[0].variant;
  });
}

/** The kernel that this device is faster with; measured once. */
export async function productKernel(
  work: GpuWork,
  options: ProductOptions,
): Promise<ProductKernel> {
  const { runtime } = work;
  if (runtime.product) return variantKernel(work, runtime.product, options);
  let variant = chosen.get(runtime);
  if (!variant) {
    variant = chooseVariant(runtime);
    chosen.set(runtime, variant);
    variant.catch(() => chosen.delete(runtime));
  }
  return variantKernel(work, await variant, options);
}

/** Name of the product kernel in use on this device, for reports. */
export async function productVariant(runtime: GpuRuntime): Promise<string> {
  return withWork(runtime, "product", async (work) => {
    const { kernel } = await productKernel(work, {
      centred: false,
      added: false,
    });
    return kernel.name;
  });
}

/** `matrix` padded to whole vec4s both ways, as a right-hand operand. */
export function paddedSquare(matrix: Matrix): Float32Array {
  const width = 4 * quads(matrix.columns);
  const padded = new Float32Array(4 * quads(matrix.rows) * width);
  for (let row = 0; row < matrix.rows; row++)
    padded.set(
      matrix.data.subarray(row * matrix.columns, (row + 1) * matrix.columns),
      row * width,
    );
  return padded;
}

/** Copies rows of `width` values into rows of `columns`, from `firstRow` on. */
export function copyUnpadded(
  from: Float32Array,
  width: number,
  to: Float32Array,
  columns: number,
  firstRow: number,
  rows: number,
): void {
  if (width === columns) {
    to.set(from.subarray(0, rows * columns), firstRow * columns);
    return;
  }
  for (let row = 0; row < rows; row++)
    to.set(
      from.subarray(row * width, row * width + columns),
      (firstRow + row) * columns,
    );
}

/** A row vector padded to whole vec4s. */
export function paddedRow(values: Float32Array): Float32Array {
  const padded = new Float32Array(4 * quads(values.length));
  padded.set(values);
  return padded;
}

/**
 * As `ComputeBackend.product` without `transposeA`, and, with `mean`, as
 * `ComputeBackend.project`: rows of A stay on the device, results come back in
 * pieces. Throws GpuError.
 */
export async function productOnGpu(
  runtime: GpuRuntime,
  what: string,
  a: Matrix,
  b: Matrix,
  mean: Float32Array | null,
  context: OperationContext,
): Promise<Matrix> {
  const result: Matrix = {
    data: new Float32Array(a.rows * b.columns),
    rows: a.rows,
    columns: b.columns,
  };
  if (result.data.length === 0 || a.columns === 0) return result;
  return withWork(runtime, what, async (work) => {
    const depthQuads = quads(a.columns);
    const columnQuads = quads(b.columns);
    const width = 4 * columnQuads;
    const outRows = Math.min(
      a.rows,
      Math.max(64, Math.floor(OUTPUT_BYTES / (width * 4))),
    );
    const right = paddedSquare(b);
    const chunks = work.chunks(matrixRows(`${what} rows`, a));
    const buffers = await work.allocate({
      b: right.byteLength,
      mean: depthQuads * 16,
      c: outRows * width * 4,
    });
    work.upload(buffers.b, right);
    if (mean) work.upload(buffers.mean, paddedRow(mean));
    const kernel = await productKernel(work, {
      centred: mean !== null,
      added: false,
    });
    for await (const range of rowRanges(chunks, () => outRows)) {
      const slice = { ...range.chunk, rows: range.rows };
      for await (const part of rowRanges([slice], () =>
        work.rows(
          kernel.kernel.name,
          depthQuads * columnQuads * 16,
          kernel.tileRows,
        ),
      ))
        await dispatchProduct(work, kernel, {
          a: range.chunk.buffer,
          b: buffers.b,
          c: buffers.c,
          mean: buffers.mean,
          rows: part.rows,
          firstRow: range.start + part.start,
          firstOut: part.start,
          depthQuads,
          columnQuads,
        });
      const bytes = await work.read(buffers.c, range.rows * width * 4);
      copyUnpadded(
        new Float32Array(bytes),
        width,
        result.data,
        b.columns,
        range.firstRow,
        range.rows,
      );
      await context.checkpoint(range.firstRow + range.rows, a.rows);
    }
    return result;
  });
}
