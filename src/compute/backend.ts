import type { Surface } from "../model/surface";
import type { KeyPart, StepPart } from "./surfaceParts";

/**
 * The heavy operations, as every backend offers them.
 *
 * Integer results are EQUAL on all backends. Floats agree within the tolerance
 * stated at each operation; code bits may differ only where |projection| is
 * below `PROJECTION_MARGIN` times the largest row norm.
 */

/** Bits of two backends may differ only where |Z| < this margin (unit rows). */
export const PROJECTION_MARGIN = 1e-6;

/** A dense row-major f32 matrix, shape (rows, columns). */
export interface Matrix {
  readonly data: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/** Binary codes, shape (rows, ceil(bits / 32)) u32; layout in `numeric/bits`. */
export interface Codes {
  readonly words: Uint32Array;
  readonly rows: number;
  readonly bits: number;
}

/** Hamming pivot distances: u8 up to 255 bits, u16 above, so nothing wraps. */
export type DistanceArray = Uint8Array | Uint16Array;

/** What an operation needs from whoever runs it: a pulse to report and stop. */
export interface OperationContext {
  /**
   * Called between chunks of work. Reports progress, lets messages in, and
   * rejects with `CancelledError` when the work was cancelled.
   */
  checkpoint(done: number, total: number): Promise<void>;
}

/** A context that reports nothing and is never cancelled. */
export const quietContext: OperationContext = {
  checkpoint: () => Promise.resolve(),
};

/** Thrown by `checkpoint` after a cancel; never shown as a failure. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
  constructor() {
    super("The run was cancelled.");
  }
}

export interface SurfaceInput {
  /** In which order candidates come. */
  readonly score: KeyPart;
  /** Which documents are candidates, and from which step on. */
  readonly structure: StepPart;
  /** Shape (Q,): the corpus row of a query, left out for it, or -1. */
  readonly excludedRows: Int32Array;
  /** Shape (Q, k): corpus rows of the true neighbours, never the excluded row. */
  readonly neighbours: Int32Array;
  readonly k: number;
}

/** ITQ's rotation after all iterations, and what each of them started from. */
export interface RotationResult {
  /** (b, b), orthogonal. */
  readonly rotation: Float32Array;
  /** Sum of |V R| before each iteration's update, (iterations,). */
  readonly absoluteSums: Float64Array;
}

/** A symmetric matrix by its eigenvalues, and its eigenvectors on request. */
export interface Spectrum {
  /** (n,), descending. */
  readonly values: Float64Array;
  /**
   * The unit eigenvectors of the `count` largest values, (n, count) row-major
   * f64, each with its component of largest magnitude positive. Those of equal
   * values are some orthonormal basis of their space.
   */
  readonly leading: (count: number) => Promise<Float64Array>;
}

/** The nearest documents of each query by Hamming distance. */
export interface HammingNeighbours {
  /** (Q, limit), by (distance, row). */
  readonly rows: Int32Array;
  /** (Q, limit). */
  readonly distances: Uint16Array;
}

/** What a sample of pairs looks like in both spaces. */
export interface PairSimilarities {
  /** Hamming distance of each pair, (pairs,). */
  readonly hamming: Uint16Array;
  /** Cosine of each pair, (pairs,); 0 where a row is zero. */
  readonly cosine: Float32Array;
}

/** The heavy operations. `reference/` defines them; others must agree with it. */
export interface Operations {
  /**
   * The dense product A B, or A' B with `transposeA`: (m, d) (d, n) -> (m, n),
   * or (d, m) (d, n) -> (m, n). Within 1e-6 of the largest |row| |column|.
   */
  product(
    a: Matrix,
    b: Matrix,
    options: { readonly transposeA: boolean },
    context: OperationContext,
  ): Promise<Matrix>;

  /** Column mean of `x` (n, d), accumulated in f64, stored as f32. Within 1e-7 absolute for unit rows. */
  columnMean(x: Matrix, context: OperationContext): Promise<Float32Array>;

  /** Covariance (d, d) f64 of the rows about `mean`, divisor n - 1. Relative 1e-5 of the largest entry. */
  covariance(
    x: Matrix,
    mean: Float32Array,
    context: OperationContext,
  ): Promise<Float64Array>;

  /** (x - mean) weights: (n, d), (d,), (d, b) -> (n, b) f32. Within 1e-6 absolute for unit rows. */
  project(
    x: Matrix,
    mean: Float32Array,
    weights: Matrix,
    context: OperationContext,
  ): Promise<Matrix>;

  /**
   * The product V' sign(V R), (b, b) f64, with sign(0) = +1: the matrix whose
   * polar factor is ITQ's next rotation. Relative 1e-4 where no sign is in doubt.
   */
  signProduct(
    v: Matrix,
    rotation: Float32Array,
    context: OperationContext,
  ): Promise<Float64Array>;

  /** Orthogonal polar factor of `m` (b, b): the Procrustes solution. max|Q'Q - I| < 1e-4. */
  polar(m: Float64Array, size: number): Promise<Float64Array>;

  /**
   * Eigenvalues, and on request leading eigenvectors, of the symmetric (n, n)
   * `matrix`, whose lower triangle is read. In f64 on every backend:
   * |A v - l v| <= 1e-11 |A|, vectors orthogonal within 1e-11.
   */
  symmetricSpectrum(matrix: Float64Array, n: number): Promise<Spectrum>;

  /**
   * ITQ's alternation from `initial` (b, b): `iterations` times
   * R <- polar factor of V' sign(V R). The signs of round-off decide which of
   * many near-equal rotations comes out: backends agree in the absolute sums
   * (relative 1e-3) and in orthogonality (1e-4), not in every entry of R.
   */
  itq(
    v: Matrix,
    initial: Float32Array,
    iterations: number,
    context: OperationContext,
  ): Promise<RotationResult>;

  /** Codes of `x`: bit j is ((x - mean) weights)[j] > 0. Shapes as `project`. */
  encode(
    x: Matrix,
    mean: Float32Array,
    weights: Matrix,
    context: OperationContext,
  ): Promise<Codes>;

  /** Hamming distances to the pivots, (n, P) row-major; u8, u16 above 255 bits. Exact. */
  pivotDistances(
    codes: Codes,
    pivots: Codes,
    context: OperationContext,
  ): Promise<DistanceArray>;

  /**
   * Rows of the `k` documents of highest cosine for each query, best first,
   * equal cosines by lower row; (Q, k). `excludedRows[q]` is never returned.
   * Exact: decided in f64. Needs k <= documents (less one where excluded).
   */
  cosineTopK(
    queries: Matrix,
    documents: Matrix,
    k: number,
    excludedRows: Int32Array,
    context: OperationContext,
  ): Promise<Int32Array>;

  /**
   * The `limit` documents nearest to each query by Hamming distance, equal
   * distances by lower row. `excludedRows[q]` is never returned (-1: none).
   * Exact. Needs limit <= documents (less one where excluded).
   */
  hammingTopK(
    codes: Codes,
    queryCodes: Codes,
    limit: number,
    excludedRows: Int32Array,
    context: OperationContext,
  ): Promise<HammingNeighbours>;

  /**
   * Hamming distance (exact) and cosine (within 1e-6) of pairs of documents.
   * `pairs` is (pairs, 2): rows of `x` and of `codes`.
   */
  pairSimilarities(
    x: Matrix,
    codes: Codes,
    pairs: Uint32Array,
    context: OperationContext,
  ): Promise<PairSimilarities>;

  /**
   * Candidates, and what is ahead of each true neighbour, at every step of the
   * structure; documents in order of (key, row). Exact integers.
   */
  surface(input: SurfaceInput, context: OperationContext): Promise<Surface>;
}

export type OperationName = keyof Operations;

/** All operations, and what stands behind them: see `makeBackend.ts`. */
export interface ComputeBackend extends Operations {
  readonly name: "reference" | "cpu" | "webgpu";
  /** For people: "CPU, 2 threads", or the adapter's name. */
  readonly label: string;
  /** Calls of `operation` so far. */
  calls(operation: OperationName): number;
  /** How often the backend left `operation`, or a part of it, to its fallback. */
  handedOver(operation: OperationName): number;
  /** Frees sessions, buffers and devices. */
  dispose(): Promise<void>;
}
