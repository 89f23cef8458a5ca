import type { Matrix } from "../../compute/backend";
import type { Faults } from "../../model/fault";
import type { DataFaults } from "../../model/faults/data";
import type { MethodFaults } from "../../model/faults/method";
import type { Message } from "../../model/message";
import type { NamedArrays } from "../../model/namedArrays";

/** An array of a parameter file. */
export interface FileArray {
  /** What a person knows it by: its name there, or its file's. */
  readonly file: string;
  readonly shape: readonly number[];
  /** Its values as f32, C order. Throws for what is no finite number. */
  readonly floats: () => Float32Array;
}

/** What the arrays of files are compared with. */
export interface ReadingTools {
  /** Width of the data set's vectors. */
  readonly dim: number;
  /** Refuses arrays that fit neither the data set nor each other. */
  readonly refuse: <N extends keyof DataFaults | keyof MethodFaults>(
    name: N,
    params: Faults[N],
  ) => never;
}

/** Arrays as a hash exports them and takes them from files again. */
export interface ArraysCodec {
  /** Their names: all of them belong together. */
  readonly names: readonly string[];
  /** Longer names that other programs give them, in lower case. */
  readonly longNames: Readonly<Record<string, RegExp>>;
  /** The array whose last side is the number of bits. */
  readonly bitsOf: string;
  /** The checked arrays; `files` has one for each name. */
  readonly read: (
    files: Readonly<Record<string, FileArray>>,
    tools: ReadingTools,
  ) => { readonly arrays: NamedArrays; readonly bits: number };
  /** What may make them mean something else over these documents. */
  readonly warnings: (
    arrays: NamedArrays,
    documents: Matrix,
  ) => readonly Message[];
}
