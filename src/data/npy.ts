import { allocated } from "./allocated";
import { DataError } from "./dataError";
import { elementsOf, swapBytes, toFloats } from "./elements";
import type { ElementArrays } from "./elements";
import { itemSizeOf } from "./npyDtype";
import type { NpyDtype } from "./npyDtype";
import {
  elementCount,
  formatNpyHeader,
  formatShape,
  readNpyHeader,
} from "./npyHeader";
import type { NpyHeader } from "./npyHeader";

/** An array as stored in an .npy file, in host byte order; `data` is in the file's element order. */
export type NpyArray = {
  [D in NpyDtype]: {
    dtype: D;
    shape: number[];
    fortranOrder: boolean;
    data: ElementArrays[D];
  };
}[NpyDtype];

/** A C-ordered array to write; f2 takes the half-precision bits. */
export type NpyInput = {
  [D in "f2" | "f4" | "f8" | "u1" | "u2" | "u4" | "i8"]: {
    readonly dtype: D;
    readonly shape: readonly number[];
    readonly data: ElementArrays[D];
  };
}["f2" | "f4" | "f8" | "u1" | "u2" | "u4" | "i8"];

/** Vectors as the app computes with them: (rows, dim) f32, row-major. */
export interface Float32Matrix {
  data: Float32Array;
  rows: number;
  dim: number;
}

/**
 * Reads an .npy file (numpy.lib.format, versions 1-3), little- or big-endian, C or Fortran order.
 *
 * The data is a copy: its buffer holds nothing else and can be transferred.
 *
 * @throws DataError "empty", "not-npy", "truncated", "trailing-bytes", "too-large", or
 *   "wrong-dtype" for objects, strings, records and other types that are no plain numbers.
 */
export function parseNpy(bytes: Uint8Array, fileName: string): NpyArray {
  const header = readNpyHeader(bytes, fileName);
  checkDataLength(bytes.length, header, fileName);
  return arrayOfElements(bytes, header, fileName);
}

/** The array whose elements lie in `bytes` as `header` says; their length has been checked. */
export function arrayOfElements(
  bytes: Uint8Array,
  header: NpyHeader,
  fileName: string,
): NpyArray {
  const buffer = copyElements(bytes, header, fileName);
  return {
    ...elementsOf(header.dtype, buffer),
    shape: header.shape,
    fortranOrder: header.fortranOrder,
  };
}

/**
 * Turns a stored array into vectors: f32, row-major.
 *
 * f2 and f4 are exact. f8 is rounded to the nearest f32; a finite value that is too large for f32
 * is an error, NaN and infinities are left for `checkVectors` to report. A C-ordered f4 array is
 * not copied: the result shares its data.
 *
 * @throws DataError "wrong-rank" unless the shape is (rows, columns), "wrong-dtype" unless the
 *   elements are f2, f4 or f8, "non-finite" for an f8 value beyond the range of f32.
 */
export function toFloat32Matrix(
  array: NpyArray,
  fileName: string,
): Float32Matrix {
  vectorsOnly(array, fileName);
  const [rows, dim] = array.shape;
  const values = toFloats(array, fileName, (index) =>
    array.fortranOrder ? index % rows : Math.floor(index / dim),
  );
  return {
    data: array.fortranOrder ? transpose(values, dim, rows) : values,
    rows,
    dim,
  };
}

/** @throws DataError "wrong-rank" or "wrong-dtype" for what are no rows of floats. */
export function vectorsOnly(
  { shape, dtype }: Pick<NpyHeader, "shape" | "dtype">,
  fileName: string,
): void {
  if (shape.length !== 2)
    throw new DataError("wrong-rank", "data.no-matrix", {
      file: fileName,
      shape: formatShape(shape),
    });
  if (!dtype.startsWith("f"))
    throw new DataError("wrong-dtype", "data.no-floats", {
      file: fileName,
      dtype,
    });
}

/**
 * Writes an array as np.save does: format version 1.0, little-endian, C order, byte for byte.
 *
 * @throws RangeError when the shape does not fit the number of elements.
 */
export function writeNpy(array: NpyInput): Uint8Array {
  const { dtype, shape, data } = array;
  if (elementCount(shape) !== data.length) {
    throw new RangeError(
      `writeNpy: shape ${formatShape(shape)} needs ${elementCount(shape)} elements, got ${data.length}`,
    );
  }
  const header = formatNpyHeader(dtype, shape);
  const bytes = new Uint8Array(header.length + data.byteLength);
  bytes.set(header);
  // Every engine that runs this app is little-endian, as the file is.
  bytes.set(
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    header.length,
  );
  return bytes;
}

/** @throws DataError "truncated" or "trailing-bytes" unless a file of `sizeBytes` holds just the array. */
export function checkDataLength(
  sizeBytes: number,
  header: NpyHeader,
  fileName: string,
): void {
  const count = elementCount(header.shape);
  const itemBytes = itemSizeOf(header.dtype);
  const expected = count * itemBytes;
  const present = sizeBytes - header.dataOffset;
  if (present === expected) return;
  const shape = formatShape(header.shape);
  const promised = { file: fileName, shape, itemBytes, expected };
  if (present < expected)
    throw new DataError("truncated", "data.npy-cut", {
      ...promised,
      bytes: present,
    });
  throw new DataError("trailing-bytes", "data.npy-trailing-bytes", {
    ...promised,
    excess: present - expected,
  });
}

/** The elements in a buffer of their own, in little-endian order. */
function copyElements(
  bytes: Uint8Array,
  header: NpyHeader,
  fileName: string,
): ArrayBuffer {
  const size = bytes.length - header.dataOffset;
  const copy = allocated(fileName, size, () => new Uint8Array(size));
  copy.set(bytes.subarray(header.dataOffset));
  if (header.bigEndian) swapBytes(copy, itemSizeOf(header.dtype));
  return copy.buffer;
}

/** (sourceRows, sourceColumns) row-major -> (sourceColumns, sourceRows) row-major. */
function transpose(
  source: Float32Array,
  sourceRows: number,
  sourceColumns: number,
): Float32Array {
  const target = new Float32Array(source.length);
  for (let column = 0; column < sourceColumns; column++) {
    for (let row = 0; row < sourceRows; row++) {
      target[column * sourceRows + row] = source[row * sourceColumns + column];
    }
  }
  return target;
}
