import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  CancelledError,
  type Matrix,
  type OperationContext,
  quietContext,
} from "../../src/compute/backend";
import {
  covariance,
  encode as encodeReference,
  product as productReference,
} from "../../src/compute/reference/dense";
import { createReferenceBackend } from "../../src/compute/reference/referenceBackend";
import type { GpuHandle } from "../../src/gpu/device";
import { GpuError } from "../../src/gpu/gpuError";
import { encodeOnGpu } from "../../src/gpu/kernels/encode";
import { itqOnGpu } from "../../src/gpu/kernels/itq";
import { productOnGpu, productVariant } from "../../src/gpu/kernels/product";
import { transposedOnGpu } from "../../src/gpu/kernels/transposedProduct";
import { createPipelineCache } from "../../src/gpu/pipelines";
import { createResidentStore } from "../../src/gpu/resident";
import {
  createGpuRuntime,
  type GpuRuntime,
  type ProductVariant,
} from "../../src/gpu/runtime";
import { oddIntegers, seededRandom, unitRows } from "../contract/cases";
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

/** A clock that says that every submission takes `ms`. */
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

function runtimeOf(handle: GpuHandle = gpu, now = steadyClock(40)): GpuRuntime {
  // A clock that steps at every look would take the wait itself for idle.
  return createGpuRuntime(handle, now, {
    idleWaitMs: () => Promise.resolve(0),
  });
}

function encode(
  { x, mean, weights }: Operands,
  runtime: GpuRuntime = runtimeOf(),
  context: OperationContext = quietContext,
) {
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

  test("a slow device is given less at a time", async () => {
    const item = operands(3000, 385, 128);
    const dispatches = async (submissionMs: number) => {
      const calls = countCalls();
      const runtime = runtimeOf(gpu, steadyClock(submissionMs));
      expect(await encode(item, runtime)).toEqual(wanted(item));
      const count = calls.dispatches();
      vi.restoreAllMocks();
      return count;
    };
    expect(await dispatches(400)).toBeGreaterThan(await dispatches(40));
  });

  test("operands are uploaded once, whatever reads them", async () => {
    const runtime = runtimeOf();
    const item = operands(1000, 65, 45);
    await encode(item, runtime);
    const sizeBytes = 1000 * 68 * 4;
    expect(runtime.resident.uploadedBytes).toBe(sizeBytes);
    await encode(item, runtime);
    await transposedOnGpu(
      runtime,
      "covariance",
      item.x,
      item.x,
      item.mean,
      quietContext,
    );
    expect(runtime.resident.uploadedBytes).toBe(sizeBytes);
    expect(runtime.resident.heldBytes).toBe(sizeBytes);
  });

  test("the alternation reads back the rotation and two numbers an iteration", async () => {
    const runtime = runtimeOf(gpu, steadyClock(1));
    const v = unitRows(seededRandom(3), 500, 32);
    const initial = new Float32Array(32 * 32);
    for (let i = 0; i < 32; i++) initial[i * 33] = 1;
    const reads = vi.spyOn(GPUBuffer.prototype, "mapAsync");
    const polar = vi.fn(async (m: Float64Array) => m);
    const { rotation } = await itqOnGpu(
      runtime,
      v,
      initial,
      15,
      polar,
      quietContext,
    );
    expect(rotation).toHaveLength(1024);
    expect(polar).not.toHaveBeenCalled();
    // Blocks of 1, 2, 4 and 8 iterations, three readings each.
    expect(reads.mock.calls.map(([, , sizeBytes]) => sizeBytes)).toEqual(
      Array.from({ length: 4 }, () => [60, 60, 4096]).flat(),
    );
  });
});

describe("limits of the device", () => {
  test("no buffer is larger than the binding limit", async () => {
    const item = operands(1000, 65, 45);
    const limits = { ...gpu.limits, maxStorageBufferBindingSize: 2 ** 15 };
    // 2^15 / (68 x 4) = 120 rows fit.
    const calls = countCalls();
    expect(await encode(item, runtimeOf({ ...gpu, limits }))).toEqual(
      wanted(item),
    );
    expect(Math.max(...calls.storageBytes())).toBeLessThanOrEqual(2 ** 15);
    expect(calls.dispatches()).toBe(Math.ceil(1000 / 120));
  });

  test("at most the allowed workgroups go into one dispatch", async () => {
    const item = operands(1000, 9, 33);
    const limits = { ...gpu.limits, maxComputeWorkgroupsPerDimension: 3 };
    const calls = countCalls();
    expect(await encode(item, runtimeOf({ ...gpu, limits }))).toEqual(
      wanted(item),
    );
    expect(calls.dispatches()).toBe(Math.ceil(1000 / 768));
  });

  test("an operand too large to stay passes through one buffer", async () => {
    const item = operands(5000, 65, 45);
    const limits = { ...gpu.limits, maxStorageBufferBindingSize: 2 ** 19 };
    const handle = { ...gpu, limits };
    const runtime = {
      ...runtimeOf(handle),
      resident: createResidentStore(handle, 2 ** 20),
    };
    expect(await encode(item, runtime)).toEqual(wanted(item));
    expect(runtime.resident.heldBytes).toBe(0);
    const { x, mean } = item;
    const sums = await transposedOnGpu(
      runtime,
      "covariance",
      x,
      x,
      mean,
      quietContext,
    );
    const exact = covariance(x, mean).map((value) => value * (x.rows - 1));
    expect([...sums]).toEqual([...exact].map((value) => Math.round(value)));
  });

  test("what is no longer used makes room for what is", async () => {
    const resident = createResidentStore(gpu, 1000);
    const source = (rows: number) => ({
      key: new Uint8Array(rows * 4),
      name: "rows",
      rows,
      rowBytes: 4,
      read: (start: number, end: number) => new Uint8Array((end - start) * 4),
    });
    const first = source(200);
    const second = source(150);
    await resident.acquire(first);
    await resident.acquire(second);
    // Both are in use: more than the budget, and still there.
    expect(resident.heldBytes).toBe(1400);
    resident.release(first);
    expect(resident.heldBytes).toBe(600);
    resident.release(second);
    expect(resident.heldBytes).toBe(600);
    await resident.acquire(first);
    expect(resident.heldBytes).toBe(800);
    resident.destroy();
    expect(resident.heldBytes).toBe(0);
  });

  test("a row past the binding limit is a limit error with the sizes", async () => {
    const limits = { ...gpu.limits, maxBufferSize: 100 };
    const failure = encode(operands(10, 37, 45), runtimeOf({ ...gpu, limits }));
    await expect(failure).rejects.toMatchObject({ kind: "limit" });
    await expect(failure).rejects.toThrow("One row takes 160 bytes");
  });
});

describe("both ways to multiply", () => {
  test.each(["product", "productDirect"] as const)(
    "%s gives the reference's product",
    async (variant: ProductVariant) => {
      const runtime = createGpuRuntime(gpu, undefined, { product: variant });
      expect(await productVariant(runtime)).toBe(variant);
      for (const [m, d, n] of [
        [1, 1, 1],
        [67, 37, 130],
        [64, 64, 64],
        [129, 20, 5],
      ]) {
        const random = seededRandom(m + d + n);
        const a = oddIntegers(random, m, d);
        const b = oddIntegers(random, d, n);
        const got = await productOnGpu(
          runtime,
          "product",
          a,
          b,
          null,
          quietContext,
        );
        expect(got).toEqual(productReference(a, b, false));
      }
    },
  );

  test("the choice is one of them, and made once", async () => {
    const runtime = createGpuRuntime(gpu);
    const variant = await productVariant(runtime);
    expect(["product", "productDirect"]).toContain(variant);
    const calls = countCalls();
    expect(await productVariant(runtime)).toBe(variant);
    expect(calls.dispatches()).toBe(0);
  });
});

describe("what is kept and freed", () => {
  test("one pipeline for a kernel and its constants, however often it is used", async () => {
    const calls = countCalls();
    const runtime = runtimeOf();
    for (const [n, d, b] of [
      [70, 37, 45],
      [3, 37, 45],
      [70, 45, 37],
    ])
      await encode(operands(n, d, b), runtime);
    expect(calls.pipelines()).toBe(1);
  });

  test("every buffer is destroyed: those of a call at its end, operands with the store", async () => {
    const calls = countCalls();
    const runtime = runtimeOf();
    await encode(operands(100, 37, 45), runtime);
    expect(calls.buffersDestroyed()).toBe(calls.buffersCreated() - 1);
    runtime.resident.destroy();
    await Promise.resolve();
    expect(calls.buffersDestroyed()).toBe(calls.buffersCreated());
  });

  test("a cancelled call stops at the checkpoint and frees its buffers", async () => {
    const calls = countCalls();
    const context: OperationContext = {
      checkpoint: () => Promise.reject(new CancelledError()),
    };
    await expect(
      encode(operands(1000, 385, 128), runtimeOf(), context),
    ).rejects.toBeInstanceOf(CancelledError);
    expect(calls.submits()).toBe(0);
    expect(calls.buffersDestroyed()).toBe(calls.buffersCreated() - 1);
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
    await expect(failure).rejects.toThrow(/^encode: validation error: /);
    expect(calls.readbacks()).toBe(0);
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

  test("an allocation that the device refuses ends on the other path, right", async () => {
    const { createWebGpuBackend } = await import("../../src/gpu/webgpuBackend");
    const reasons: string[] = [];
    const backend = createWebGpuBackend({
      gpu,
      fallback: createReferenceBackend(),
      onFallback: (reason) => reasons.push(reason),
    });
    const create = gpu.device.createBuffer.bind(gpu.device);
    vi.spyOn(gpu.device, "createBuffer").mockImplementation((descriptor) =>
      // Far beyond what any adapter has: the device itself answers.
      create({
        ...descriptor,
        size: descriptor.label === "encode rows" ? 2 ** 50 : descriptor.size,
      }),
    );
    const item = operands(100, 37, 45);
    const got = await backend.encode(
      item.x,
      item.mean,
      item.weights,
      quietContext,
    );
    expect(got).toEqual(wanted(item));
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toMatch(/encode rows.*(out-of-memory|validation) error/);
    expect(backend.name).toBe("reference");
  });
});
