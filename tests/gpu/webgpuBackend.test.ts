import { afterEach, expect, test, vi } from "vitest";
import {
  CancelledError,
  type ComputeBackend,
  type OperationContext,
  quietContext,
} from "../../src/compute/backend";
import { createReferenceBackend } from "../../src/compute/reference/referenceBackend";
import { OPERATION_NAMES } from "../../src/compute/operations";
import { ShapeError } from "../../src/compute/shapes";
import type { GpuHandle } from "../../src/gpu/device";
import { gpuOperations } from "../../src/gpu/operations";
import { createGpuRuntime } from "../../src/gpu/runtime";
import { selfCheck } from "../../src/gpu/selfCheck";
import { createWebGpuBackend } from "../../src/gpu/webgpuBackend";
import { sampleParts } from "../../src/search/sampleParts";
import { oddIntegers, seededRandom } from "../contract/cases";
import { countCalls } from "./countCalls";
import { openGpu } from "./openGpu";

const random = seededRandom(11);
const x = oddIntegers(random, 3000, 385);
const mean = new Float32Array(385);
const weights = oddIntegers(random, 385, 128);

const reference = createReferenceBackend();
const open: GpuHandle[] = [];

afterEach(() => {
  vi.restoreAllMocks();
  open.splice(0).forEach((gpu) => gpu.destroy());
});

async function openBackend(): Promise<{
  gpu: GpuHandle;
  backend: ComputeBackend;
  reasons: string[];
}> {
  const gpu = await openGpu();
  open.push(gpu);
  const reasons: string[] = [];
  const backend = createWebGpuBackend({
    gpu,
    fallback: createReferenceBackend(),
    onFallback: (reason) => reasons.push(reason),
  });
  return { gpu, backend, reasons };
}

test("carries the adapter's label", async () => {
  const { gpu, backend } = await openBackend();
  expect(backend.name).toBe("webgpu");
  expect(backend.label).toBe(gpu.label);
  expect(backend.label).toContain("swiftshader");
});

test("the self-check goes over every operation that the GPU has, none handed over", async () => {
  const { gpu, backend, reasons } = await openBackend();
  const operations = gpuOperations(createGpuRuntime(gpu), reference);
  expect(await selfCheck(backend, reference, sampleParts)).toBeNull();
  expect(reasons).toEqual([]);
  for (const operation of OPERATION_NAMES) {
    const isOnGpu = operation in operations;
    expect([operation, backend.calls(operation) > 0]).toEqual([
      operation,
      isOnGpu,
    ]);
    expect([operation, backend.handedOver(operation)]).toEqual([operation, 0]);
  }
});

test("what the GPU lacks is the fallback's, and counted", async () => {
  const { backend } = await openBackend();
  const { values } = await backend.symmetricSpectrum(
    Float64Array.of(2, 0, 0, 3),
    2,
  );
  expect([...values]).toEqual([3, 2]);
  expect(backend.handedOver("symmetricSpectrum")).toBe(1);
  expect(backend.name).toBe("webgpu");
});

test("a device lost mid-way: same codes, one report, the CPU from then on", async () => {
  const { gpu, backend, reasons } = await openBackend();
  const calls = countCalls();
  const context: OperationContext = {
    checkpoint: async () => {
      if (calls.submits() === 1) gpu.device.destroy();
    },
  };
  const got = await backend.encode(x, mean, weights, context);
  const wanted = await reference.encode(x, mean, weights, quietContext);
  expect(got).toEqual(wanted);
  expect(reasons).toHaveLength(1);
  expect(reasons[0]).toContain(`The GPU (${gpu.label}) was lost`);
  expect(backend.name).toBe("reference");
  expect(backend.label).toBe("Reference");

  const submits = calls.submits();
  const again = await backend.encode(x, mean, weights, quietContext);
  expect(again).toEqual(wanted);
  expect(calls.submits()).toBe(submits);
  expect(reasons).toHaveLength(1);
});

test("a device lost between calls is reported at once", async () => {
  const { gpu, backend, reasons } = await openBackend();
  gpu.device.destroy();
  await gpu.lost;
  await Promise.resolve();
  expect(reasons).toHaveLength(1);
  expect(backend.name).toBe("reference");
});

test("an error of the GPU: the call ends on the CPU, with the reason", async () => {
  const { gpu, reasons } = await openBackend();
  const backend = createWebGpuBackend({
    gpu: { ...gpu, limits: { ...gpu.limits, maxBufferSize: 1024 } },
    fallback: reference,
    onFallback: (reason) => reasons.push(reason),
  });
  const got = await backend.encode(x, mean, weights, quietContext);
  expect(got).toEqual(await reference.encode(x, mean, weights, quietContext));
  expect(reasons).toEqual([
    "One row takes 1552 bytes, more than the 1024 that the GPU can bind at once.",
  ]);
});

test("errors of the caller and cancelling are no reason to fall back", async () => {
  const { backend, reasons } = await openBackend();
  await expect(
    backend.encode(x, mean.subarray(1), weights, quietContext),
  ).rejects.toBeInstanceOf(ShapeError);
  await expect(
    backend.encode(x, mean, weights, {
      checkpoint: () => Promise.reject(new CancelledError()),
    }),
  ).rejects.toBeInstanceOf(CancelledError);
  expect(reasons).toEqual([]);
  expect(backend.name).toBe("webgpu");
});

test("dispose closes the device and the fallback, and reports nothing", async () => {
  const gpu = await openGpu();
  const fallback = createReferenceBackend();
  const disposed = vi.spyOn(fallback, "dispose");
  const onFallback = vi.fn();
  const backend = createWebGpuBackend({ gpu, fallback, onFallback });
  await backend.dispose();
  await gpu.lost;
  await Promise.resolve();
  expect(disposed).toHaveBeenCalledTimes(1);
  expect(onFallback).not.toHaveBeenCalled();
});
