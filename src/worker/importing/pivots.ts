import type { PivotSpace } from "../../model/pivotSpace";
import type { Codes, Matrix } from "../../compute/backend";
import { DataError } from "../../data/dataError";
import type { NpyArray } from "../../data/npy";
import { fingerprint } from "../../data/fingerprint";
import { fromPackedBytes, packBits } from "../../numeric/bits";
import type { Parameters } from "../importedParameters";
import { floats, isFloat } from "./arrays";
import type { Message } from "../../model/message";
import type { ImportedPivots } from "../../model/importReport";

/** Pivots as they will be used, and what was found out about them. */
export interface ReadPivots {
  readonly parameters: Pick<
    Parameters,
    "pivotCodes" | "pivotVectors" | "pivotSpace" | "pivotsKey"
  >;
  readonly found: ImportedPivots | null;
  readonly notes: readonly Message[];
  readonly warnings: readonly Message[];
}

const none: ReadPivots = {
  parameters: {
    pivotCodes: null,
    pivotVectors: null,
    pivotSpace: null,
    pivotsKey: null,
  },
  found: null,
  notes: [],
  warnings: [],
};

interface Expected {
  readonly dim: number;
  /** Of the hash that came along. */
  readonly bits: number | null;
  /** The space that the files record. */
  readonly recorded: PivotSpace | null;
  /** The space that the visitor chose. */
  readonly asked: PivotSpace | null;
}

/**
 * Pivots (P, bits) of 0 and 1, of whatever number type: codes, compared by
 * Hamming distance; (P, bits / 8) bytes: the same, packed; (P, d) floats:
 * vectors, compared by their cosine unless an angle is recorded or asked for.
 */
export async function readPivots(
  member: { readonly name: string; readonly array: NpyArray } | undefined,
  expected: Expected,
): Promise<ReadPivots> {
  if (!member) return none;
  const { name, array } = member;
  if (array.shape.length !== 2)
    throw new DataError("dimension-mismatch", "data.pivots-shape", {
      file: name,
      shape: array.shape,
    });
  return isFloat(array) && !areCodes(array, expected)
    ? readVectors(name, array, expected)
    : readCodes(name, array, expected);
}

/** Codes of the imported hash that were saved as floats; a row with a single 1 is a vector. */
function areCodes(
  { data, shape, dtype }: NpyArray,
  { bits, dim }: Expected,
): boolean {
  const [count, width] = shape;
  if (dtype === "f2" || width !== bits) return false;
  const values = Array.from(data, Number);
  const ones = values.filter((value) => value === 1).length;
  const isBinary = values.every((value) => value === 0 || value === 1);
  return isBinary && (width !== dim || ones !== count);
}

async function readVectors(
  name: string,
  array: NpyArray,
  { dim, recorded, asked }: Expected,
): Promise<ReadPivots> {
  const [count, width] = array.shape;
  if (width !== dim)
    throw new DataError("dimension-mismatch", "data.pivots-dimensions", {
      file: name,
      width,
      dim,
    });
  if (recorded === "hamming" || asked === "hamming")
    throw new DataError("dimension-mismatch", "data.pivot-vectors-as-codes", {
      file: name,
    });
  const space = asked ?? recorded ?? "cosine";
  const data = floats(array, name);
  const vectors: Matrix = { data, rows: count, columns: width };
  return {
    parameters: {
      pivotCodes: null,
      pivotVectors: vectors,
      pivotSpace: space,
      pivotsKey: await fingerprint([data]),
    },
    found: {
      kind: "vectors",
      count,
      width,
      space,
      recorded: recorded !== null,
    },
    notes: [{ name: "import.pivots-as-vectors", params: { count, space } }],
    warnings:
      recorded === null && asked === null
        ? [
            {
              name: "import.pivots-space-not-recorded",
              params: { file: name, width },
            },
          ]
        : [],
  };
}

async function readCodes(
  name: string,
  array: NpyArray,
  { bits, recorded, asked }: Expected,
): Promise<ReadPivots> {
  const [count, width] = array.shape;
  if (array.fortranOrder)
    throw new DataError("dimension-mismatch", "data.pivot-codes-fortran", {
      file: name,
    });
  if (asked !== null && asked !== "hamming")
    throw new DataError("dimension-mismatch", "data.pivot-codes-as-vectors", {
      file: name,
      space: asked,
    });
  const values = Array.from(array.data as ArrayLike<number | bigint>, Number);
  const isPacked =
    bits !== null && width !== bits && width === Math.ceil(bits / 8);
  if (bits !== null && width !== bits && !isPacked)
    throw new DataError("dimension-mismatch", "data.pivot-codes-bits", {
      file: name,
      width,
      bits,
    });
  const wrong = values.findIndex((value) => value !== 0 && value !== 1);
  if (wrong >= 0 && !isPacked)
    throw new DataError("dimension-mismatch", "data.pivot-code-value", {
      file: name,
      value: values[wrong],
      row: Math.floor(wrong / width),
    });
  const beyond = values.find(
    (value) => !Number.isInteger(value) || value < 0 || value > 255,
  );
  if (beyond !== undefined)
    throw new DataError("dimension-mismatch", "data.pivot-code-byte", {
      file: name,
      value: beyond,
    });
  const own = isPacked ? bits : width;
  const words32 = isPacked
    ? fromPackedBytes(Uint8Array.from(values), count, own)
    : packBits(Uint8Array.from(values), count, own);
  const codes: Codes = { words: words32, rows: count, bits: own };
  return {
    parameters: {
      pivotCodes: codes,
      pivotVectors: null,
      pivotSpace: "hamming",
      pivotsKey: await fingerprint([words32]),
    },
    found: {
      kind: "codes",
      count,
      width: own,
      space: "hamming",
      recorded: recorded !== null,
    },
    notes: [
      { name: "import.pivots-as-codes", params: { count, bits: own } },
      ...(isPacked
        ? [{ name: "import.pivots-packed", params: { file: name } } as const]
        : []),
    ],
    warnings:
      recorded !== null && recorded !== "hamming"
        ? [
            {
              name: "import.codes-recorded-otherwise",
              params: { file: name, space: recorded },
            },
          ]
        : [],
  };
}
