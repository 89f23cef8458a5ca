import type { Codes, Matrix } from "../compute/backend";
import type { ImportedRole } from "../model/runResult";
import type { PivotSpace } from "../model/runConfig";

/** Imported values that stand in for trained or drawn ones. */
export interface Parameters {
  readonly model: {
    readonly mean: Float32Array;
    readonly pca: Matrix;
    readonly rotation: Float32Array;
    readonly key: string;
  } | null;
  /** Start of the ITQ iterations, (b, b). */
  readonly initialRotation: Float32Array | null;
  readonly initialKey: string | null;
  readonly pivotCodes: Codes | null;
  readonly pivotVectors: Matrix | null;
  /** Where the pivots are compared; null without any. */
  readonly pivotSpace: PivotSpace | null;
  readonly pivotsKey: string | null;
  readonly queries: Int32Array | null;
  readonly used: readonly ImportedRole[];
}

export const noParameters: Parameters = {
  model: null,
  initialRotation: null,
  initialKey: null,
  pivotCodes: null,
  pivotVectors: null,
  pivotSpace: null,
  pivotsKey: null,
  queries: null,
  used: [],
};
