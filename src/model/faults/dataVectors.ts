/** Faults of vectors and lists of neighbours as numbers. Rows and columns count from 0. */
export interface VectorFaults {
  "data.nothing-to-search": {
    readonly file: string;
    readonly rows: number;
    readonly dim: number;
  };
  /** NaN or an infinity, as `value` says it. */
  "data.number-not-finite": {
    readonly file: string;
    readonly value: string;
    readonly row: number;
    readonly column: number;
    readonly rows: number;
    readonly dim: number;
  };
  "data.float-too-large": {
    readonly file: string;
    readonly value: number;
    readonly row: number;
  };
  "data.zero-vectors": {
    readonly file: string;
    readonly zeroRows: number;
    readonly rows: number;
    readonly firstRow: number;
  };
  "data.too-few-rows-for-bits": {
    readonly file: string;
    readonly rows: number;
    readonly bits: number;
  };
  "data.too-few-dimensions-for-bits": {
    readonly file: string;
    readonly dim: number;
    readonly bits: number;
  };
  /** A whole number beyond 32 bits, by its digits. */
  "data.no-row-number": { readonly file: string; readonly value: string };
  "data.synthetic-too-large": {
    readonly file: string;
    readonly rows: number;
    readonly clusters: number;
    readonly dim: number;
    readonly values: number;
    readonly mostValues: number;
    readonly mostRows: number;
  };
  "data.synthetic-field": {
    readonly file: string;
    readonly field: string;
    readonly value: number;
    readonly kind: "whole" | "any";
    readonly low: number;
    readonly high: number;
  };
  /** The page came by an address for which browsers offer no SHA-256. */
  "data.no-crypto": Record<never, never>;
  "data.no-memory-to-hash": { readonly bytes: number };
}
