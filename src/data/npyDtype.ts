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
  const dtype = DTYPES.find((known) => known === descr.slice(1));
  const order = descr[0];
  if (
    dtype !== undefined &&
    (order === "<" ||
      order === ">" ||
      (order === "|" && itemSizeOf(dtype) === 1))
  ) {
    return { dtype, bigEndian: order === ">" };
  }
  throw new DataError(
    "wrong-dtype",
    fileName,
    `${fileName} has the element type '${descr}': ${reasonAgainst(descr)}.`,
    "Save plain numbers: np.save(name, np.asarray(vectors, dtype=np.float32)).",
  );
}

function reasonAgainst(descr: string): string {
  switch (descr.replace(/^[<>|=]/, "")[0]) {
    case "O":
      return "Python objects are stored as a pickle, which is a program and is not run here";
    case "U":
    case "S":
      return "it holds strings, not numbers";
    case "V":
      return "it holds raw bytes without a number type (numpy stores bfloat16 like this)";
    case "M":
    case "m":
      return "it holds dates or durations";
    case "c":
      return "complex numbers are not supported";
    default:
      return `known types are ${DTYPES.join(", ")}, in either byte order`;
  }
}
