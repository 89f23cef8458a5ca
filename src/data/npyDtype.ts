import type { DtypeProblem } from "../model/faults/dataNpy";
import { DataError } from "./dataError";

/** numpy's element types that this app reads; the digit is the size in bytes. */
export type NpyDtype =
  | "f2"
  | "f4"
  | "f8"
  | "i1"
  | "u1"
  | "i2"
  | "u2"
  | "i4"
  | "u4"
  | "i8"
  | "u8"
  | "b1";

const DTYPES: readonly NpyDtype[] = [
  "f2",
  "f4",
  "f8",
  "i1",
  "u1",
  "i2",
  "u2",
  "i4",
  "u4",
  "i8",
  "u8",
  "b1",
];

/** Bytes of one element. */
export function itemSizeOf(dtype: NpyDtype): number {
  return Number(dtype.slice(1));
}

/**
 * Splits numpy's "<f4" into byte order and element type; one-byte types have no order ("|u1").
 *
 * @throws DataError "wrong-dtype" with the reason for anything but plain numbers.
 */
export function parseDescr(
  descr: string,
  fileName: string,
): { dtype: NpyDtype; bigEndian: boolean } {
  const dtype = DTYPES.find((name) => name === descr.slice(1));
  const order = descr[0];
  if (
    dtype !== undefined &&
    (order === "<" ||
      order === ">" ||
      (order === "|" && itemSizeOf(dtype) === 1))
  ) {
    return { dtype, bigEndian: order === ">" };
  }
  throw new DataError("wrong-dtype", "data.npy-dtype", {
    file: fileName,
    descr,
    problem: problemOf(descr),
    known: DTYPES,
  });
}

function problemOf(descr: string): DtypeProblem {
  switch (descr.replace(/^[<>|=]/, "")[0]) {
    case "O":
      return "objects";
    case "U":
    case "S":
      return "strings";
    case "V":
      return "raw-bytes";
    case "M":
    case "m":
      return "dates";
    case "c":
      return "complex";
    default:
      return "unknown";
  }
}
