/** What the header of an .npy file should have where something else stands. */
export type NpyHeaderPart =
  | "{"
  | "("
  | ")"
  | ":"
  | ","
  | ", or }"
  | "element-type"
  | "size"
  | "key-or-end"
  | "true-or-false"
  | "each-once"
  | "each"
  | "end";

/** Why elements of a type cannot be vectors. */
export type DtypeProblem =
  "objects" | "strings" | "raw-bytes" | "dates" | "complex" | "unknown";

/** Faults of .npy files and of arrays as numpy stores them. Shapes are written as numpy writes them. */
export interface NpyFaults {
  "data.npy-empty": { readonly file: string };
  "data.npy-is-zip": { readonly file: string };
  "data.npy-mark-missing": { readonly file: string };
  "data.npy-version": {
    readonly file: string;
    readonly major: number;
    readonly minor: number;
  };
  "data.npy-header-cut": {
    readonly file: string;
    readonly needed: number;
    readonly bytes: number;
  };
  "data.npy-header-damaged": {
    readonly file: string;
    readonly expected: NpyHeaderPart;
    readonly character: number;
  };
  "data.npy-records": { readonly file: string };
  "data.npy-dtype": {
    readonly file: string;
    readonly descr: string;
    readonly problem: DtypeProblem;
    readonly known: readonly string[];
  };
  "data.npy-cut": {
    readonly file: string;
    readonly shape: string;
    readonly itemBytes: number;
    readonly expected: number;
    readonly bytes: number;
  };
  "data.npy-trailing-bytes": {
    readonly file: string;
    readonly shape: string;
    readonly itemBytes: number;
    readonly expected: number;
    readonly excess: number;
  };
  "data.npy-fortran-integers": {
    readonly file: string;
    readonly dtype: string;
  };
  "data.no-matrix": { readonly file: string; readonly shape: string };
  "data.no-floats": { readonly file: string; readonly dtype: string };
  "data.no-memory-for-file": { readonly file: string; readonly bytes: number };
}
