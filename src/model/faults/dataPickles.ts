/** Faults of files that keep what Python or FAISS made of it. */
export interface PickleFaults {
  "data.pickle-mark-missing": { readonly file: string };
  "data.pickle-protocol": { readonly file: string };
  "data.pickle-no-dict": { readonly file: string };
  "data.pickle-instruction": {
    readonly file: string;
    readonly at: number;
    readonly instruction: number;
  };
  /** A name of Python that is no part of an array: "posix.system". */
  "data.pickle-asks-python": { readonly file: string; readonly name: string };
  "data.pickle-call": { readonly file: string };
  "data.pickle-parts": {
    readonly file: string;
    readonly part:
      "reconstruct" | "scalar" | "frombuffer" | "ndarray" | "dtype" | "encode";
  };
  "data.pickle-builds-no-array": { readonly file: string };
  "data.pickle-array-of-objects": { readonly file: string };
  "data.pickle-array-dtype": { readonly file: string; readonly dtype: string };
  "data.pickle-array-size": {
    readonly file: string;
    readonly shape: string;
    readonly bytes: number;
    readonly expected: number;
  };
  "data.pickle-appends": { readonly file: string };
  "data.pickle-sets-items": { readonly file: string };
  "data.pickle-key": { readonly file: string };
  "data.pickle-number": { readonly file: string };
  "data.pickle-name": { readonly file: string };
  "data.pickle-recalls": { readonly file: string };
  "data.pickle-no-arrays": { readonly file: string };
  "data.pickle-order": { readonly file: string };

  "data.transform-mark-missing": {
    readonly file: string;
    readonly start: string;
  };
  "data.transform-size": {
    readonly file: string;
    readonly values: number;
    readonly inputs: number;
    readonly outputs: number;
  };
  "data.transform-trailing-bytes": {
    readonly file: string;
    readonly excess: number;
  };
  "data.transform-not-orthonormal": {
    readonly file: string;
    readonly error: number;
  };
}
