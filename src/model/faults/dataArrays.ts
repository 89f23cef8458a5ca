import type { NpyFaults } from "./dataNpy";

/** Faults of files that hold arrays. Rows count from 0; shapes are written as numpy writes them. */
export interface ArrayFaults extends NpyFaults {
  "data.extension-unknown": {
    readonly file: string;
    readonly extension: string;
    readonly known: readonly string[];
  };
  "data.value-cut": { readonly file: string; readonly bytes: number };

  "data.npz-empty": { readonly file: string };

  "data.safetensors-size": { readonly file: string; readonly bytes: number };
  "data.safetensors-header-cut": {
    readonly file: string;
    readonly headerBytes: number;
  };
  "data.safetensors-header-not-json": { readonly file: string };
  "data.safetensors-header-no-object": { readonly file: string };
  "data.tensor-malformed": { readonly file: string; readonly tensor: string };
  "data.tensor-cut": {
    readonly file: string;
    readonly tensor: string;
    readonly end: number;
  };
  "data.tensor-size": {
    readonly file: string;
    readonly tensor: string;
    readonly shape: readonly number[];
    readonly bytes: number;
  };
  "data.tensors-overlap": {
    readonly file: string;
    readonly tensor: string;
    readonly former: string;
    readonly from: number;
  };
  "data.tensors-unused-bytes": {
    readonly file: string;
    readonly unused: number;
  };
  "data.tensor-dtype": {
    readonly file: string;
    readonly tensor: string;
    readonly dtype: string;
  };

  "data.vecs-empty": { readonly file: string; readonly bytes: number };
  "data.vecs-width": {
    readonly file: string;
    readonly width: number;
    readonly format: "fvecs" | "bvecs" | "ivecs";
  };
  "data.vecs-cut": {
    readonly file: string;
    readonly bytes: number;
    readonly width: number;
    readonly rowBytes: number;
    readonly row: number;
  };
  "data.vecs-row-width": {
    readonly file: string;
    readonly row: number;
    readonly numbers: number;
    readonly width: number;
  };

  "data.hdf5-too-large": {
    readonly file: string;
    readonly bytes: number;
    readonly most: number;
  };
  "data.hdf5-unreadable": { readonly file: string };
  /** A damaged file that was opened before has crashed the library. */
  "data.hdf5-library-lost": { readonly file: string };
  "data.hdf5-no-matrix": {
    readonly file: string;
    readonly names: readonly string[];
  };
  "data.hdf5-number-kind": { readonly file: string };

  "data.parquet-unreadable": { readonly file: string; readonly detail: string };
  "data.parquet-too-short": { readonly file: string; readonly bytes: number };
  /** What the file says of itself, and what its row groups hold together. */
  "data.parquet-rows": {
    readonly file: string;
    readonly rows: number;
    readonly inGroups: number;
  };
  /** Bytes [from, to) of a file that has not so many. */
  "data.parquet-chunk-outside": {
    readonly file: string;
    readonly column: string;
    readonly from: number;
    readonly to: number;
    readonly bytes: number;
  };
  "data.parquet-cell": {
    readonly file: string;
    readonly row: number;
    readonly column: string;
    readonly cell: "empty" | "no-numbers";
  };
  "data.parquet-row-width": {
    readonly file: string;
    readonly row: number;
    readonly column: string;
    readonly numbers: number;
    readonly width: number;
  };

  "data.array-too-large": {
    readonly file: string;
    readonly rows: number;
    readonly width: number;
    readonly mostValues: number;
    readonly mostRows: number;
  };
  "data.column-no-vectors": {
    readonly file: string;
    readonly column: string;
    readonly type: string;
  };
  "data.column-no-neighbours": {
    readonly file: string;
    readonly column: string;
    readonly type: string;
  };
}
