import { describe, expect, test } from "vitest";
import { type SurfaceInput, quietContext } from "../../../src/compute/backend";
import { surface as referenceSurface } from "../../../src/compute/reference/search";
import { createBitKernels } from "../../../src/cpu/bitKernels";
import { createBitPool } from "../../../src/cpu/bitPool";
import {
  compiledParts,
  compiledSurface,
} from "../../../src/cpu/compiledSurface";
import { surface as plainSurface } from "../../../src/cpu/surface";
import {
  randomShape,
  STRUCTURES,
  type StructureName,
  surfaceCase,
  type SurfaceShape,
} from "../../contract/surfaceCases";

const kernels = createBitKernels();
if (!kernels) throw new Error("this engine has no WebAssembly SIMD");
const pool = createBitPool(kernels, 1);

async function compiledOf(input: SurfaceInput) {
  const parts = compiledParts(input);
  return parts && compiledSurface(pool, 1, input, parts, quietContext);
}

const shapes: readonly SurfaceShape[] = [
  { n: 97, queries: 40, k: 9, bits: 45, pivots: 6, distinct: 30 },
  { n: 33, queries: 0, k: 3, bits: 45, pivots: 3, distinct: 30 },
  { n: 0, queries: 2, k: 0, bits: 45, pivots: 3, distinct: 1 },
  // Keys that are searched for.
  { n: 65, queries: 3, k: 8, bits: 5000, pivots: 3, distinct: 20 },
  ...[1, 2, 3, 4, 5, 6].map(randomShape),
];

const hasKernel = (name: StructureName) =>
  compiledParts(surfaceCase(1, randomShape(1), "hamming", name)) !== null;

const names = Object.keys(STRUCTURES) as StructureName[];

describe.each(names.filter(hasKernel))("the kernels of %s", (structure) => {
  test.each(shapes)("$n documents of $bits bits", async (shape) => {
    const input = surfaceCase(5, shape, "hamming", structure);
    expect(await compiledOf(input)).toEqual(referenceSurface(input));
  });
});

test("parts without kernels are left to plain loops, with the same result", async () => {
  expect(names.filter((name) => !hasKernel(name))).toEqual([
    "squares of cosine pivots",
    "squares of angular pivots",
    "lists",
  ]);
  for (const shape of shapes) {
    const input = surfaceCase(5, shape, "differences to 200,001", "lists");
    expect(await compiledOf(input)).toBeNull();
    expect(await plainSurface(input, quietContext)).toEqual(
      referenceSurface(input),
    );
  }
});

test("a kernel that the table lacks is none", async () => {
  const input = surfaceCase(5, randomShape(2), "hamming", "scan");
  const { compiled } = input.score;
  if (!compiled) throw new Error("the score has a kernel");
  const score = { ...input.score, compiled: { ...compiled, kernel: "other" } };
  expect(await compiledOf({ ...input, score })).toBeNull();
});
