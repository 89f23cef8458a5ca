import type { RowSource } from "../compute/rowSource";
import { type BufferOwner, createBufferOwner } from "./buffers";
import { GpuError, inErrorScopes } from "./gpuError";
import { nudged } from "./nudge";
import { TARGET_SUBMISSION_MS } from "./pace";
import { type Kernel, type KernelRequest, PARAMS_BYTES } from "./pipelines";
import type { RowChunk } from "./resident";
import type { GpuRuntime } from "./runtime";

/** Parameter slots of one call: dispatches that one submission can hold. */
const PARAM_SLOTS = 128;

/** One dispatch of a kernel. */
export interface Dispatch {
  readonly kernel: Kernel;
  readonly group: GPUBindGroup;
  /** Groups 2, 3, ... */
  readonly parts?: readonly GPUBindGroup[];
  /** The kernel's `Params`, in order, at most 64 words: u32s, then f32s. */
  readonly params: readonly number[];
  readonly scalars?: readonly number[];
  readonly workgroups: readonly [x: number, y?: number, z?: number];
  /** How much work this is, in the kernel's own unit; decides the slices. */
  readonly cost: number;
}

/** What `GpuWork.upload` takes. */
export type Uploadable = Float32Array | Uint32Array | Int32Array | Uint8Array;

/** One call of an operation on the GPU: its buffers, and what it submits. */
export interface GpuWork {
  readonly runtime: GpuRuntime;
  /** Buffers for this call, by name. Throws GpuError. */
  allocate<Name extends string>(
    sizes: Readonly<Record<Name, number>>,
  ): Promise<Record<Name, GPUBuffer>>;
  /** The chunks of an operand that stays on the device; held for this call. */
  resident(source: RowSource): Promise<readonly RowChunk[]>;
  /**
   * As `resident`; but an operand too large to stay passes through one buffer,
   * chunk after chunk, every time that it is read.
   */
  chunks(source: RowSource): AsyncIterable<RowChunk>;
  kernel(request: KernelRequest): Promise<Kernel>;
  /** Group `at` of `kernel`, 0 by default. */
  bind(
    kernel: Kernel,
    buffers: readonly GPUBuffer[],
    at?: number,
  ): GPUBindGroup;
  /** Takes effect before anything that is not yet submitted: `flush` first. */
  upload(buffer: GPUBuffer, data: Uploadable): void;
  /** Sets `buffer` to zero, in order with the dispatches. */
  clear(buffer: GPUBuffer): void;
  /** Adds a dispatch; submits and waits when enough has come together. */
  dispatch(dispatch: Dispatch): Promise<void>;
  /** Rows for one dispatch of `kernel`; see `Pace.rows`. */
  rows(kernel: string, costPerRow: number, tileRows: number): number;
  /** Submits what is there and waits for the device. */
  flush(): Promise<void>;
  /** Bytes of `buffer` after everything dispatched so far. */
  read(buffer: GPUBuffer, sizeBytes: number): Promise<ArrayBuffer>;
}

/**
 * Runs `body` as one call named `what`, and frees what it allocated. Throws
 * GpuError for whatever fails on the device.
 */
export async function withWork<T>(
  runtime: GpuRuntime,
  what: string,
  body: (work: GpuWork) => Promise<T>,
): Promise<T> {
  const owner = createBufferOwner(runtime.gpu.device);
  const held: RowSource[] = [];
  try {
    const work = await openWork(runtime, what, owner, held);
    return await body(work);
  } catch (error) {
    // A lost device fails in many words; its own are the best.
    const lost = runtime.gpu.lostReason();
    if (error instanceof GpuError && lost !== null)
      throw new GpuError("lost", lost);
    throw error;
  } finally {
    owner.destroyAll();
    held.forEach((source) => runtime.resident.release(source));
  }
}

type Recorded =
  | { readonly kind: "clear"; readonly buffer: GPUBuffer }
  | {
      readonly kind: "copy";
      readonly from: GPUBuffer;
      readonly to: GPUBuffer;
      readonly sizeBytes: number;
    }
  | {
      readonly kind: "dispatch";
      readonly dispatch: Dispatch;
      readonly slot: number;
    };

async function openWork(
  runtime: GpuRuntime,
  what: string,
  owner: BufferOwner,
  held: RowSource[],
): Promise<GpuWork> {
  const { gpu, pipelines, pace, now } = runtime;
  const { device } = gpu;
  const { UNIFORM, STORAGE, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  const words = new Uint32Array((PARAM_SLOTS * PARAMS_BYTES) / 4);
  const floats = new Float32Array(words.buffer);
  const { params, paramsGroup } = await inErrorScopes(device, what, () => {
    const buffer = owner.create(
      `${what} params`,
      words.byteLength,
      UNIFORM | COPY_DST,
    );
    return {
      params: buffer,
      paramsGroup: device.createBindGroup({
        label: `${what} params`,
        layout: pipelines.paramsLayout,
        entries: [{ binding: 0, resource: { buffer, size: PARAMS_BYTES } }],
      }),
    };
  });
  let recorded: Recorded[] = [];
  let slots = 0;
  let pendingMs = 0;
  let staging: GPUBuffer | null = null;

  function encode(): void {
    const encoder = device.createCommandEncoder({ label: what });
    let pass: GPUComputePassEncoder | null = null;
    for (const item of recorded) {
      if (item.kind === "dispatch") {
        const { kernel, group, parts = [], workgroups } = item.dispatch;
        pass ??= encoder.beginComputePass({ label: what });
        pass.setPipeline(kernel.pipeline);
        pass.setBindGroup(0, group);
        pass.setBindGroup(1, paramsGroup, [item.slot * PARAMS_BYTES]);
        for (let i = 0; i < parts.length; i++)
          pass.setBindGroup(2 + i, parts[i]);
        pass.dispatchWorkgroups(...workgroups);
        continue;
      }
      pass?.end();
      pass = null;
      if (item.kind === "clear") encoder.clearBuffer(item.buffer);
      else encoder.copyBufferToBuffer(item.from, 0, item.to, 0, item.sizeBytes);
    }
    pass?.end();
    device.queue.submit([encoder.finish()]);
  }

  async function flush(): Promise<void> {
    if (recorded.length === 0) return;
    const startMs = now();
    await inErrorScopes(device, what, () => {
      if (slots > 0)
        device.queue.writeBuffer(
          params,
          0,
          words,
          0,
          (slots * PARAMS_BYTES) / 4,
        );
      encode();
    });
    await nudged(device.queue, device.queue.onSubmittedWorkDone()).catch(
      (error: unknown) => {
        throw new GpuError("lost", `${what}: ${String(error)}`);
      },
    );
    const elapsedMs = now() - startMs;
    const costs = new Map<string, number>();
    for (const item of recorded)
      if (item.kind === "dispatch") {
        const { kernel, cost } = item.dispatch;
        costs.set(kernel.name, (costs.get(kernel.name) ?? 0) + cost);
      }
    pace.learn(costs, elapsedMs - (await runtime.idleWaitMs()));
    recorded = [];
    slots = 0;
    pendingMs = 0;
    const lost = gpu.lostReason();
    if (lost !== null) throw new GpuError("lost", lost);
  }

  async function readable(sizeBytes: number): Promise<GPUBuffer> {
    if (staging && staging.size >= sizeBytes) return staging;
    staging = await inErrorScopes(device, `${what}: reading back`, () =>
      owner.create(`${what} staging`, sizeBytes, MAP_READ | COPY_DST),
    );
    return staging;
  }

  async function resident(source: RowSource): Promise<readonly RowChunk[]> {
    const chunks = runtime.resident.acquire(source);
    held.push(source);
    return chunks;
  }

  async function* stream(source: RowSource): AsyncGenerator<RowChunk> {
    const step = Math.min(runtime.resident.chunkRows(source), source.rows);
    const buffer = await inErrorScopes(device, `${what}: ${source.name}`, () =>
      owner.create(source.name, step * source.rowBytes, STORAGE | COPY_DST),
    );
    for (let firstRow = 0; firstRow < source.rows; firstRow += step) {
      const rows = Math.min(step, source.rows - firstRow);
      // What reads the chunk before must have been submitted.
      await flush();
      upload(buffer, source.read(firstRow, firstRow + rows));
      yield { buffer, firstRow, rows };
    }
  }

  function upload(buffer: GPUBuffer, data: Uploadable): void {
    device.queue.writeBuffer(
      buffer,
      0,
      data.buffer,
      data.byteOffset,
      data.byteLength,
    );
  }

  return {
    runtime,
    resident,
    async *chunks(source) {
      if (runtime.resident.fits(source)) yield* await resident(source);
      else yield* stream(source);
    },
    upload,
    async allocate(sizes) {
      const names = Object.keys(sizes) as (keyof typeof sizes)[];
      return inErrorScopes(device, `${what}: buffers`, () => {
        const buffers = {} as Record<(typeof names)[number], GPUBuffer>;
        for (const name of names)
          buffers[name] = owner.create(
            `${what} ${name}`,
            Math.max(16, sizes[name]),
            STORAGE | COPY_DST | COPY_SRC,
          );
        return buffers;
      });
    },
    kernel: (request) => pipelines.get(request),
    bind: (kernel, buffers, at = 0) =>
      device.createBindGroup({
        label: kernel.name,
        layout: kernel.layouts[at],
        entries: buffers.map((buffer, binding) => ({
          binding,
          resource: { buffer },
        })),
      }),
    clear: (buffer) => void recorded.push({ kind: "clear", buffer }),
    async dispatch(dispatch) {
      const estimateMs = pace.estimateMs(dispatch.kernel.name, dispatch.cost);
      const isFull =
        slots === PARAM_SLOTS ||
        (slots > 0 && pendingMs + estimateMs > TARGET_SUBMISSION_MS);
      if (isFull) await flush();
      const at = (slots * PARAMS_BYTES) / 4;
      words.set(dispatch.params, at);
      floats.set(dispatch.scalars ?? [], at + dispatch.params.length);
      recorded.push({ kind: "dispatch", dispatch, slot: slots });
      slots++;
      pendingMs += estimateMs;
    },
    rows: (kernel, costPerRow, tileRows) =>
      pace.rows(
        kernel,
        costPerRow,
        tileRows,
        gpu.limits.maxComputeWorkgroupsPerDimension,
      ),
    flush,
    async read(buffer, sizeBytes) {
      const to = await readable(sizeBytes);
      recorded.push({ kind: "copy", from: buffer, to, sizeBytes });
      await flush();
      // Nothing was wrong with the commands, so a failure here is a lost device.
      await nudged(
        device.queue,
        to.mapAsync(GPUMapMode.READ, 0, sizeBytes),
      ).catch((error: unknown) => {
        throw new GpuError("lost", `${what}: ${String(error)}`);
      });
      const bytes = to.getMappedRange(0, sizeBytes).slice(0);
      to.unmap();
      return bytes;
    },
  };
}
