import type {
  ComputeBackend,
  Matrix,
  OperationContext,
  RotationResult,
} from "../../compute/backend";
import type { GpuRuntime } from "../runtime";
import { type GpuWork, withWork } from "../work";
import { dispatchPolar, POLAR_TOLERANCE, preparePolar } from "./polar";
import { paddedSquare } from "./product";
import {
  dispatchSignedSums,
  prepareSignedSums,
  readSquare,
  type SignedSums,
} from "./signedSums";

/** Most iterations between two readings, and how long those should take. */
const MAX_BLOCK = 10;
const BLOCK_MS = 100;

/**
 * As `ComputeBackend.itq`: V stays on the device, and so does every iteration;
 * read back are, every few of them, two numbers each and the rotation. An
 * iteration whose polar factor did not become orthogonal is repeated with
 * `polar`, the caller's own. Throws GpuError.
 */
export async function itqOnGpu(
  runtime: GpuRuntime,
  v: Matrix,
  initial: Float32Array,
  iterations: number,
  polar: ComputeBackend["polar"],
  context: OperationContext,
): Promise<RotationResult> {
  const size = v.columns;
  const absoluteSums = new Float64Array(iterations);
  let rotation = initial;
  if (size === 0 || v.rows === 0 || iterations === 0)
    return { rotation: initial.slice(), absoluteSums };
  return withWork(runtime, "itq", async (work) => {
    const signed = await prepareSignedSums(work, v, iterations);
    const it = await preparePolar(work, size);
    const { errors } = await work.allocate({ errors: iterations * 4 });
    await setRotation(work, signed, rotation);
    let block = 1;
    for (let done = 0; done < iterations;) {
      const count = Math.min(block, iterations - done);
      const startMs = runtime.now();
      for (let i = done; i < done + count; i++) {
        await dispatchSignedSums(work, signed, i);
        await dispatchPolar(work, it, signed.m, signed.rotation, errors, i);
      }
      const worst = new Float32Array(await work.read(errors, iterations * 4));
      const sums = new Float32Array(
        await work.read(signed.sums, iterations * 4),
      );
      const good = worst
        .subarray(done, done + count)
        .findIndex((error) => !(error < POLAR_TOLERANCE));
      if (good < 0) {
        absoluteSums.set(sums.subarray(done, done + count), done);
        rotation = await readSquare(work, signed.rotation, size);
        done += count;
        const elapsedMs = runtime.now() - startMs;
        if (elapsedMs < BLOCK_MS) block = Math.min(2 * block, MAX_BLOCK);
        else if (elapsedMs > 2 * BLOCK_MS) block = Math.max(1, block >> 1);
      } else {
        // From the last good rotation, one iteration with the careful factor.
        await setRotation(work, signed, rotation);
        await dispatchSignedSums(work, signed, done);
        const m = await readSquare(work, signed.m, size);
        absoluteSums[done] = sums[done];
        rotation = new Float32Array(await polar(Float64Array.from(m), size));
        await setRotation(work, signed, rotation);
        done++;
        block = Math.max(1, good);
      }
      await context.checkpoint(done, iterations);
    }
    return { rotation, absoluteSums };
  });
}

async function setRotation(
  work: GpuWork,
  signed: SignedSums,
  rotation: Float32Array,
): Promise<void> {
  await work.flush();
  const { size } = signed;
  work.upload(
    signed.rotation,
    paddedSquare({ data: rotation, rows: size, columns: size }),
  );
}
