import type { Codes, Matrix, OperationContext } from "../../compute/backend";
import { wordsPerCode } from "../../numeric/bits";
import { matrixRows, quads } from "../layout";
import type { Kernel } from "../pipelines";
import { rowRanges } from "../ranges";
import type { GpuRuntime } from "../runtime";
import { type GpuWork, withWork } from "../work";
import code from "./encode.wgsl?raw";
import { paddedRow, paddedSquare } from "./product";

/** Rows that one workgroup takes: 64 invocations of four rows each. */
const TILE_ROWS = 256;

/** Codes kept on the device before they are read back. */
const OUTPUT_BYTES = 2 ** 24;

/** What distinguishes encoding from the signs of an ITQ step. */
export interface EncodeOptions {
  readonly centred: boolean;
  /** The sign of zero is +1, as ITQ's steps have it. */
  readonly zeroIsSet: boolean;
  readonly countAbsolute: boolean;
}

/** The kernel that makes signs of a projection. */
export function encodeKernel(
  work: GpuWork,
  { centred, zeroIsSet, countAbsolute }: EncodeOptions,
): Promise<Kernel> {
  return work.kernel({
    kernel: "encode",
    code,
    bindings: ["read", "read", "read", "write", "write"],
    constants: {
      centred: Number(centred),
      zeroIsSet: Number(zeroIsSet),
      countAbsolute: Number(countAbsolute),
    },
  });
}

/** Operands and sizes of one encoding on the device. */
export interface EncodeCall {
  readonly x: GPUBuffer;
  readonly mean: GPUBuffer;
  readonly weights: GPUBuffer;
  readonly codes: GPUBuffer;
  /** Sums of |projection|, (row groups of four, words). */
  readonly absolute: GPUBuffer;
  readonly rows: number;
  readonly firstRow: number;
  readonly firstOut: number;
  readonly firstSum: number;
  readonly depthQuads: number;
  readonly bits: number;
}

/** Multiply-adds that one row costs. */
export function encodeCost(depthQuads: number, bits: number): number {
  return depthQuads * 4 * wordsPerCode(bits) * 32;
}

/** Rows that one dispatch may take. */
export function encodeRows(
  work: GpuWork,
  depthQuads: number,
  bits: number,
): number {
  return work.rows("encode", encodeCost(depthQuads, bits), TILE_ROWS);
}

/** Adds one encoding to the work. */
export async function dispatchEncode(
  work: GpuWork,
  kernel: Kernel,
  call: EncodeCall,
): Promise<void> {
  const { rows, depthQuads, bits } = call;
  const words = wordsPerCode(bits);
  await work.dispatch({
    kernel,
    group: work.bind(kernel, [
      call.x,
      call.mean,
      call.weights,
      call.codes,
      call.absolute,
    ]),
    params: [
      rows,
      call.firstRow,
      call.firstOut,
      call.firstSum,
      depthQuads,
      quads(bits),
      bits,
      words,
    ],
    workgroups: [Math.ceil(rows / TILE_ROWS), words],
    cost: rows * encodeCost(depthQuads, bits),
  });
}

/**
 * As `ComputeBackend.encode`, summed in f32: bit j is
 * ((x - mean) weights)[j] > 0. Rows stay on the device, codes come back in
 * pieces. Throws GpuError for whatever fails on the device.
 */
export async function encodeOnGpu(
  runtime: GpuRuntime,
  x: Matrix,
  mean: Float32Array,
  weights: Matrix,
  context: OperationContext,
): Promise<Codes> {
  const bits = weights.columns;
  const perCode = wordsPerCode(bits);
  const result: Codes = {
    words: new Uint32Array(x.rows * perCode),
    rows: x.rows,
    bits,
  };
  // A sum of nothing is zero, whose bit is zero; and empty bindings are errors.
  if (result.words.length === 0 || x.columns === 0) return result;
  return withWork(runtime, "encode", async (work) => {
    const depthQuads = quads(x.columns);
    const outRows = Math.min(
      x.rows,
      Math.max(TILE_ROWS, Math.floor(OUTPUT_BYTES / (perCode * 4))),
    );
    const right = paddedSquare(weights);
    const chunks = work.chunks(matrixRows("encode rows", x));
    const buffers = await work.allocate({
      weights: right.byteLength,
      mean: depthQuads * 16,
      codes: outRows * perCode * 4,
      absolute: 16,
    });
    work.upload(buffers.weights, right);
    work.upload(buffers.mean, paddedRow(mean));
    const kernel = await encodeKernel(work, {
      centred: true,
      zeroIsSet: false,
      countAbsolute: false,
    });
    for await (const range of rowRanges(chunks, () => outRows)) {
      const slice = { ...range.chunk, rows: range.rows };
      for await (const part of rowRanges([slice], () =>
        encodeRows(work, depthQuads, bits),
      )) {
        await dispatchEncode(work, kernel, {
          ...buffers,
          x: range.chunk.buffer,
          rows: part.rows,
          firstRow: range.start + part.start,
          firstOut: part.start,
          firstSum: 0,
          depthQuads,
          bits,
        });
        await context.checkpoint(range.firstRow + part.start, x.rows);
      }
      const bytes = await work.read(buffers.codes, range.rows * perCode * 4);
      result.words.set(new Uint32Array(bytes), range.firstRow * perCode);
    }
    await context.checkpoint(x.rows, x.rows);
    return result;
  });
}
