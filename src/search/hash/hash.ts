import type {
  Codes,
  ComputeBackend,
  Matrix,
  OperationContext,
} from "../../compute/backend";
import type { NamedArrays } from "../../model/namedArrays";
import type { Choice } from "../../model/run/configuration";
import type { Series } from "../../model/series";
import type { Method } from "../method";
import type { ArraysCodec } from "./arraysCodec";

/** Stages in which a hash learns. */
export type HashStage = "training" | "moments" | "eigenvectors" | "rotation";

/** What a method computes with. */
export interface HashTools {
  readonly backend: ComputeBackend;
  /**
   * A stage of the run: the result kept for `key`, which names all that it
   * depends on, or computed now. `most` results of the stage are kept.
   */
  readonly stage: <T>(
    name: HashStage,
    key: string,
    compute: (context: OperationContext) => Promise<T>,
    most?: number,
  ) => Promise<T>;
}

/** Documents to learn from, (n, d), and the name of their content. */
export interface FitInput {
  readonly documents: Matrix;
  readonly documentsKey: string;
  /** Arrays to start from (`HashMethod.start`) that were imported, by name. */
  readonly given: NamedArrays;
  /** Names the content of `given`. */
  readonly givenKey: string;
}

/** A hash by mean, pca and rotation: bit j is ((x - mean) pca rotation)[j] > 0. */
export interface LinearModel {
  /** (d,). */
  readonly mean: Float32Array;
  /** (d, b). */
  readonly pca: Matrix;
  /** (b, b). */
  readonly rotation: Float32Array;
}

/** A hash as one affine map: bit j is ((x - mean) weights)[j] > 0. */
export interface LinearHash {
  /** (d,). */
  readonly mean: Float32Array;
  /** (d, b). */
  readonly weights: Matrix;
  /** mean, pca and rotation, where the weights are the product of the last two. */
  readonly factors: LinearModel | null;
}

/** A hash that makes codes: trained here, or imported. */
export interface FittedHash {
  readonly bits: number;
  /** Names its content, for cache keys. */
  readonly key: string;
  readonly imported: boolean;
  /** Codes of `x` (n, d). */
  readonly encode: (x: Matrix, context: OperationContext) => Promise<Codes>;
  /** What it is made of, under the names of its method's codec. */
  readonly arrays: NamedArrays;
  /** The same as one affine map, for programs that know no other; null where it is none. */
  readonly linear: LinearHash | null;
  /** Projections of one vector (d,) in f64, (b,): bit j of its code is [j] > 0. */
  readonly project: (vector: ArrayLike<number>) => Float64Array;
  /** What is subtracted before hashing, (d,). */
  readonly centre: Float32Array;
  /** |centre|. */
  readonly meanNorm: number;
  /** Share of the documents' variance along the directions that are kept. */
  readonly explainedVariance: number;
  /** What the Fit tab and the report draw, in order; the method's words say what each means. */
  readonly series: readonly Series[];
}

/** How a vector becomes a code. */
export interface HashMethod extends Method {
  readonly fit: (
    input: FitInput,
    choice: Choice,
    tools: HashTools,
  ) => Promise<FittedHash>;
  /** What export and import exchange. */
  readonly arrays: ArraysCodec;
  /** Optional arrays that its fit starts from (`FitInput.given`); null: none. */
  readonly start: ArraysCodec | null;
  /** The hash of imported `arrays`, whose content `key` names. */
  readonly restore: (
    arrays: NamedArrays,
    key: string,
    input: FitInput,
    choice: Choice,
    tools: HashTools,
  ) => Promise<FittedHash>;
  /** How a bit follows from a vector and the arrays, as numpy writes it. */
  readonly formula: string;
}
