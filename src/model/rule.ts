/*
 * Which documents a structure keeps, as plain data: it crosses workers, and
 * everything that filters outside the kernels is derived from it (search/rule).
 */

/**
 * A number from the query's value q and the document's stored value x of one
 * column, or from the knob's value t. `f32` rounds to 32 bits; all else is
 * reckoned in 64.
 */
export type Expression =
  | "q"
  | "x"
  | "t"
  | readonly ["abs", Expression]
  | readonly ["f32", Expression]
  | readonly ["square", Expression]
  | readonly ["-", Expression, Expression];

/**
 * Keep x iff fold over the columns of `term` `op` `bound`. The term is at least
 * 0, least where x is q, and grows to either side; the bound grows with t.
 */
export interface FoldRule {
  readonly kind: "fold";
  readonly fold: "max" | "sum";
  /** Of q and x. */
  readonly term: Expression;
  readonly op: "<" | "<=";
  /** Of t. */
  readonly bound: Expression;
  /** How a stored value is computed, as numpy writes it. */
  readonly value: string;
}

/** Told apart by `kind`. */
export type Rule = FoldRule;

/** A structure's value of each document, or of each query, that its rule reads. */
export interface Column {
  /** As tables and SQL name it: "p0". */
  readonly name: string;
  /** Columns of one array stand side by side in numpy's files: "pivot_distances". */
  readonly array: string;
  /** No value lies outside. */
  readonly range: readonly [least: number, most: number];
  /** Whole numbers, or real ones in f32; one a row. */
  readonly values: Uint8Array | Uint16Array | Float32Array;
}

/**
 * How other programs make what is stored of a vector, as text for the modules
 * of an export: two functions each, which may use what the modules have.
 */
export interface StoredPrograms {
  /** `parts_of(arrays)` of the parameters; `stored_of(parameters, vector, code)`. */
  readonly python: string;
  /** `type Part`, `partsOf(tensors)` and `storedOf(parameters, vector, code)`. */
  readonly typescript: string;
}

/** Arrays of a structure that go with its columns: "pivots". */
export type StructureArrays = Readonly<
  Record<
    string,
    {
      readonly shape: readonly number[];
      readonly data: Uint8Array | Float32Array;
    }
  >
>;
