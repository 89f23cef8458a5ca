import { DataError } from "../../data/dataError";
import { type NpyArray, toFloat32Matrix } from "../../data/npy";

/** f32 values of a vector or matrix, C order; NaN or infinity is refused. */
export function floats(array: NpyArray, name: string): Float32Array {
  const matrix: NpyArray =
    array.shape.length === 1 ? { ...array, shape: [1, array.shape[0]] } : array;
  const { data, dim } = toFloat32Matrix(matrix, name);
  const wrong = data.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0)
    throw new DataError("non-finite", "data.parameter-not-finite", {
      file: name,
      value: String(data[wrong]),
      row: Math.floor(wrong / dim),
      column: wrong % dim,
    });
  return data;
}

export const isFloat = (array: NpyArray) => /^f[248]$/.test(array.dtype);

/** Whether two arrays hold the same, so that either will do. */
export function isSame(a: NpyArray, b: NpyArray): boolean {
  return (
    a.shape.length === b.shape.length &&
    a.shape.every((side, axis) => side === b.shape[axis]) &&
    a.fortranOrder === b.fortranOrder &&
    Array.from(a.data, Number).every((value, i) => value === Number(b.data[i]))
  );
}
