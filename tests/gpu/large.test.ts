import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Codes,
  type ComputeBackend,
  quietContext,
} from "../../src/compute/backend";
import { createCpuBackend } from "../../src/cpu/cpuBackend";
import { createWebGpuBackend } from "../../src/gpu/webgpuBackend";
import type { HammingPivots } from "../../src/search/structure/pivots/rule";
import { seededRandom } from "../contract/cases";
import { pivotSurface } from "../contract/pivotSurface";
import { openGpu } from "./openGpu";

/*
 * Sizes at which work is cut into many chunks and submissions: the CPU's
 * kernels and the GPU's, which share nothing, must give the same integers.
 */

let cpu: ComputeBackend;
let gpu: ComputeBackend;

beforeAll(async () => {
  cpu = createCpuBackend({ threads: 2 });
  gpu = createWebGpuBackend({
    gpu: await openGpu(),
    fallback: createCpuBackend({ threads: 1 }),
    onFallback: (reason) => {
      throw new Error(`The GPU handed over to the CPU: ${reason}`);
    },
  });
});

afterAll(async () => {
  await gpu.dispose();
  await cpu.dispose();
});

/** Codes of 128 bits around a few centres, so that distances differ. */
function clusteredCodes(rows: number, seed: number): Codes {
  const random = seededRandom(seed);
  const centres = Uint32Array.from({ length: 64 }, () => random() * 2 ** 32);
  const words = new Uint32Array(rows * 4);
  for (let row = 0; row < rows; row++) {
    const centre = 4 * Math.floor(random() * 16);
    for (let w = 0; w < 4; w++) {
      // Each bit differs from the centre's with probability 1/4.
      const flips = (random() * 2 ** 32) & (random() * 2 ** 32);
      words[row * 4 + w] = centres[centre + w] ^ flips;
    }
  }
  return { words, rows, bits: 128 };
}

function expectSame(
  got: ArrayLike<number>,
  wanted: ArrayLike<number>,
  name: string,
): void {
  expect(got.length).toBe(wanted.length);
  for (let i = 0; i < got.length; i++)
    if (got[i] !== wanted[i])
      expect.fail(`${name}[${i}] is ${got[i]}, not ${wanted[i]}`);
}

test("1,000,000 x 128 bits, 100 queries, top 100: equal on CPU and WebGPU", async () => {
  const codes = clusteredCodes(1_000_000, 1);
  const queryCodes: Codes = {
    words: codes.words.slice(400_000, 400_400),
    rows: 100,
    bits: 128,
  };
  // Every other query leaves its own row out.
  const excluded = Int32Array.from({ length: 100 }, (_, q) =>
    q % 2 === 0 ? 100_000 + q : -1,
  );
  const operands = [codes, queryCodes, 100, excluded, quietContext] as const;
  const got = await gpu.hammingTopK(...operands);
  const wanted = await cpu.hammingTopK(...operands);
  expectSame(got.distances, wanted.distances, "distances");
  expectSame(got.rows, wanted.rows, "rows");
  expect(wanted.distances[100]).toBe(0);
  expect(wanted.distances[0]).toBeGreaterThan(0);
});

test("surface of 100,000 documents and 1,000 queries: equal on CPU and WebGPU", async () => {
  const n = 100_000;
  const queries = 1000;
  const k = 10;
  const codes = clusteredCodes(n, 2);
  const queryCodes: Codes = {
    words: codes.words.slice(0, queries * 4),
    rows: queries,
    bits: 128,
  };
  const pivots = clusteredCodes(8, 3);
  const distances: HammingPivots = {
    space: "hamming",
    statistic: "max",
    pivots: 8,
    documentDistances: await cpu.pivotDistances(codes, pivots, quietContext),
    queryDistances: await cpu.pivotDistances(queryCodes, pivots, quietContext),
  };
  expectSame(
    await gpu.pivotDistances(codes, pivots, quietContext),
    distances.documentDistances,
    "pivot distances",
  );
  const excludedRows = Int32Array.from({ length: queries }, (_, q) => q);
  const { rows: neighbours } = await cpu.hammingTopK(
    codes,
    queryCodes,
    k,
    excludedRows,
    quietContext,
  );
  const input = pivotSurface({
    codes,
    queryCodes,
    distances,
    excludedRows,
    neighbours,
    k,
  });
  const got = await gpu.surface(input, quietContext);
  const wanted = await cpu.surface(input, quietContext);
  for (const name of [
    "knobs",
    "candidates",
    "need",
    "less",
    "tie",
    "neighbourKey",
    "neighbourStep",
  ] as const)
    expectSame(got[name], wanted[name], name);
  expect(wanted.candidates.at(-1)).toBe(n - 1);
});
