import type { RowSource } from "./rowSource";

/*
 * What a surface is counted from. A score gives every document a key for every
 * query: candidates are ordered by (key, row). A structure gives it a step: the
 * first of its knob's values at which the document is a candidate.
 *
 * Each part is written once in plain TypeScript, which defines it and runs on
 * every backend. A kernel of the CPU's table and a WGSL text make it fast;
 * both must give the same integers.
 */

/** Numbers that can go to another thread. */
export type PartArray = Uint8Array | Uint16Array | Uint32Array | Float32Array;

/** What a kernel of the CPU's table works on, laid out as that kernel asks. */
export interface PartOperands {
  /** Of all documents. */
  readonly documents: PartArray;
  /** One row for each query. */
  readonly queries: PartArray;
  /** The same for every pair. */
  readonly constants: PartArray;
}

/** A part as one of the CPU's compiled kernels does it. */
export interface CompiledPart {
  /** Row of the tables in `cpu/surfaceKernels.ts`. */
  readonly kernel: string;
  readonly operands: () => PartOperands;
}

/**
 * A part as WGSL: a text that declares the bindings it uses, from binding 0 of
 * its group, and one function. All that it declares at module level begins with
 * `key` in a score and with `step` in a structure: the texts are joined.
 */
export interface WgslPart {
  /** One name, one text. */
  readonly name: string;
  readonly code: string;
  /** Values of its `override` constants. */
  readonly constants: Readonly<Record<string, number>>;
  /** Binding 0, cut into chunks of rows; null: nothing is bound by document. */
  readonly documents: RowSource | null;
  /** The bindings that follow, each of them whole. */
  readonly others: readonly RowSource[];
  /** Simple operations for one pair, roughly: it decides how the work is cut. */
  readonly cost: number;
}

interface SurfacePart {
  readonly name: string;
  /** Documents and queries that it has been prepared for. */
  readonly rows: number;
  readonly queries: number;
  /** null: `keyOf` or `stepOf` does it on the CPU. */
  readonly compiled: CompiledPart | null;
  /** null: exact on the CPU only, which then does the whole surface. */
  readonly wgsl: WgslPart | null;
}

/** A score over given documents and queries. */
export interface KeyPart extends SurfacePart {
  /** Keys are whole numbers from 0 to this, below 2^32. */
  readonly most: number;
  /**
   * The key of a document for a query: smaller is nearer. WGSL:
   * `fn keyOf(row: u32, query: u32) -> u32` with bindings in group 2, `row`
   * counted from the first row of the bound chunk.
   */
  readonly keyOf: (row: number, query: number) => number;
}

/** A structure over given documents and queries. */
export interface StepPart extends SurfacePart {
  /** The knob's values, ascending, at most 2^16; at the last one every document is a candidate. */
  readonly knobs: Float64Array;
  /**
   * The first step, an index into `knobs`, at which a document is a candidate.
   * WGSL: `fn stepOf(row: u32, query: u32) -> u32`, bindings in group 3.
   */
  readonly stepOf: (row: number, query: number) => number;
}
