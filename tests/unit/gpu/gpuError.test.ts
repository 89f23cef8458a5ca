import { expect, test, vi } from "vitest";
import { GpuError, inErrorScopes } from "../../../src/gpu/gpuError";

/** A device whose scopes, innermost popped first, hold the given errors. */
function fakeDevice(popped: (string | null | Error)[]) {
  const scopes: GPUErrorFilter[] = [];
  const device = {
    pushErrorScope: (filter: GPUErrorFilter) => void scopes.push(filter),
    popErrorScope: async () => {
      scopes.pop();
      const next = popped.shift() ?? null;
      if (next instanceof Error) throw next;
      return next === null ? null : { message: next };
    },
  };
  return { device: device as unknown as GPUDevice, scopes };
}

test("returns what the commands return and leaves no scope open", async () => {
  const { device, scopes } = fakeDevice([null, null]);
  const result = await inErrorScopes(device, "copy", () => [...scopes]);
  expect(result).toEqual(["validation", "out-of-memory"]);
  expect(scopes).toEqual([]);
});

test("the innermost scope is out-of-memory", async () => {
  const { device } = fakeDevice(["no room", null]);
  await expect(inErrorScopes(device, "buffers", vi.fn())).rejects.toMatchObject(
    {
      kind: "out-of-memory",
      message: "buffers: out-of-memory error: no room",
    },
  );
});

test("the outer scope is validation", async () => {
  const { device } = fakeDevice([null, "bad usage"]);
  await expect(inErrorScopes(device, "copy", vi.fn())).rejects.toMatchObject({
    kind: "validation",
    message: "copy: validation error: bad usage",
  });
});

test("scopes are popped when the commands throw", async () => {
  const { device, scopes } = fakeDevice([null, null]);
  const commands = () => {
    throw new TypeError("no such buffer");
  };
  await expect(inErrorScopes(device, "copy", commands)).rejects.toThrow(
    "no such buffer",
  );
  expect(scopes).toEqual([]);
});

test("a device that cannot pop is lost", async () => {
  const { device } = fakeDevice([new Error("gone"), null]);
  const failure = inErrorScopes(device, "copy", vi.fn());
  await expect(failure).rejects.toBeInstanceOf(GpuError);
  await expect(failure).rejects.toMatchObject({ kind: "lost" });
});
