import { halfToFloat32 } from "../../numeric/half";
import { DataError } from "../dataError";
import { itemSizeOf, type NpyDtype } from "../npyDtype";

/** Element types of stored arrays: numpy's, and bfloat16. */
export type ElementType = NpyDtype | "bf";

export function itemBytesOf(type: ElementType): number {
  return type === "bf" ? 2 : itemSizeOf(type);
}

/** Whether rows of this type are vectors, lists of ids, or neither. */
export function kindOf(
  type: ElementType,
  axes: number,
): "vector" | "integers" | "other" {
  if (axes !== 2) return "other";
  if (type.startsWith("f") || type === "bf") return "vector";
  return ["i4", "u4", "i8", "u8"].includes(type) ? "integers" : "other";
}

/** Reverses the bytes of each element in place. */
export function swapBytes(bytes: Uint8Array, size: number): void {
  for (let start = 0; start < bytes.length; start += size)
    bytes.subarray(start, start + size).reverse();
}

/**
 * Little-endian floats as f32; f8 is rounded to the nearest.
 *
 * @throws DataError "non-finite" for an f8 value beyond the range of f32.
 */
export function toFloats(
  type: ElementType,
  buffer: ArrayBuffer,
  fileName: string,
): Float32Array {
  switch (type) {
    case "f4":
      return new Float32Array(buffer);
    case "f2":
      return halfToFloat32(new Uint16Array(buffer));
    case "bf": {
      const bits = Uint32Array.from(
        new Uint16Array(buffer),
        (value) => value << 16,
      );
      return new Float32Array(bits.buffer);
    }
    case "f8": {
      const values = new Float64Array(buffer);
      const floats = new Float32Array(values);
      const lost = floats.findIndex(
        (value, index) =>
          !Number.isFinite(value) && Number.isFinite(values[index]),
      );
      if (lost < 0) return floats;
      throw new DataError(
        "non-finite",
        fileName,
        `${fileName} has ${values[lost]}, beyond the range of 32-bit floats (3.4e38).`,
        "Embeddings have values around 1: check how the vectors were made, or normalise them before saving.",
      );
    }
    default:
      throw new RangeError(`${type} is no type of floats`);
  }
}

/**
 * Little-endian integers as i32.
 *
 * @throws DataError "bad-neighbours" for a value beyond 2^31 - 1.
 */
export function toIntegers(
  type: ElementType,
  buffer: ArrayBuffer,
  fileName: string,
): Int32Array {
  const check = (value: number | bigint) => {
    if (value > 2147483647 || value < -2147483648)
      throw new DataError(
        "bad-neighbours",
        fileName,
        `${fileName} has ${value}, which is no row number.`,
        "Neighbours are row numbers of the documents, counted from 0.",
      );
    return Number(value);
  };
  switch (type) {
    case "i4":
      return new Int32Array(buffer);
    case "u4":
      return Int32Array.from(new Uint32Array(buffer), check);
    case "i8":
      return Int32Array.from(Array.from(new BigInt64Array(buffer), check));
    case "u8":
      return Int32Array.from(Array.from(new BigUint64Array(buffer), check));
    default:
      throw new RangeError(`${type} is no type of row numbers`);
  }
}
