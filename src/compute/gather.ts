import { wordsPerCode } from "../numeric/bits";
import type { Codes, Matrix } from "./backend";

/** Rows `rows` of `codes`, in that order. */
export function gatherCodes(codes: Codes, rows: Int32Array): Codes {
  const words = wordsPerCode(codes.bits);
  const gathered = new Uint32Array(rows.length * words);
  rows.forEach((row, i) =>
    gathered.set(
      codes.words.subarray(row * words, (row + 1) * words),
      i * words,
    ),
  );
  return { words: gathered, rows: rows.length, bits: codes.bits };
}
/** Rows `rows` of `m`, in that order. */
export function gatherRows(m: Matrix, rows: Int32Array): Matrix {
  const data = new Float32Array(rows.length * m.columns);
  rows.forEach((row, i) =>
    data.set(
      m.data.subarray(row * m.columns, (row + 1) * m.columns),
      i * m.columns,
    ),
  );
  return { data, rows: rows.length, columns: m.columns };
}
