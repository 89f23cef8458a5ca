import type {
  Matrix,
  OperationContext,
  RotationResult,
} from "../compute/backend";
import { polar, signProduct } from "./dense";
import { hasItqKernels, itqShareBytes } from "./itqShare";
import type { ItqRows, ItqTeam } from "./itqTeam";
import { createResidentPolar } from "./residentPolar";
import type { WasmRuntime } from "./wasmRuntime";

/** Rows beyond this pass through onnxruntime block by block: they would not fit beside the rest. */
const MAX_RESIDENT_BYTES = 2 ** 28;

/** As `ItqRows` by two dense products; the sum of |V R| is that of M * R. */
function byProducts(
  runtime: WasmRuntime,
  v: Matrix,
  context: OperationContext,
): ItqRows {
  return {
    async step(rotation) {
      const m = await signProduct(runtime, v, rotation, context);
      let absolute = 0;
      for (let i = 0; i < m.length; i++) absolute += m[i] * rotation[i];
      return { m, absolute };
    },
    release: () => undefined,
  };
}

/**
 * As `ComputeBackend.itq`. The rows stay in WebAssembly, where a step costs one
 * product and the signs that changed; without its kernels (`team` null), or
 * with too many rows, each step is two products.
 */
export async function itq(
  runtime: WasmRuntime,
  team: ItqTeam | null,
  v: Matrix,
  initial: Float32Array,
  iterations: number,
  context: OperationContext,
): Promise<RotationResult> {
  const absoluteSums = new Float64Array(iterations);
  let rotation = initial;
  let done = 0;
  const inner = { checkpoint: () => context.checkpoint(done, iterations) };
  const isResident =
    team !== null &&
    hasItqKernels() &&
    v.columns > 0 &&
    itqShareBytes(v.rows, v.columns) <= MAX_RESIDENT_BYTES;
  const fast = isResident ? createResidentPolar(v.columns) : null;
  const rows = isResident ? team.open(v) : byProducts(runtime, v, inner);
  try {
    while (done < iterations) {
      const { m, absolute } = await rows.step(rotation);
      absoluteSums[done] = absolute;
      rotation =
        fast?.factor(m) ?? new Float32Array(await polar(runtime, m, v.columns));
      done++;
      await context.checkpoint(done, iterations);
    }
  } finally {
    rows.release();
  }
  return { rotation, absoluteSums };
}
