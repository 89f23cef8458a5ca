/** A float array as it is exported and imported. */
export interface NamedArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export type NamedArrays = Readonly<Record<string, NamedArray>>;
