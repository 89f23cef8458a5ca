import type { Matrix, OperationContext } from "../../compute/backend";
import { wordsPerCode } from "../../numeric/bits";
import { matrixRows, quads } from "../layout";
import type { Kernel } from "../pipelines";
import { rowRanges } from "../ranges";
import type { RowChunk } from "../resident";
import type { GpuRuntime } from "../runtime";
import { type GpuWork, withWork } from "../work";
import { dispatchEncode, encodeKernel, encodeRows } from "./encode";
import { paddedSquare } from "./product";
import code from "./signedSums.wgsl?raw";
import { dispatchSum, dispatchTotal, sumKernel, totalKernel } from "./sums";
import { splitCount } from "./transposedProduct";

/** Rows of one f32 sum. */
const SPLIT_ROWS = 1024;

/** Kernels and buffers of V' sign(V R), made once per call of an operation. */
export interface SignedSums {
  readonly size: number;
  readonly sizeQuads: number;
  readonly sizeBytes: number;
  readonly chunks: readonly RowChunk[];
  readonly rows: number;
  /** (b, b) in padded rows: what the signs are taken of. */
  readonly rotation: GPUBuffer;
  /** (b, b) in padded rows: the result. */
  readonly m: GPUBuffer;
  /** Sum of |V R| at the index of the call. */
  readonly sums: GPUBuffer;
  readonly kernels: {
    readonly encode: Kernel;
    readonly signed: Kernel;
    readonly add: Kernel;
    readonly total: Kernel;
  };
  readonly buffers: {
    readonly signs: GPUBuffer;
    readonly absolute: GPUBuffer;
    readonly partials: GPUBuffer;
  };
  readonly splits: number;
}

/** Prepares V' sign(V R) for `v` (n, b), with room for `calls` sums of |V R|. */
export async function prepareSignedSums(
  work: GpuWork,
  v: Matrix,
  calls: number,
): Promise<SignedSums> {
  const size = v.columns;
  const sizeQuads = quads(size);
  const sizeBytes = sizeQuads * sizeQuads * 64;
  const words = wordsPerCode(size);
  const splits = splitCount(sizeQuads, sizeQuads);
  const chunks = await work.resident(matrixRows("itq rows", v));
  const { rotation, m, sums, ...buffers } = await work.allocate({
    rotation: sizeBytes,
    m: sizeBytes,
    sums: calls * 4,
    signs: Math.min(v.rows, splits * SPLIT_ROWS) * words * 4,
    absolute: Math.ceil(v.rows / 4 + chunks.length) * words * 4,
    partials: splits * sizeBytes,
  });
  return {
    size,
    sizeQuads,
    sizeBytes,
    chunks,
    rows: v.rows,
    rotation,
    m,
    sums,
    buffers,
    splits,
    kernels: {
      encode: await encodeKernel(work, {
        centred: false,
        zeroIsSet: true,
        countAbsolute: true,
      }),
      signed: await work.kernel({
        kernel: "signedSums",
        code,
        bindings: ["read", "read", "write"],
        constants: {},
      }),
      add: await sumKernel(work, true),
      total: await totalKernel(work, "sum"),
    },
  };
}

/**
 * Adds m = V' sign(V rotation) and sums[call] = sum |V rotation| to the work:
 * the signs of some rows at a time, as bits, which at once go into the sums.
 */
export async function dispatchSignedSums(
  work: GpuWork,
  it: SignedSums,
  call: number,
): Promise<void> {
  const { size, sizeQuads, sizeBytes, kernels, buffers, m } = it;
  const words = wordsPerCode(size);
  const tiles = Math.ceil(sizeQuads / 16);
  const costPerRow = sizeQuads * sizeQuads * 16;
  const addPartials = async (count: number) => {
    if (count > 0)
      await dispatchSum(
        work,
        kernels.add,
        buffers.partials,
        m,
        sizeBytes / 16,
        count,
      );
  };
  work.clear(m);
  let filled = 0;
  let firstSum = 0;
  for await (const range of rowRanges(it.chunks, () =>
    Math.min(
      encodeRows(work, sizeQuads, size),
      work.rows(kernels.signed.name, costPerRow, SPLIT_ROWS),
      it.splits * SPLIT_ROWS,
    ),
  )) {
    const used = Math.ceil(range.rows / SPLIT_ROWS);
    if (filled + used > it.splits) {
      await addPartials(filled);
      filled = 0;
    }
    await dispatchEncode(work, kernels.encode, {
      x: range.chunk.buffer,
      mean: it.rotation,
      weights: it.rotation,
      codes: buffers.signs,
      absolute: buffers.absolute,
      rows: range.rows,
      firstRow: range.start,
      firstOut: 0,
      firstSum,
      depthQuads: sizeQuads,
      bits: size,
    });
    firstSum += Math.ceil(range.rows / 4) * words;
    await work.dispatch({
      kernel: kernels.signed,
      group: work.bind(kernels.signed, [
        range.chunk.buffer,
        buffers.signs,
        buffers.partials,
      ]),
      params: [
        range.rows,
        range.start,
        SPLIT_ROWS,
        filled,
        sizeQuads,
        words,
        0,
        size,
      ],
      workgroups: [tiles, tiles, used],
      cost: range.rows * costPerRow,
    });
    filled += used;
  }
  await addPartials(filled);
  await dispatchTotal(
    work,
    kernels.total,
    buffers.absolute,
    it.sums,
    firstSum,
    call,
  );
}

/** The (b, b) values of a padded square buffer, in f64. */
export async function readSquare(
  work: GpuWork,
  buffer: GPUBuffer,
  size: number,
): Promise<Float32Array> {
  const width = 4 * quads(size);
  const padded = new Float32Array(await work.read(buffer, width * width * 4));
  if (width === size) return padded;
  const square = new Float32Array(size * size);
  for (let row = 0; row < size; row++)
    square.set(padded.subarray(row * width, row * width + size), row * size);
  return square;
}

/** As `ComputeBackend.signProduct`. Throws GpuError. */
export async function signProductOnGpu(
  runtime: GpuRuntime,
  v: Matrix,
  rotation: Float32Array,
  context: OperationContext,
): Promise<Float64Array> {
  const size = v.columns;
  if (size === 0 || v.rows === 0) return new Float64Array(size * size);
  return withWork(runtime, "signProduct", async (work) => {
    const prepared = await prepareSignedSums(work, v, 1);
    const square = paddedSquare({ data: rotation, rows: size, columns: size });
    work.upload(prepared.rotation, square);
    await dispatchSignedSums(work, prepared, 0);
    const m = await readSquare(work, prepared.m, size);
    await context.checkpoint(v.rows, v.rows);
    return Float64Array.from(m);
  });
}
