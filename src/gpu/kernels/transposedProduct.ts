import type { Matrix, OperationContext } from "../../compute/backend";
import { matrixRows, quads } from "../layout";
import { pairedRanges, selfPairedRanges } from "../ranges";
import type { GpuRuntime } from "../runtime";
import { type GpuWork, withWork } from "../work";
import type { Kernel } from "../pipelines";
import { paddedRow } from "./product";
import { dispatchSum, sumKernel } from "./sums";
import code from "./transposedProduct.wgsl?raw";

/** Rows of one f32 sum. */
const SPLIT_ROWS = 1024;

/** Bytes of partial sums on the device. */
const PARTIAL_BYTES = 2 ** 25;

/** Most partial sums at once, whatever their size. */
const MAX_SPLITS = 64;

/** Splits whose (aQuads, bQuads) partials fit the device, one at least. */
export function splitCount(aQuads: number, bQuads: number): number {
  const sizeBytes = aQuads * bQuads * 64;
  return Math.min(
    MAX_SPLITS,
    Math.max(1, Math.floor(PARTIAL_BYTES / sizeBytes)),
  );
}

/** The kernel of partial sums of (A - mean)' (B - mean). */
export function transposedKernel(
  work: GpuWork,
  centred: boolean,
): Promise<Kernel> {
  return work.kernel({
    kernel: "transposedProduct",
    code,
    bindings: ["read", "read", "read", "write"],
    constants: { centred: Number(centred) },
  });
}

/** Adds X' X of a small square buffer to the work, as one split. */
export async function dispatchGram(
  work: GpuWork,
  kernel: Kernel,
  x: GPUBuffer,
  out: GPUBuffer,
  size: number,
): Promise<void> {
  const sizeQuads = quads(size);
  const rows = 4 * sizeQuads;
  const tiles = Math.ceil(sizeQuads / 16);
  await work.dispatch({
    kernel,
    group: work.bind(kernel, [x, x, x, out]),
    params: [rows, 0, 0, rows, 0, sizeQuads, sizeQuads],
    workgroups: [tiles, tiles, 1],
    cost: rows * sizeQuads * sizeQuads * 16,
  });
}

/**
 * (A - mean)' (B - mean), (m, n) in f64: f32 sums over at most 1,024 rows on
 * the device, those added up by pairs, and the rest in f64. Throws GpuError.
 */
export async function transposedOnGpu(
  runtime: GpuRuntime,
  what: string,
  a: Matrix,
  b: Matrix,
  mean: Float32Array | null,
  context: OperationContext,
): Promise<Float64Array> {
  const m = a.columns;
  const n = b.columns;
  const sums = new Float64Array(m * n);
  if (sums.length === 0 || a.rows === 0) return sums;
  return withWork(runtime, what, async (work) => {
    const aQuads = quads(m);
    const bQuads = quads(n);
    const splits = splitCount(aQuads, bQuads);
    const sizeBytes = aQuads * bQuads * 64;
    const buffers = await work.allocate({
      mean: aQuads * 16,
      partials: splits * sizeBytes,
      sum: sizeBytes,
    });
    if (mean) work.upload(buffers.mean, paddedRow(mean));
    const kernel = await transposedKernel(work, mean !== null);
    const sum = await sumKernel(work, false);
    let filled = 0;

    async function readSums(): Promise<void> {
      await dispatchSum(
        work,
        sum,
        buffers.partials,
        buffers.sum,
        sizeBytes / 16,
        filled,
      );
      const part = new Float32Array(await work.read(buffers.sum, sizeBytes));
      const width = 4 * bQuads;
      for (let i = 0; i < m; i++)
        for (let j = 0; j < n; j++) sums[i * n + j] += part[i * width + j];
      filled = 0;
    }

    const tiles = [Math.ceil(aQuads / 16), Math.ceil(bQuads / 16)] as const;
    const costPerRow = aQuads * bQuads * 16;
    const most = () =>
      Math.min(
        work.rows(kernel.name, costPerRow, 4),
        (splits - filled) * SPLIT_ROWS,
      );
    const rowsOfA = matrixRows(`${what} rows`, a);
    const ranges =
      a.data === b.data
        ? selfPairedRanges(work.chunks(rowsOfA), most)
        : pairedRanges(
            await work.resident(rowsOfA),
            await work.resident(matrixRows(`${what} rows`, b)),
            most,
          );
    for await (const range of ranges) {
      const used = Math.ceil(range.rows / SPLIT_ROWS);
      await work.dispatch({
        kernel,
        group: work.bind(kernel, [
          range.chunk.buffer,
          range.other.buffer,
          buffers.mean,
          buffers.partials,
        ]),
        params: [
          range.rows,
          range.start,
          range.otherStart,
          SPLIT_ROWS,
          filled,
          aQuads,
          bQuads,
        ],
        workgroups: [...tiles, used],
        cost: range.rows * costPerRow,
      });
      filled += used;
      if (filled === splits) await readSums();
      await context.checkpoint(range.firstRow + range.rows, a.rows);
    }
    if (filled > 0) await readSums();
    return sums;
  });
}
