import { Budget } from "./budget";
import { ByteCursor } from "./byteCursor";
import { DataError } from "./dataError";
import type { NpyArray } from "./npy";

/** How far A A^T may be from the identity: rows of unit length at right angles. */
const ORTHONORMAL = 1e-3;

const f4 = (shape: number[], data: Float32Array): NpyArray => ({
  dtype: "f4",
  shape,
  fortranOrder: false,
  data,
});

/**
 * Mean, pca and rotation of a FAISS LinearTransform z = A x + bias with
 * orthonormal rows: pca = A transposed, rotation = 1, mean = -A^T bias. They
 * give the same projections, and so the same codes up to rounding at zero; what
 * the mean was outside the rows of A is not in the file.
 *
 * @throws DataError "unknown-format" or "truncated".
 */
export function readFaissTransform(
  bytes: Uint8Array,
  fileName: string,
): ReadonlyMap<string, NpyArray> {
  const cursor = new ByteCursor(bytes, fileName);
  const budget = new Budget(fileName);
  const name = cursor.text(4);
  if (name !== "LTra")
    throw new DataError("unknown-format", "data.transform-mark-missing", {
      file: fileName,
      start: name,
    });
  const hasBias = cursor.u8() === 1;
  const weights = floats(cursor, cursor.u64());
  const bias = floats(cursor, cursor.u64());
  const inputs = cursor.i32();
  const outputs = cursor.i32();
  // FAISS ends with whether it is trained; older files end before that.
  if (cursor.left > 1)
    throw new DataError("trailing-bytes", "data.transform-trailing-bytes", {
      file: fileName,
      excess: cursor.left,
    });
  if (weights.length !== inputs * outputs || inputs < 1 || outputs < 1)
    throw new DataError("unknown-format", "data.transform-size", {
      file: fileName,
      values: weights.length,
      inputs,
      outputs,
    });
  if (hasBias && bias.length < outputs)
    throw new DataError("unknown-format", "data.transform-size", {
      file: fileName,
      values: bias.length,
      inputs: 1,
      outputs,
    });
  // Rows of zeros fill up the last byte of a code.
  let bits = outputs;
  while (bits > 1 && isZero(weights, (bits - 1) * inputs, inputs)) bits--;
  const pca = new Float32Array(inputs * bits);
  const mean = new Float64Array(inputs);
  for (let j = 0; j < bits; j++)
    for (let i = 0; i < inputs; i++) {
      const value = weights[j * inputs + i];
      pca[i * bits + j] = value;
      if (hasBias) mean[i] -= value * bias[j];
    }
  budget.spend("operations", (bits * (bits + 1) * inputs) / 2);
  const worst = furthestFromIdentity(weights, bits, inputs);
  if (worst > ORTHONORMAL)
    throw new DataError("unknown-format", "data.transform-not-orthonormal", {
      file: fileName,
      error: worst,
    });
  const rotation = new Float32Array(bits * bits);
  for (let j = 0; j < bits; j++) rotation[j * bits + j] = 1;
  return new Map([
    ["mean", f4([inputs], Float32Array.from(mean))],
    ["pca", f4([inputs, bits], pca)],
    ["rotation", f4([bits, bits], rotation)],
  ]);
}

function floats(cursor: ByteCursor, count: number): Float32Array {
  const bytes = cursor.raw(4 * count);
  return new Float32Array(bytes.buffer, bytes.byteOffset, count);
}

function isZero(values: Float32Array, from: number, count: number): boolean {
  return values.subarray(from, from + count).every((value) => value === 0);
}

function furthestFromIdentity(
  weights: Float32Array,
  rows: number,
  columns: number,
): number {
  let worst = 0;
  for (let a = 0; a < rows; a++)
    for (let b = 0; b <= a; b++) {
      let dot = a === b ? -1 : 0;
      for (let i = 0; i < columns; i++)
        dot += weights[a * columns + i] * weights[b * columns + i];
      worst = Math.max(worst, Math.abs(dot));
    }
  return worst;
}
