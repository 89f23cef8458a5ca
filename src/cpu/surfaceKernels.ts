import type { PartArray, PartOperands } from "../compute/surfaceParts";
import { type BitKernels, longWords, writeCodes } from "./bitKernels";

/*
 * The compiled kernels of scores and structures, by name. A kernel lays its
 * operands out in the memory once for a part of the work and then writes the
 * keys, or the steps, of all documents for one query at a time.
 */

/** Numbers of one part of a surface. */
export interface KernelShape {
  readonly rows: number;
  readonly queries: number;
}

/** Addresses of a kernel's operands; `query` is room for one row of them. */
export interface KernelAddresses {
  readonly documents: number;
  readonly query: number;
  readonly constants: number;
}

export interface SurfaceKernel {
  /** Bytes of each operand in the kernels' memory. */
  sizes(
    operands: PartOperands,
    shape: KernelShape,
  ): Record<keyof KernelAddresses, number>;
  /** Writes what is the same for all queries. */
  load(
    kernels: BitKernels,
    at: KernelAddresses,
    operands: PartOperands,
    shape: KernelShape,
  ): void;
  /**
   * Writes what belongs to query `query` and then its keys (`stride` bytes
   * apart, in zeros) or steps (u16s, padded to whole vectors) to `out`.
   */
  run(
    kernels: BitKernels,
    at: KernelAddresses,
    operands: PartOperands,
    shape: KernelShape,
    query: number,
    out: number,
    stride: number,
  ): void;
}

function bytesOf(values: PartArray): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** Row `query` of what there is for each query. */
function queryRow(
  { queries: values }: PartOperands,
  { queries }: KernelShape,
  query: number,
): PartArray {
  const width = values.length / queries;
  return values.subarray(query * width, (query + 1) * width);
}

/** 32-bit words of a code. */
function wordsOf(operands: PartOperands, queries: number): number {
  return operands.queries.length / queries;
}

function codesOf(values: PartArray): Uint32Array {
  if (!(values instanceof Uint32Array))
    throw new TypeError("codes are 32-bit words");
  return values;
}

const hamming: SurfaceKernel = {
  sizes(operands, { rows, queries }) {
    const bytes = longWords(wordsOf(operands, queries)) * 8;
    return { documents: rows * bytes, query: bytes, constants: 0 };
  },
  load(kernels, at, operands, { queries }) {
    const codes = codesOf(operands.documents);
    writeCodes(kernels, at.documents, codes, wordsOf(operands, queries));
  },
  run(kernels, at, operands, shape, query, out, stride) {
    const words = wordsOf(operands, shape.queries);
    const code = codesOf(queryRow(operands, shape, query));
    writeCodes(kernels, at.query, code, words);
    const width = longWords(words);
    kernels.run.distances16(
      at.documents,
      width,
      shape.rows,
      at.query,
      out,
      stride,
    );
  },
};

/** Whole vectors of documents: the last one reads and writes its padding. */
function columnBytes({ documents }: PartOperands, rows: number): number {
  return Math.ceil(rows / 16) * 16 * documents.BYTES_PER_ELEMENT;
}

/** What `steps8` and its like are called with before the output. */
type Columns = readonly [
  columns: number,
  columnBytes: number,
  pivots: number,
  rows: number,
  query: number,
];

/** A kernel over columns of distances, one for each pivot, contiguous. */
function columnKernel(
  step: (
    kernels: BitKernels,
    columns: Columns,
    operands: PartOperands,
    at: KernelAddresses,
    out: number,
  ) => void,
): SurfaceKernel {
  const pivotsOf = (operands: PartOperands, queries: number) =>
    operands.queries.length / queries;
  return {
    sizes(operands, { rows, queries }) {
      const pivots = pivotsOf(operands, queries);
      return {
        documents: pivots * columnBytes(operands, rows),
        query: pivots * 4,
        constants: operands.constants.byteLength,
      };
    },
    load(kernels, at, operands, { rows, queries }) {
      const { documents, constants } = operands;
      const stride = columnBytes(operands, rows);
      for (let p = 0; p < pivotsOf(operands, queries); p++) {
        const column = bytesOf(documents.subarray(p * rows, (p + 1) * rows));
        kernels.bytes(at.documents + p * stride, column.byteLength).set(column);
      }
      kernels.bytes(at.constants, constants.byteLength).set(bytesOf(constants));
    },
    run(kernels, at, operands, shape, query, out) {
      const distances = queryRow(operands, shape, query);
      const pivots = distances.length;
      if (distances instanceof Float32Array)
        kernels.f32(at.query, pivots).set(distances);
      else kernels.u16(at.query, pivots).set(distances);
      const columns = [
        at.documents,
        columnBytes(operands, shape.rows),
        pivots,
        shape.rows,
        at.query,
      ] as const;
      step(kernels, columns, operands, at, out);
    },
  };
}

/** Kernels that write keys. */
export const KEY_KERNELS: ReadonlyMap<string, SurfaceKernel> = new Map([
  ["hamming", hamming],
]);

/** Kernels that write steps. */
export const STEP_KERNELS: ReadonlyMap<string, SurfaceKernel> = new Map([
  [
    "every document",
    {
      sizes: () => ({ documents: 0, query: 0, constants: 0 }),
      load: () => undefined,
      run: (kernels, _at, _operands, { rows }, _query, out) =>
        void kernels.u16(out, rows).fill(0),
    },
  ],
  [
    "largest-difference",
    columnKernel(({ run }, columns, { documents }, _at, out) =>
      documents.BYTES_PER_ELEMENT === 1
        ? run.steps8(...columns, out)
        : run.steps16(...columns, out),
    ),
  ],
  [
    "root-of-squares",
    columnKernel(({ run }, columns, { documents }, _at, out) =>
      run.stepsSquares(...columns, documents.BYTES_PER_ELEMENT, out),
    ),
  ],
  [
    "largest-real-difference",
    columnKernel(({ run }, columns, { constants }, at, out) =>
      run.stepsReal(...columns, at.constants, constants.length, out),
    ),
  ],
]);
