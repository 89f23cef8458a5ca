import type { NamedArrays } from "../model/namedArrays";
import type { ImportedRole } from "../model/run/result";
import type { ImportedStructure } from "../search/structure/structureImport";

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
  /** What a registered structure is made of. */
  readonly structure:
    | (Pick<ImportedStructure, "settings" | "given" | "bits"> & {
        readonly method: string;
        readonly role: ImportedRole;
        readonly key: string;
      })
    | null;
  readonly queries: Int32Array | null;
  readonly used: readonly ImportedRole[];
}

export const noParameters: Parameters = {
  hash: null,
  hashStart: null,
  structure: null,
  queries: null,
  used: [],
};
