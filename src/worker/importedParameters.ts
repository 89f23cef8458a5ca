import type { PivotSpace } from "../model/pivotSpace";
import type { Codes, Matrix } from "../compute/backend";
import type { NamedArrays } from "../model/namedArrays";
import type { ImportedRole } from "../model/run/result";

/** Imported values that stand in for trained or drawn ones. */
export interface Parameters {
  /** Arrays that a registered hash is made of. */
  readonly hash: {
    readonly arrays: NamedArrays;
    readonly bits: number;
    readonly key: string;
  } | null;
  /** Arrays that a hash's fit starts from: `initial_rotation` (b, b). */
  readonly hashStart: {
    readonly arrays: NamedArrays;
    readonly bits: number;
    readonly key: string;
  } | null;
  readonly pivotCodes: Codes | null;
  readonly pivotVectors: Matrix | null;
  /** Where the pivots are compared; null without any. */
  readonly pivotSpace: PivotSpace | null;
  readonly pivotsKey: string | null;
  readonly queries: Int32Array | null;
  readonly used: readonly ImportedRole[];
}

export const noParameters: Parameters = {
  hash: null,
  hashStart: null,
  pivotCodes: null,
  pivotVectors: null,
  pivotSpace: null,
  pivotsKey: null,
  queries: null,
  used: [],
};
