import { DataError } from "./dataError";
import { elementCount, formatShape } from "./npyHeader";
import { itemSizeOf, parseDescr } from "./npyDtype";
import { arrayOfElements, type NpyArray } from "./npy";

/** An array that a pickle has begun and not yet filled. */
export class ArrayShell {
  readonly kind = "array";
}

/** numpy's element type as a pickle says it: "f4", and its byte order later. */
export class Dtype {
  readonly code: string;
  readonly order: string;

  constructor(code: string, order = "|") {
    this.code = code;
    this.order = order;
  }

  withOrder(order: string): Dtype {
    return new Dtype(this.code, order);
  }

  get isObject(): boolean {
    return this.code.startsWith("O");
  }
}

/**
 * A numpy array of a pickle's parts, read as the same `.npy` would be; or why
 * there is none, in words.
 */
export function frozenArray(
  dtype: Dtype,
  shape: readonly number[],
  data: Uint8Array,
  fortran: boolean,
  fileName: string,
): NpyArray {
  const order = dtype.order === ">" ? ">" : "<";
  let type;
  try {
    type = parseDescr(`${order}${dtype.code}`, fileName);
  } catch {
    throw new DataError("unknown-format", "data.pickle-array-dtype", {
      file: fileName,
      dtype: dtype.code,
    });
  }
  const expected = elementCount(shape) * itemSizeOf(type.dtype);
  if (data.length !== expected)
    throw new DataError("unknown-format", "data.pickle-array-size", {
      file: fileName,
      shape: formatShape(shape),
      bytes: data.length,
      expected,
    });
  return arrayOfElements(
    data,
    { ...type, shape: [...shape], fortranOrder: fortran, dataOffset: 0 },
    fileName,
  );
}
