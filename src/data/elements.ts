import { halfToFloat32 } from "../numeric/half";
import { DataError } from "./dataError";
import { itemSizeOf, type NpyDtype } from "./npyDtype";

/** Element types of stored arrays: numpy's, and bfloat16, which numpy has not. */
export type ElementType = NpyDtype | "bf";

/** The typed array that holds each of numpy's element types; f2 keeps its bits, b1 its bytes. */
export interface ElementArrays {
  f2: Uint16Array;
  f4: Float32Array;
  f8: Float64Array;
  i1: Int8Array;
  u1: Uint8Array;
  i2: Int16Array;
  u2: Uint16Array;
  i4: Int32Array;
  u4: Uint32Array;
  i8: BigInt64Array;
  u8: BigUint64Array;
  b1: Uint8Array;
}

/** Elements with the type that says how to read them. */
export type Elements = {
  [D in NpyDtype]: { dtype: D; data: ElementArrays[D] };
}[NpyDtype];

/** Bytes of one element. */
export function itemBytesOf(type: ElementType): number {
  return type === "bf" ? 2 : itemSizeOf(type);
}

/** Whether rows of this type are vectors, lists of ids, or neither. */
export function columnKindOf(
  type: ElementType,
  axes: number,
): "vector" | "integers" | "other" {
  if (axes !== 2) return "other";
  if (type.startsWith("f") || type === "bf") return "vector";
  return ["i4", "u4", "i8", "u8"].includes(type) ? "integers" : "other";
}

/** Reverses the bytes of each element in place: big-endian to little-endian. */
export function swapBytes(bytes: Uint8Array, itemBytes: number): void {
  if (itemBytes === 1) return;
  for (let start = 0; start < bytes.length; start += itemBytes) {
    let left = start;
    let right = start + itemBytes - 1;
    while (left < right) {
      const byte = bytes[left];
      bytes[left++] = bytes[right];
      bytes[right--] = byte;
    }
  }
}

/** The little-endian elements of a buffer, which is not copied. */
export function elementsOf(dtype: NpyDtype, buffer: ArrayBuffer): Elements {
  switch (dtype) {
    case "f2":
    case "u2":
      return { dtype, data: new Uint16Array(buffer) };
    case "f4":
      return { dtype, data: new Float32Array(buffer) };
    case "f8":
      return { dtype, data: new Float64Array(buffer) };
    case "i1":
      return { dtype, data: new Int8Array(buffer) };
    case "u1":
    case "b1":
      return { dtype, data: new Uint8Array(buffer) };
    case "i2":
      return { dtype, data: new Int16Array(buffer) };
    case "i4":
      return { dtype, data: new Int32Array(buffer) };
    case "u4":
      return { dtype, data: new Uint32Array(buffer) };
    case "i8":
      return { dtype, data: new BigInt64Array(buffer) };
    case "u8":
      return { dtype, data: new BigUint64Array(buffer) };
  }
}

/**
 * Floats as f32: f2 and f4 are exact, f4 is not copied, f8 is rounded to the nearest. NaN and
 * infinities stay as they are.
 *
 * @param rowOf the row of the element at an index, for the message
 * @throws DataError "non-finite" for a finite f8 value beyond the range of f32.
 */
export function toFloats(
  elements: Elements,
  fileName: string,
  rowOf: (index: number) => number,
): Float32Array {
  switch (elements.dtype) {
    case "f2":
      return halfToFloat32(elements.data);
    case "f4":
      return elements.data;
    case "f8": {
      const { data } = elements;
      const floats = new Float32Array(data);
      for (let index = 0; index < floats.length; index++) {
        if (Number.isFinite(floats[index]) || !Number.isFinite(data[index]))
          continue;
        throw new DataError("non-finite", "data.float-too-large", {
          file: fileName,
          value: data[index],
          row: rowOf(index),
        });
      }
      return floats;
    }
    default:
      throw new RangeError(`${elements.dtype} numbers are no vectors`);
  }
}

/** bfloat16 as f32: its 16 bits are the upper half of the f32's. */
function brainToFloats(bits: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(bits, (half) => half << 16).buffer);
}

/**
 * A row number as a file gives it.
 *
 * @throws DataError "bad-neighbours" for a value beyond 32 bits.
 */
export function toRowNumber(value: number | bigint, fileName: string): number {
  if (value > 2147483647 || value < -2147483648)
    throw new DataError("bad-neighbours", "data.no-row-number", {
      file: fileName,
      value: String(value),
    });
  return Number(value);
}

/**
 * Row numbers as i32; i4 is not copied.
 *
 * @throws DataError "bad-neighbours" for a value beyond 32 bits.
 */
export function toRowNumbers(elements: Elements, fileName: string): Int32Array {
  const check = (value: number | bigint) => toRowNumber(value, fileName);
  switch (elements.dtype) {
    case "i4":
      return elements.data;
    case "i8":
    case "u8":
      return Int32Array.from(Array.from<bigint, number>(elements.data, check));
    case "i1":
    case "u1":
    case "i2":
    case "u2":
    case "u4":
      return Int32Array.from(elements.data, check);
    default:
      throw new RangeError(`${elements.dtype} numbers are no row numbers`);
  }
}

/**
 * Rows [from, ...) of little-endian numbers as the table wants them: vectors as f32, row numbers
 * as i32.
 *
 * @throws DataError as `toFloats` and `toRowNumbers`.
 */
export function readRowValues(
  buffer: ArrayBuffer,
  type: ElementType,
  { from, width, fileName }: { from: number; width: number; fileName: string },
): Float32Array | Int32Array {
  if (type === "bf") return brainToFloats(new Uint16Array(buffer));
  const elements = elementsOf(type, buffer);
  return columnKindOf(type, 2) === "vector"
    ? toFloats(elements, fileName, (index) => from + Math.floor(index / width))
    : toRowNumbers(elements, fileName);
}
