/** A file that gives no parameters, and the endings of those that can. */
interface NoParameters {
  readonly file: string;
  readonly endings: readonly string[];
}

/** Faults of imported parameters: means, rotations, pivots, query ids. `file` is the array or its file. */
export interface ParameterFaults {
  "data.parameters-ending": NoParameters;
  "data.parameters-not-json": NoParameters;
  "data.parameters-no-object": NoParameters;
  "data.parameters-foreign-json": NoParameters;
  "data.parameters-parquet-unreadable": NoParameters & {
    readonly detail: string;
  };
  "data.parameters-not-in-metadata": NoParameters & { readonly key: string };
  "data.parameters-not-in-archive": NoParameters;
  "data.parameter-twice": {
    readonly file: string;
    readonly former: string;
    readonly role: string;
  };
  "data.no-parameters": {
    readonly file: string;
    readonly arrays: readonly string[];
    /** What arrays can be called. */
    readonly names: readonly string[];
  };
  "data.parameter-not-finite": {
    readonly file: string;
    readonly value: string;
    readonly row: number;
    readonly column: number;
  };
  "data.recorded-bits": {
    readonly file: string;
    readonly bits: number;
    readonly recorded: number;
  };
  "data.recorded-dimensions": {
    readonly file: string;
    readonly recorded: number;
    readonly dim: number;
  };
  "data.model-incomplete": {
    readonly file: string;
    /** All that belong together. */
    readonly names: readonly string[];
    readonly missing: readonly string[];
  };
  "data.pca-shape": {
    readonly file: string;
    readonly shape: readonly number[];
    readonly dim: number;
  };
  "data.mean-length": {
    readonly file: string;
    readonly values: number;
    readonly dim: number;
  };
  "data.rotation-shape": {
    readonly file: string;
    readonly shape: readonly number[];
    readonly bits: number;
  };
  "data.rotation-not-square": {
    readonly file: string;
    readonly shape: readonly number[];
  };
  "data.no-query-ids": {
    readonly file: string;
    readonly dtype: string;
    readonly shape: readonly number[];
  };
  "data.query-id-unknown": {
    readonly file: string;
    readonly id: number;
    readonly documents: number;
  };
  "data.query-id-twice": { readonly file: string };

  "data.pivots-shape": {
    readonly file: string;
    readonly shape: readonly number[];
  };
  "data.pivots-dimensions": {
    readonly file: string;
    readonly width: number;
    readonly dim: number;
  };
  "data.pivot-vectors-as-codes": { readonly file: string };
  "data.pivot-codes-fortran": { readonly file: string };
  "data.pivot-codes-as-vectors": {
    readonly file: string;
    readonly space: string;
  };
  "data.pivot-codes-bits": {
    readonly file: string;
    readonly width: number;
    readonly bits: number;
  };
  "data.pivot-code-value": {
    readonly file: string;
    readonly value: number;
    readonly row: number;
  };
  "data.pivot-code-byte": { readonly file: string; readonly value: number };

  "data.pivots-json-bits": { readonly file: string };
  "data.pivots-json-list": { readonly file: string };
  "data.pivots-json-count": {
    readonly file: string;
    readonly count: number;
    readonly pivots: number;
  };
  "data.pivots-json-object": { readonly file: string; readonly pivot: number };
  "data.pivots-json-index": {
    readonly file: string;
    readonly pivot: number;
    readonly index: string;
  };
  "data.pivots-json-hex": {
    readonly file: string;
    readonly pivot: number;
    readonly digits: number;
    readonly bits: number;
  };
  "data.pivots-json-beyond": {
    readonly file: string;
    readonly pivot: number;
    readonly bits: number;
  };
  "data.pivots-json-popcount": {
    readonly file: string;
    readonly pivot: number;
    readonly ones: number;
    readonly popcount: number;
  };
}
