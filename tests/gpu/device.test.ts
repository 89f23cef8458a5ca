import { sentenceOf } from "../unit/words/textOf";
import { afterEach, expect, test, vi } from "vitest";
import { createReferenceBackend } from "../../src/compute/reference/referenceBackend";
import { chooseBackend } from "../../src/gpu/chooseDevice";
import { probeAdapter, requestGpuDevice } from "../../src/gpu/device";
import { sampleParts } from "../../src/search/sampleParts";
import { openGpu } from "./openGpu";

afterEach(() => vi.restoreAllMocks());

test("the probe describes Chromium's software adapter", async () => {
  const probe = await probeAdapter();
  expect(probe).toMatchObject({
    architecture: "swiftshader",
    software: true,
    label: "google swiftshader",
  });
});

test("the device has the adapter's limits, not the defaults", async () => {
  const probe = await probeAdapter();
  const gpu = await requestGpuDevice(probe);
  expect(gpu?.limits).toEqual(probe?.limits);
  expect(gpu?.limits.maxStorageBufferBindingSize).toBeGreaterThan(2 ** 27);
  gpu?.destroy();
});

test("no adapter is null, not an error", async () => {
  vi.spyOn(navigator.gpu, "requestAdapter").mockResolvedValue(null);
  expect(await probeAdapter()).toBeNull();
  expect(await requestGpuDevice(null)).toBeNull();
});

test("an adapter that refuses says so", async () => {
  const probe = await probeAdapter();
  // An adapter is good for one device.
  (await requestGpuDevice(probe))?.destroy();
  await expect(requestGpuDevice(probe)).rejects.toMatchObject({
    name: "GpuError",
    kind: "unavailable",
  });
});

test("errors outside of scopes reach the listener", async () => {
  const uncaptured: string[] = [];
  const gpu = await openGpu(uncaptured);
  gpu.device.createBuffer({ size: 4, usage: GPUBufferUsage.MAP_READ | 128 });
  await gpu.device.queue.onSubmittedWorkDone();
  await vi.waitFor(() => expect(uncaptured).toHaveLength(1));
  gpu.destroy();
});

test("a lost device says why", async () => {
  const gpu = await openGpu();
  expect(gpu.lostReason()).toBeNull();
  gpu.device.destroy();
  expect(await gpu.lost).toContain("The GPU (google swiftshader) was lost: ");
  expect(gpu.lostReason()).toBe(await gpu.lost);
});

test("forcing WebGPU takes the software adapter, which passes the self-check", async () => {
  const onFallback = vi.fn();
  const choice = await chooseBackend("webgpu", {
    cpu: createReferenceBackend(),
    sampleParts,
    onFallback,
  });
  expect(choice.backend.name).toBe("webgpu");
  expect(choice.adapter).toBe("google swiftshader");
  expect(sentenceOf(choice.note)).toBe(
    "Running on the software GPU (google swiftshader).",
  );
  await choice.backend.dispose();
  expect(onFallback).not.toHaveBeenCalled();
});

test("auto does not take the software adapter", async () => {
  const cpu = createReferenceBackend();
  const choice = await chooseBackend("auto", { cpu, sampleParts });
  expect(choice.backend).toBe(cpu);
});

test("the choice works in a dedicated worker", async () => {
  const worker = new Worker(new URL("./choiceWorker.ts", import.meta.url), {
    type: "module",
  });
  const answer = await new Promise<unknown>((resolve, reject) => {
    worker.onmessage = (event) => resolve(event.data);
    worker.onerror = (event) => reject(new Error(event.message));
  });
  worker.terminate();
  expect(answer).toEqual({ name: "webgpu", adapter: "google swiftshader" });
});
