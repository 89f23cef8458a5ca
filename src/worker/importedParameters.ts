import type { NamedArrays } from "../model/namedArrays";
import type { ImportedStructure } from "../search/structure/structureImport";

/** Imported arrays of a hash. */
export interface ImportedHash {
  readonly arrays: NamedArrays;
  readonly bits: number;
  /** Names their content. */
  readonly key: string;
  /** The registered methods that use such arrays. */
  readonly methods: readonly string[];
}

/** Imported values that stand in for trained or drawn ones. */
export interface Parameters {
  /** Arrays that a hash is made of. */
  readonly hash: ImportedHash | null;
  /** Arrays that a hash's fit starts from. */
  readonly hashStart: ImportedHash | null;
  /** What a registered structure is made of. */
  readonly structure:
    | (Pick<ImportedStructure, "settings" | "given" | "bits"> & {
        readonly method: string;
        readonly role: string;
        readonly key: string;
      })
    | null;
  readonly queries: Int32Array | null;
  /** Names of the arrays. */
  readonly used: readonly string[];
}

/** The arrays that the fit of a method starts from; null where it takes none, or is imported itself. */
export function startOf(
  { hash, hashStart }: Parameters,
  method: string,
): ImportedHash | null {
  return hash === null && hashStart?.methods.includes(method) === true
    ? hashStart
    : null;
}

export const noParameters: Parameters = {
  hash: null,
  hashStart: null,
  structure: null,
  queries: null,
  used: [],
};
