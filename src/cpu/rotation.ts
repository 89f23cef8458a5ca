import type {
  Matrix,
  OperationContext,
  RotationResult,
} from "../compute/backend";
import { polar, signProduct } from "./dense";
import type { WasmRuntime } from "./wasmRuntime";

/** As `ComputeBackend.itq`; the sum of |V R| is the sum of (V' sign(V R)) * R. */
export async function itq(
  runtime: WasmRuntime,
  v: Matrix,
  initial: Float32Array,
  iterations: number,
  context: OperationContext,
): Promise<RotationResult> {
  const absoluteSums = new Float64Array(iterations);
  let rotation = initial;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const m = await signProduct(runtime, v, rotation, {
      checkpoint: () => context.checkpoint(iteration, iterations),
    });
    let absolute = 0;
    for (let i = 0; i < m.length; i++) absolute += m[i] * rotation[i];
    absoluteSums[iteration] = absolute;
    rotation = new Float32Array(await polar(runtime, m, v.columns));
    await context.checkpoint(iteration + 1, iterations);
  }
  return { rotation, absoluteSums };
}
