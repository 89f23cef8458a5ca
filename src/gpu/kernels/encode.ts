import type { Codes, Matrix, OperationContext } from "../../compute/backend";
import { checkProjection } from "../../compute/shapes";
import { wordsPerCode } from "../../numeric/bits";
import { type BufferOwner, createBufferOwner } from "../buffers";
import {
  type ChunkLimits,
  firstChunkRows,
  maxChunkRows,
  nextChunkRows,
} from "../chunking";
import type { GpuHandle } from "../device";
import { GpuError, inErrorScopes } from "../gpuError";
import type { PipelineCache, PipelineRequest } from "../pipelines";
import code from "./encode.wgsl?raw";

/** Where the kernel runs. */
export interface EncodeRuntime {
  readonly gpu: GpuHandle;
  readonly pipelines: PipelineCache;
  /** Milliseconds, monotonic: decides how fast the chunks grow. */
  readonly now: () => number;
}

/**
 * Codes of `x` on the GPU: bit j is ((x - mean) weights)[j] > 0, summed in f32.
 * Shapes (n, d), (d,), (d, b) -> (n, ceil(b / 32)) u32; any n, d and b.
 *
 * Rows go through in chunks: upload, one dispatch, one readback, then
 * `context.checkpoint`. Throws ShapeError for operands that do not fit, and
 * GpuError for whatever fails on the device.
 */
export async function encodeOnGpu(
  runtime: EncodeRuntime,
  x: Matrix,
  mean: Float32Array,
  weights: Matrix,
  context: OperationContext,
): Promise<Codes> {
  checkProjection("encode", x, mean, weights);
  const bits = weights.columns;
  const words = new Uint32Array(x.rows * wordsPerCode(bits));
  const result: Codes = { words, rows: x.rows, bits };
  // A sum of nothing is zero, whose bit is zero; and empty bindings are errors.
  if (words.length === 0 || x.columns === 0) return result;

  const { gpu, pipelines, now } = runtime;
  const limits = chunkLimits(gpu, x.columns, bits);
  const mostRows = Math.min(x.rows, maxChunkRows(limits));
  const pipeline = await pipelines.get(pipelineRequest(x.columns, bits));
  const owner = createBufferOwner(gpu.device);
  try {
    const buffers = await inErrorScopes(
      gpu.device,
      `encode: buffers for ${mostRows} of ${x.rows} rows`,
      () => createBuffers(owner, gpu.device, pipeline, mostRows, mean, weights),
    );
    let chunk = firstChunkRows(limits);
    for (let row = 0; row < x.rows;) {
      const rows = Math.min(chunk, x.rows - row);
      const startMs = now();
      await runChunk(gpu, pipeline, buffers, x, row, rows, result);
      chunk = nextChunkRows(rows, now() - startMs, limits);
      row += rows;
      await context.checkpoint(row, x.rows);
    }
  } finally {
    owner.destroyAll();
  }
  return result;
}

// ---- Layout: what encode.wgsl declares ----

const KERNEL = "encode";
/** Rows and bits that one workgroup takes. */
const TILE_ROWS = 64;
const TILE_BITS = 32;

const BINDING_TYPES: readonly GPUBufferBindingType[] = [
  "read-only-storage", // x
  "read-only-storage", // mean
  "read-only-storage", // weights
  "storage", // codes
  "uniform", // params
];

function pipelineRequest(dimensions: number, bits: number): PipelineRequest {
  return {
    kernel: KERNEL,
    code,
    bindings: BINDING_TYPES.map((type, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type },
    })),
    constants: { dimensions, bits },
  };
}

/** Throws GpuError "limit" when the weights do not fit into one binding. */
function chunkLimits(
  gpu: GpuHandle,
  dimensions: number,
  bits: number,
): ChunkLimits {
  const { limits } = gpu;
  const maxBytes = Math.min(
    limits.maxStorageBufferBindingSize,
    limits.maxBufferSize,
  );
  const weightBytes = dimensions * bits * 4;
  if (weightBytes > maxBytes)
    throw new GpuError(
      "limit",
      `encode: weights ${dimensions} x ${bits} take ${weightBytes} bytes, more than the ${maxBytes} that the GPU can bind at once.`,
    );
  return {
    rowBytes: [dimensions * 4, wordsPerCode(bits) * 4],
    multiplyAddsPerRow: dimensions * wordsPerCode(bits) * TILE_BITS,
    maxBytes,
    tileRows: TILE_ROWS,
    maxWorkgroups: limits.maxComputeWorkgroupsPerDimension,
  };
}

// ---- Run ----

interface EncodeBuffers {
  readonly x: GPUBuffer;
  readonly codes: GPUBuffer;
  readonly params: GPUBuffer;
  readonly staging: GPUBuffer;
  readonly bindGroup: GPUBindGroup;
}

/** Buffers for chunks of up to `rows` rows; mean and weights are uploaded. */
function createBuffers(
  owner: BufferOwner,
  device: GPUDevice,
  pipeline: GPUComputePipeline,
  rows: number,
  mean: Float32Array,
  weights: Matrix,
): EncodeBuffers {
  const { COPY_DST, COPY_SRC, MAP_READ, STORAGE, UNIFORM } = GPUBufferUsage;
  const codeBytes = rows * wordsPerCode(weights.columns) * 4;
  const create = (name: string, sizeBytes: number, usage: number) =>
    owner.create(`${KERNEL} ${name}`, sizeBytes, usage);
  const x = create("x", rows * weights.rows * 4, STORAGE | COPY_DST);
  const meanBuffer = create("mean", mean.byteLength, STORAGE | COPY_DST);
  const weightBuffer = create(
    "weights",
    weights.data.byteLength,
    STORAGE | COPY_DST,
  );
  const codes = create("codes", codeBytes, STORAGE | COPY_SRC);
  const params = create("params", 4, UNIFORM | COPY_DST);
  const staging = create("staging", codeBytes, MAP_READ | COPY_DST);

  upload(device, meanBuffer, mean);
  upload(device, weightBuffer, weights.data);
  const inOrder = [x, meanBuffer, weightBuffer, codes, params];
  const bindGroup = device.createBindGroup({
    label: KERNEL,
    layout: pipeline.getBindGroupLayout(0),
    entries: inOrder.map((buffer, binding) => ({
      binding,
      resource: { buffer },
    })),
  });
  return { x, codes, params, staging, bindGroup };
}

function upload(
  device: GPUDevice,
  buffer: GPUBuffer,
  data: Float32Array | Uint32Array,
): void {
  device.queue.writeBuffer(
    buffer,
    0,
    data.buffer,
    data.byteOffset,
    data.byteLength,
  );
}

/** Encodes rows `firstRow` to `firstRow + rows` of `x` into `result`. */
async function runChunk(
  gpu: GpuHandle,
  pipeline: GPUComputePipeline,
  buffers: EncodeBuffers,
  x: Matrix,
  firstRow: number,
  rows: number,
  result: Codes,
): Promise<void> {
  const { device } = gpu;
  const words = wordsPerCode(result.bits);
  const what = `encode: rows ${firstRow} to ${firstRow + rows - 1}`;
  await inErrorScopes(device, what, () => {
    const from = firstRow * x.columns;
    upload(device, buffers.x, x.data.subarray(from, from + rows * x.columns));
    upload(device, buffers.params, Uint32Array.of(rows));
    const encoder = device.createCommandEncoder({ label: KERNEL });
    const pass = encoder.beginComputePass({ label: KERNEL });
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, buffers.bindGroup);
    pass.dispatchWorkgroups(Math.ceil(rows / TILE_ROWS), words);
    pass.end();
    encoder.copyBufferToBuffer(
      buffers.codes,
      0,
      buffers.staging,
      0,
      rows * words * 4,
    );
    device.queue.submit([encoder.finish()]);
  });
  // Nothing was wrong with the commands, so a failure here is a lost device.
  await buffers.staging
    .mapAsync(GPUMapMode.READ, 0, rows * words * 4)
    .catch((error: unknown) => {
      throw new GpuError("lost", `${what}: ${String(error)}`);
    });
  const mapped = buffers.staging.getMappedRange(0, rows * words * 4);
  result.words.set(new Uint32Array(mapped), firstRow * words);
  buffers.staging.unmap();
}
