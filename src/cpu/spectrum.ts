import type { Spectrum } from "../compute/backend";
import { symmetricSpectrum as plainSpectrum } from "../compute/reference/dense";
import { tridiagonalEigenvalues, withCanonicalSigns } from "../numeric/eigen";
import {
  factorShifted,
  normalise,
  residual,
  type TridiagonalMatrix,
} from "../numeric/tridiagonal";
import { compiled } from "./compiled";
import bytes from "./kernels/spectrum.as.ts?wasm";

interface Exports {
  reduce(
    a: number,
    n: number,
    diagonal: number,
    off: number,
    scales: number,
    w: number,
    spare: number,
  ): void;
  transformBack(
    a: number,
    scales: number,
    n: number,
    vectors: number,
    count: number,
  ): void;
  orthogonalise(target: number, from: number, count: number, n: number): void;
}

const PAGE_BYTES = 65_536;
const FIRST_ADDRESS = 1024;

/** Solves per vector: with an exact eigenvalue one is enough, the other polishes. */
const SOLVES = 2;

/**
 * Eigenvalues nearer than this share of |T| do not keep their vectors apart by
 * themselves: those are made orthogonal one to the next (as LAPACK's dstein).
 */
const CLUSTER_GAP = 1e-3;

/** max|T v - l v| / |T| that a vector must reach. */
const RESIDUAL_TOLERANCE = 1e-13;

function isExports(exports: object): exports is Exports {
  return "reduce" in exports && "transformBack" in exports;
}

/** A number in [-1/2, 1/2) for each index: starts that no vector is orthogonal to. */
function scattered(i: number): number {
  const hash = Math.imul(i + 1, 0x9e3779b1);
  return (Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 0) / 2 ** 32 - 0.5;
}

/**
 * As `ComputeBackend.symmetricSpectrum`: the matrix is reduced to tridiagonal
 * form in WebAssembly, all eigenvalues come from that, and vectors, when asked
 * for, by inverse iteration and the way back. Vectors that do not satisfy their
 * equation, and engines without the kernels, take the plain decomposition.
 */
export async function symmetricSpectrum(
  matrix: Float64Array,
  n: number,
): Promise<Spectrum> {
  let largest = 0;
  for (const value of matrix) largest = Math.max(largest, Math.abs(value));
  const canRun = WebAssembly.validate(bytes) && largest > 0;
  if (!canRun || !Number.isFinite(largest) || n < 2)
    return plainSpectrum(matrix, n);

  const reduced = reduceToTridiagonal(matrix, n, largest);
  const { t } = reduced;
  const values = tridiagonalEigenvalues(t.diagonal, t.offDiagonal);
  return {
    values: values.map((value) => value * largest),
    async leading(count) {
      const vectors = reduced.leading(values, count);
      if (vectors) return vectors;
      return plainSpectrum(matrix, n).leading(count);
    },
  };
}

/** A matrix in tridiagonal form, and its leading eigenvectors on request. */
interface Reduced {
  readonly t: TridiagonalMatrix;
  /** (n, count) row-major, or null where some vector did not come out. */
  leading(values: Float64Array, count: number): Float64Array | null;
}

function reduceToTridiagonal(
  matrix: Float64Array,
  n: number,
  largest: number,
): Reduced {
  const rowBytes = n * 8;
  const at = {
    a: FIRST_ADDRESS,
    diagonal: FIRST_ADDRESS + n * rowBytes,
    off: FIRST_ADDRESS + (n + 1) * rowBytes,
    scales: FIRST_ADDRESS + (n + 2) * rowBytes,
    w: FIRST_ADDRESS + (n + 3) * rowBytes,
    spare: FIRST_ADDRESS + (n + 4) * rowBytes,
    vectors: FIRST_ADDRESS + (n + 5) * rowBytes,
  };
  const memory = new WebAssembly.Memory({
    initial: Math.ceil((at.vectors + 16) / PAGE_BYTES),
  });
  const { exports } = new WebAssembly.Instance(compiled(bytes), {
    env: { memory },
  });
  if (!isExports(exports))
    throw new Error("the spectrum kernels lack their exports");
  const run = exports;
  const floats = (address: number, length: number) =>
    new Float64Array(memory.buffer, address, length);
  const a = floats(at.a, n * n);
  for (let i = 0; i < a.length; i++) a[i] = matrix[i] / largest;
  run.reduce(at.a, n, at.diagonal, at.off, at.scales, at.w, at.spare);
  const t: TridiagonalMatrix = {
    diagonal: floats(at.diagonal, n).slice(),
    offDiagonal: floats(at.off, n).slice(),
  };
  let norm = 0;
  for (let i = 0; i < n; i++)
    norm = Math.max(
      norm,
      Math.abs(t.diagonal[i]) +
        Math.abs(t.offDiagonal[i]) +
        (i > 0 ? Math.abs(t.offDiagonal[i - 1]) : 0),
    );
  // Equal eigenvalues are told apart by less than what rounding changes.
  const smallest = Number.EPSILON * norm;

  /** Vector `j` of T at row `j` of the vectors; false where it did not come out. */
  function solveVector(
    values: Float64Array,
    j: number,
    first: number,
  ): boolean {
    const address = at.vectors + j * rowBytes;
    const solver = factorShifted(t, values[j], smallest);
    const v = Float64Array.from({ length: n }, (_, i) => scattered(j * n + i));
    for (let solve = 0; solve < SOLVES; solve++) {
      solver.solve(v);
      if (!normalise(v)) return false;
      // Its neighbours, which come before it, have their share already.
      floats(address, n).set(v);
      run.orthogonalise(address, at.vectors + first * rowBytes, j - first, n);
      v.set(floats(address, n));
      if (!normalise(v)) return false;
    }
    floats(address, n).set(v);
    return residual(t, values[j], v) <= RESIDUAL_TOLERANCE * norm * n;
  }

  return {
    t,
    leading(values, count) {
      const needed = at.vectors + count * rowBytes + 16;
      const missing = needed - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
      let first = 0;
      for (let j = 0; j < count; j++) {
        if (j > 0 && values[j - 1] - values[j] > CLUSTER_GAP * norm) first = j;
        if (!solveVector(values, j, first)) return null;
      }
      run.transformBack(at.a, at.scales, n, at.vectors, count);
      return withCanonicalSigns(floats(at.vectors, n * count), n, count);
    },
  };
}
