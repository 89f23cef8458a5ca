import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  CancelledError,
  type Matrix,
  type OperationContext,
  quietContext,
} from "../../src/compute/backend";
import { encode as encodeReference } from "../../src/compute/reference/dense";
import type { GpuHandle } from "../../src/gpu/device";
import { GpuError } from "../../src/gpu/gpuError";
import { encodeOnGpu } from "../../src/gpu/kernels/encode";
import { createPipelineCache } from "../../src/gpu/pipelines";
import { oddIntegers, seededRandom } from "../contract/cases";
import { countCalls } from "./countCalls";
import { openGpu } from "./openGpu";

interface Operands {
  readonly x: Matrix;
  readonly mean: Float32Array;
  readonly weights: Matrix;
}

/** Odd integers in an odd dimension: every code is beyond doubt. */
function operands(n: number, d: number, b: number): Operands {
  const random = seededRandom(n + d + b);
  return {
    x: oddIntegers(random, n, d),
    mean: new Float32Array(d),
    weights: oddIntegers(random, d, b),
  };
}

/** A clock that says that every chunk takes `ms`. */
function steadyClock(ms: number): () => number {
  let time = 0;
  return () => (time += ms);
}

let gpu: GpuHandle;
const uncaptured: string[] = [];

beforeEach(async () => {
  uncaptured.length = 0;
  gpu = await openGpu(uncaptured);
});

afterEach(async () => {
  vi.restoreAllMocks();
  // Errors outside of scopes arrive late: after the queue has drained.
  if (gpu.lostReason() === null) await gpu.device.queue.onSubmittedWorkDone();
  gpu.destroy();
  expect(uncaptured).toEqual([]);
});

function encode(
  { x, mean, weights }: Operands,
  options: {
    handle?: GpuHandle;
    now?: () => number;
    context?: OperationContext;
  } = {},
) {
  const runtime = {
    gpu: options.handle ?? gpu,
    pipelines: createPipelineCache(gpu.device),
    now: options.now ?? steadyClock(50),
  };
  const context = options.context ?? quietContext;
  return encodeOnGpu(runtime, x, mean, weights, context);
}

function wanted({ x, mean, weights }: Operands) {
  return encodeReference(x, mean, weights);
}

describe("work of one call", () => {
  test("1,000 rows are one dispatch, one submit and one readback", async () => {
    const calls = countCalls();
    const item = operands(1000, 65, 45);
    expect(await encode(item)).toEqual(wanted(item));
    expect(calls.dispatches()).toBe(1);
    expect(calls.submits()).toBe(1);
    expect(calls.readbacks()).toBe(1);
  });

  test("the first dispatch has at most 2^25 multiply-adds", async () => {
    const calls = countCalls();
    // 2^25 / (385 x 128) = 680 rows, in whole tiles 640; the rest is 360.
    const item = operands(1000, 385, 128);
    const seen: number[] = [];
    const context: OperationContext = {
      checkpoint: async (done) => void seen.push(done),
    };
    expect(await encode(item, { context })).toEqual(wanted(item));
    expect(seen).toEqual([640, 1000]);
    expect(calls.dispatches()).toBe(2);
  });

  test("chunks shrink on a slow device", async () => {
    const seen: number[] = [];
    const context: OperationContext = {
      checkpoint: async (done) => void seen.push(done),
    };
    const item = operands(1000, 385, 128);
    const now = steadyClock(200);
    expect(await encode(item, { context, now })).toEqual(wanted(item));
    expect(seen).toEqual([640, 768, 832, 896, 960, 1000]);
  });

  test("no buffer is larger than the binding limit", async () => {
    const calls = countCalls();
    const item = operands(1000, 65, 45);
    const limits = { ...gpu.limits, maxStorageBufferBindingSize: 2 ** 15 };
    // 2^15 / (65 x 4) = 126 rows fit.
    const handle = { ...gpu, limits };
    expect(await encode(item, { handle })).toEqual(wanted(item));
    expect(Math.max(...calls.storageBytes())).toBeLessThanOrEqual(2 ** 15);
    expect(calls.dispatches()).toBe(Math.ceil(1000 / 126));
    expect(calls.readbacks()).toBe(Math.ceil(1000 / 126));
  });

  test("at most the allowed workgroups go into one dispatch", async () => {
    const calls = countCalls();
    const item = operands(1000, 9, 33);
    const limits = { ...gpu.limits, maxComputeWorkgroupsPerDimension: 3 };
    const handle = { ...gpu, limits };
    expect(await encode(item, { handle })).toEqual(wanted(item));
    expect(calls.dispatches()).toBe(Math.ceil(1000 / 192));
  });

  test("views into larger arrays are read from their offset", async () => {
    const item = operands(70, 37, 45);
    const shifted = (data: Float32Array) => {
      const larger = new Float32Array(data.length + 5).fill(99);
      larger.set(data, 3);
      return larger.subarray(3, 3 + data.length);
    };
    const moved: Operands = {
      x: { ...item.x, data: shifted(item.x.data) },
      mean: shifted(item.mean),
      weights: { ...item.weights, data: shifted(item.weights.data) },
    };
    expect(await encode(moved)).toEqual(wanted(item));
  });
});

describe("what is kept and freed", () => {
  test("one pipeline for each shape, however often it is used", async () => {
    const calls = countCalls();
    const runtime = {
      gpu,
      pipelines: createPipelineCache(gpu.device),
      now: steadyClock(50),
    };
    for (const [n, d, b] of [
      [70, 37, 45],
      [3, 37, 45],
      [70, 45, 37],
    ]) {
      const { x, mean, weights } = operands(n, d, b);
      await encodeOnGpu(runtime, x, mean, weights, quietContext);
    }
    expect(calls.pipelines()).toBe(2);
  });

  test("every buffer is destroyed", async () => {
    const calls = countCalls();
    await encode(operands(100, 37, 45));
    expect(calls.buffersCreated()).toBe(6);
    expect(calls.buffersDestroyed()).toBe(6);
  });

  test("a cancelled call stops at the checkpoint and frees its buffers", async () => {
    const calls = countCalls();
    const context: OperationContext = {
      checkpoint: () => Promise.reject(new CancelledError()),
    };
    await expect(
      encode(operands(1000, 385, 128), { context }),
    ).rejects.toBeInstanceOf(CancelledError);
    expect(calls.dispatches()).toBe(1);
    expect(calls.buffersDestroyed()).toBe(calls.buffersCreated());
  });
});

describe("failures are named", () => {
  test("a validation error is caught in its scope", async () => {
    const calls = countCalls();
    // Reads its size from a buffer that was not made for that.
    vi.spyOn(
      GPUComputePassEncoder.prototype,
      "dispatchWorkgroups",
    ).mockImplementation(function (this: GPUComputePassEncoder) {
      this.dispatchWorkgroupsIndirect(
        gpu.device.createBuffer({ size: 12, usage: GPUBufferUsage.STORAGE }),
        0,
      );
    });
    const failure = encode(operands(10, 5, 3));
    await expect(failure).rejects.toBeInstanceOf(GpuError);
    await expect(failure).rejects.toThrow(
      /^encode: rows 0 to 9: validation error: /,
    );
    expect(calls.readbacks()).toBe(0);
  });

  test("weights past the binding limit are a limit error with the sizes", async () => {
    const limits = { ...gpu.limits, maxBufferSize: 1000 };
    const failure = encode(operands(10, 37, 45), {
      handle: { ...gpu, limits },
    });
    await expect(failure).rejects.toMatchObject({ kind: "limit" });
    await expect(failure).rejects.toThrow("weights 37 x 45 take 6660 bytes");
  });

  test("a shader that does not compile names its pipeline", async () => {
    const request = {
      kernel: "broken",
      code: "@compute @workgroup_size(1) fn main() { let a: u32 = 1.5; }",
      bindings: [],
      constants: { size: 3 },
    };
    const failure = createPipelineCache(gpu.device).get(request);
    await expect(failure).rejects.toMatchObject({ kind: "validation" });
    await expect(failure).rejects.toThrow(
      /^pipeline broken\(size=3\): validation error: [^]*1\.5/,
    );
  });
});
