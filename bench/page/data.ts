import type { Codes, Matrix } from "../../src/compute/backend";
import { wordsPerCode } from "../../src/numeric/bits";

/** Marsaglia's 32-bit xorshift, from a fixed seed: the same data every time. */
export function numbers(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Uniform numbers in [-1/2, 1/2). */
export function uniform(rows: number, columns: number, seed: number): Matrix {
  const next = numbers(seed);
  const data = new Float32Array(rows * columns);
  for (let i = 0; i < data.length; i++) data[i] = next() - 0.5;
  return { data, rows, columns };
}

/** Unit rows whose spread falls from column to column, as embeddings' axes do. */
export function embeddings(
  rows: number,
  columns: number,
  seed: number,
): Matrix {
  const m = uniform(rows, columns, seed);
  for (let row = 0; row < rows; row++) {
    let squares = 0;
    for (let j = 0, at = row * columns; j < columns; j++, at++) {
      m.data[at] *= 30 / (30 + j);
      squares += m.data[at] ** 2;
    }
    const scale = 1 / Math.sqrt(squares);
    for (let j = 0, at = row * columns; j < columns; j++, at++)
      m.data[at] *= scale;
  }
  return m;
}

/** Codes of random bits. */
export function codes(rows: number, bits: number, seed: number): Codes {
  const next = numbers(seed);
  const words = new Uint32Array(rows * wordsPerCode(bits));
  for (let i = 0; i < words.length; i++) words[i] = next() * 2 ** 32;
  return { words, rows, bits };
}

/** `none` excluded rows. */
export function noneExcluded(queries: number): Int32Array {
  return new Int32Array(queries).fill(-1);
}
