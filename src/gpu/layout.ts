import type { Codes, Matrix } from "../compute/backend";
import { wordsPerCode } from "../numeric/bits";
import type { RowSource } from "../compute/rowSource";

/*
 * How operands lie in GPU memory. Kernels read vec4s, so rows are padded with
 * zeros to whole ones: a zero adds nothing to a sum, a distance or a maximum.
 */

/** vec4s that hold `columns` values. */
export function quads(columns: number): number {
  return Math.max(1, Math.ceil(columns / 4));
}

/** vec4s of words that hold a code of `bits` bits. */
export function codeQuads(bits: number): number {
  return quads(wordsPerCode(bits));
}

function bytesOf(view: Float32Array | Uint32Array): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

/** Rows of `matrix` as vec4<f32>s. */
export function matrixRows(name: string, matrix: Matrix): RowSource {
  const { data, rows, columns } = matrix;
  const width = 4 * quads(columns);
  return {
    key: data,
    name,
    rows,
    rowBytes: width * 4,
    read(start, end) {
      const part = data.subarray(start * columns, end * columns);
      if (width === columns) return bytesOf(part);
      const padded = new Float32Array((end - start) * width);
      for (let row = 0; row < end - start; row++)
        padded.set(
          part.subarray(row * columns, (row + 1) * columns),
          row * width,
        );
      return bytesOf(padded);
    },
  };
}

/** Rows of `codes` as vec4<u32>s. */
export function codeRows(name: string, codes: Codes): RowSource {
  const { words, rows, bits } = codes;
  const codeWidth = wordsPerCode(bits);
  const width = 4 * codeQuads(bits);
  return {
    key: words,
    name,
    rows,
    rowBytes: width * 4,
    read(start, end) {
      const part = words.subarray(start * codeWidth, end * codeWidth);
      if (width === codeWidth) return bytesOf(part);
      const padded = new Uint32Array((end - start) * width);
      for (let row = 0; row < end - start; row++)
        padded.set(
          part.subarray(row * codeWidth, (row + 1) * codeWidth),
          row * width,
        );
      return bytesOf(padded);
    },
  };
}
