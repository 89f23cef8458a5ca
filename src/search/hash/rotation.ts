import type {
  ComputeBackend,
  Matrix,
  OperationContext,
} from "../../compute/backend";
import { qFactor } from "../../numeric/orthogonal";
import { NumpyGenerator } from "../../numeric/random/pcg64";

/** ITQ's rotation and how it got there. */
export interface RotationFit {
  /** (b, b) f32, orthogonal. */
  readonly rotation: Float32Array;
  /** mean((B - Z)^2) per iteration, with the Z before that iteration's update. */
  readonly quantizationError: number[];
  /** 1 - (sum|Z|)^2 / (N sum Z^2) per iteration: the same without the scale. */
  readonly nqe: number[];
}

/**
 * A random orthogonal (b, b) matrix: the Q factor of standard normals drawn
 * from PCG64(seed). The normals are not numpy's own; the start only decides
 * which local optimum is reached.
 */
export function randomRotation(bits: number, seed: number): Float32Array {
  const normals = new NumpyGenerator(seed).standardNormals(bits * bits);
  return Float32Array.from(qFactor(normals, bits));
}

/**
 * ITQ (Gong & Lazebnik 2011, section 3.2): repeat Z = V R, B = sign(Z),
 * R <- orthogonal polar factor of V'B, from `initial` (b, b).
 *
 * R keeps sum Z^2 = sum V^2, so both errors follow from the sums of |Z| without
 * a further pass over the rows.
 */
export async function fitRotation(
  backend: ComputeBackend,
  v: Matrix,
  initial: Float32Array,
  iterations: number,
  context: OperationContext,
): Promise<RotationFit> {
  const bits = v.columns;
  const count = v.rows * bits;
  let squares = 0;
  for (let i = 0; i < v.data.length; i++) squares += v.data[i] * v.data[i];
  const { rotation, absoluteSums } = await backend.itq(
    v,
    initial,
    iterations,
    context,
  );
  const quantizationError = Array.from(
    absoluteSums,
    (absolute) => 1 + squares / count - (2 * absolute) / count,
  );
  const nqe = Array.from(absoluteSums, (absolute) =>
    squares > 0 ? 1 - absolute ** 2 / (count * squares) : 0,
  );
  return { rotation, quantizationError, nqe };
}
