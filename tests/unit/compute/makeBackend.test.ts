import { describe, expect, test, vi } from "vitest";
import {
  type ComputeBackend,
  quietContext,
} from "../../../src/compute/backend";
import {
  completeBackend,
  partialBackend,
  type PartialParts,
} from "../../../src/compute/makeBackend";
import { OPERATION_NAMES, tableOf } from "../../../src/compute/operations";
import { createReferenceBackend } from "../../../src/compute/reference/referenceBackend";
import { ShapeError } from "../../../src/compute/shapes";

const x = { data: Float32Array.of(1, 2, 3, 4), rows: 2, columns: 2 };
const broken = { ...x, rows: 3 };

class DeviceError extends Error {}

/** A device with these operations over the reference. */
function device(
  operations: PartialParts["operations"],
  lost: Promise<string> = new Promise(() => {}),
) {
  const reasons: string[] = [];
  const disposed = vi.fn(() => Promise.resolve());
  const fallback = createReferenceBackend();
  const backend = partialBackend({
    name: "webgpu",
    label: "Example GPU",
    operations,
    fallback: {
      backend: fallback,
      lost,
      failureOf: (error) =>
        error instanceof DeviceError ? error.message : null,
      onFailure: (reason) => reasons.push(reason),
    },
    dispose: disposed,
  });
  return { backend, fallback, reasons, disposed };
}

const ones = () => Promise.resolve(Float32Array.of(1, 1));

describe("a complete backend", () => {
  test("has the table's operations behind the shape checks, and counts calls", async () => {
    const columnMean = vi.fn(ones);
    const backend: ComputeBackend = completeBackend({
      name: "cpu",
      label: "Example",
      operations: { ...createReferenceBackend(), columnMean },
      dispose: () => Promise.resolve(),
    });
    expect(backend.name).toBe("cpu");
    expect([...(await backend.columnMean(x, quietContext))]).toEqual([1, 1]);
    await expect(
      backend.columnMean(broken, quietContext),
    ).rejects.toBeInstanceOf(ShapeError);
    expect(columnMean).toHaveBeenCalledExactlyOnceWith(x, quietContext);
    expect(backend.calls("columnMean")).toBe(2);
    expect(backend.calls("project")).toBe(0);
    expect(backend.handedOver("columnMean")).toBe(0);
  });
});

describe("a backend over a fallback", () => {
  test("does what it has and hands over the rest", async () => {
    const { backend, fallback } = device(() => ({ columnMean: ones }));
    expect([...(await backend.columnMean(x, quietContext))]).toEqual([1, 1]);
    expect(
      await backend.covariance(x, new Float32Array(2), quietContext),
    ).toEqual(await fallback.covariance(x, new Float32Array(2), quietContext));
    expect(backend.handedOver("columnMean")).toBe(0);
    expect(backend.handedOver("covariance")).toBe(1);
    expect(backend.label).toBe("Example GPU");
  });

  test("an operation may leave a call to it, which counts too", async () => {
    const { backend } = device((handOver) => ({
      columnMean: (...operands) => handOver.columnMean(...operands),
    }));
    expect([...(await backend.columnMean(x, quietContext))]).toEqual([2, 3]);
    expect(backend.handedOver("columnMean")).toBe(1);
    expect(backend.name).toBe("webgpu");
  });

  test("operands are checked before the device has them", async () => {
    const columnMean = vi.fn(ones);
    const { backend, fallback } = device(() => ({ columnMean }));
    await expect(
      backend.columnMean(broken, quietContext),
    ).rejects.toBeInstanceOf(ShapeError);
    await expect(backend.polar(new Float64Array(3), 2)).rejects.toThrow(
      "polar: the matrix should hold 2 x 2 values, got 3",
    );
    expect(columnMean).not.toHaveBeenCalled();
    expect(fallback.calls("polar")).toBe(0);
  });

  test("after a failure it is the fallback, and says so once", async () => {
    const columnMean = vi.fn(() => Promise.reject(new DeviceError("it burnt")));
    const { backend, reasons } = device(() => ({ columnMean }));
    for (let call = 0; call < 2; call++)
      expect([...(await backend.columnMean(x, quietContext))]).toEqual([2, 3]);
    expect(columnMean).toHaveBeenCalledTimes(1);
    expect(reasons).toEqual(["it burnt"]);
    expect(backend.name).toBe("reference");
    expect(backend.label).toBe("Reference");
  });

  test("any other error is the caller's", async () => {
    const { backend, reasons } = device(() => ({
      columnMean: () => Promise.reject(new RangeError("not today")),
    }));
    await expect(backend.columnMean(x, quietContext)).rejects.toThrow(
      "not today",
    );
    expect(reasons).toEqual([]);
    expect(backend.name).toBe("webgpu");
  });

  test("a loss between calls is noticed, but not one after dispose", async () => {
    const lost = device(() => ({ columnMean: ones }), Promise.resolve("gone"));
    await Promise.resolve();
    expect(lost.reasons).toEqual(["gone"]);
    expect(lost.backend.name).toBe("reference");

    let lose: (reason: string) => void = () => {};
    const closed = device(
      () => ({ columnMean: ones }),
      new Promise((resolve) => (lose = resolve)),
    );
    await closed.backend.dispose();
    lose("closed");
    await Promise.resolve();
    await Promise.resolve();
    expect(closed.disposed).toHaveBeenCalledTimes(1);
    expect(closed.reasons).toEqual([]);
  });
});

test("a table has every operation under its own name", () => {
  const names: string[] = [];
  const table = tableOf((operation) => {
    names.push(operation);
    return () => Promise.reject(new Error(operation));
  });
  expect(Object.keys(table)).toEqual(OPERATION_NAMES);
  expect(names).toEqual(OPERATION_NAMES);
  expect(OPERATION_NAMES).toHaveLength(14);
});
