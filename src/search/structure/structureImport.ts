import type { Codes, Matrix } from "../../compute/backend";
import type { Faults } from "../../model/fault";
import type { DataFaults } from "../../model/faults/data";
import type { ImportedPivots } from "../../model/importReport";
import type { Message } from "../../model/message";
import type { SettingValue } from "../../model/run/configuration";

/** Arrays that were brought along in place of what would be chosen. */
export interface GivenStructure {
  readonly codes: Codes | null;
  readonly vectors: Matrix | null;
}

/** An array of a file, as numpy would read it. */
export interface ReadArray {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly fortranOrder: boolean;
  readonly data: ArrayLike<number> | ArrayLike<bigint>;
  readonly isFloat: boolean;
  /** Its values in f32, C order; refuses those that are not finite. */
  readonly floats: () => Float32Array;
}

/** What a file says beside its arrays, unchecked. */
export interface RecordedStructure {
  /** By the names of the parameters' metadata, as `portable` gives them. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** The structure of the recorded configuration. */
  readonly choice: Readonly<Record<string, unknown>>;
}

export interface ImportInput {
  readonly dim: number;
  /** Of the hash that came along. */
  readonly bits: number | null;
  /** Of each file; the first that says something counts. */
  readonly recorded: readonly RecordedStructure[];
  /** The space that was asked for. */
  readonly asked: string | null;
  /** The fault of an array that does not fit, to be thrown. */
  readonly misfit: <N extends keyof DataFaults>(
    name: N,
    params: Faults[N],
  ) => Error;
}

/** A structure's arrays as they will be used, and what was found out about them. */
export interface ImportedStructure {
  /** Settings that the arrays decide. */
  readonly settings: Readonly<Record<string, SettingValue>>;
  readonly given: GivenStructure;
  /** Bits of the hash that they belong to; null: of any. */
  readonly bits: number | null;
  /** What tells them from others. */
  readonly content: Float32Array | Uint32Array;
  readonly found: ImportedPivots;
  readonly notes: readonly Message[];
  readonly warnings: readonly Message[];
}

/** How a structure takes an array that was made elsewhere. */
export interface StructureImport {
  readonly role: string;
  /** What its array is called, in lower case. */
  readonly names: RegExp;
  readonly read: (array: ReadArray, input: ImportInput) => ImportedStructure;
}
