import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { quietContext } from "../../src/compute/backend";
import { surface as referenceSurface } from "../../src/compute/reference/search";
import type { GpuHandle } from "../../src/gpu/device";
import { surfaceOnGpu, wgslParts } from "../../src/gpu/kernels/surface";
import { createGpuRuntime } from "../../src/gpu/runtime";
import {
  SCORES,
  type ScoreName,
  STRUCTURES,
  type StructureName,
  surfaceCase,
} from "../contract/surfaceCases";
import { openGpu } from "./openGpu";

/** Too small for the documents of any part, and cut differently for each. */
const CHUNK_BYTES = 2 ** 14;

const SHAPE = { n: 5003, queries: 3, k: 6, bits: 45, pivots: 5, distinct: 90 };

let gpu: GpuHandle;
const uncaptured: string[] = [];

beforeAll(async () => {
  gpu = await openGpu(uncaptured);
});

afterAll(async () => {
  await gpu.device.queue.onSubmittedWorkDone();
  gpu.destroy();
  expect(uncaptured).toEqual([]);
});

const pairs = (Object.keys(SCORES) as ScoreName[]).flatMap((score) =>
  (Object.keys(STRUCTURES) as StructureName[]).map((structure) => ({
    score,
    structure,
    input: surfaceCase(11, SHAPE, score, structure),
  })),
);

describe("documents in chunks of which each part has other ones", () => {
  test.each(
    pairs.flatMap((pair) => {
      const parts = wgslParts(pair.input);
      return parts ? [{ ...pair, parts }] : [];
    }),
  )("$score, $structure", async ({ input, parts }) => {
    const limits = { ...gpu.limits, maxStorageBufferBindingSize: CHUNK_BYTES };
    const runtime = createGpuRuntime({ ...gpu, limits });
    const got = await surfaceOnGpu(runtime, input, parts, quietContext);
    runtime.resident.destroy();
    expect(got).toEqual(referenceSurface(input));
  });
});

test("a part of queries that cannot be bound at once is an error, not a wrong count", async () => {
  const shape = { ...SHAPE, n: 40, queries: 70, k: 2 };
  const input = surfaceCase(12, shape, "hamming", "scan");
  const parts = wgslParts(input);
  if (!parts) throw new Error("both parts have WGSL");
  const limits = { ...gpu.limits, maxStorageBufferBindingSize: 1024 };
  const runtime = createGpuRuntime({ ...gpu, limits });
  await expect(
    surfaceOnGpu(runtime, input, parts, quietContext),
  ).rejects.toMatchObject({ name: "GpuError", kind: "limit" });
  runtime.resident.destroy();
});
