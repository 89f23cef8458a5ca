import type { PivotSpace } from "../../model/pivotSpace";
import type { Codes, Matrix } from "../../compute/backend";
import type { NpyArray } from "../../data/npy";
import { fingerprint } from "../../data/fingerprint";
import { fromPackedBytes, packBits } from "../../numeric/bits";
import type { Parameters } from "../importedParameters";
import { floats, isFloat, refuse } from "./arrays";
import type { ImportedPivots } from "../../model/importReport";

/** Pivots as they will be used, and what was found out about them. */
export interface ReadPivots {
  readonly parameters: Pick<
    Parameters,
    "pivotCodes" | "pivotVectors" | "pivotSpace" | "pivotsKey"
  >;
  readonly found: ImportedPivots | null;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
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
    refuse(
      name,
      `shape (${array.shape.join(", ")}) is not that of pivots`,
      "Pivots have shape (pivots, bits) as 0/1 codes or (pivots, dimensions) as vectors.",
    );
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
    refuse(
      name,
      `pivot vectors have ${width} dimensions, the data ${dim}`,
      "Cosine pivots must come from the same model.",
    );
  if (recorded === "hamming" || asked === "hamming")
    refuse(
      name,
      "vectors of floats cannot be compared by Hamming distance",
      "Choose the pivots' codes, or compare vectors by their cosine.",
    );
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
    notes: [`${count} pivots are vectors: compared by ${words[space]}.`],
    warnings:
      recorded === null && asked === null
        ? [
            `${name} does not record its space. Floats of ${width} dimensions are vectors; their thresholds are cosine distances (0.15), not bits (20).`,
          ]
        : [],
  };
}

const words = {
  hamming: "Hamming distance",
  cosine: "1 - cos",
  angular: "angle",
} as const;

async function readCodes(
  name: string,
  array: NpyArray,
  { bits, recorded, asked }: Expected,
): Promise<ReadPivots> {
  const [count, width] = array.shape;
  if (array.fortranOrder)
    refuse(
      name,
      "pivot codes are stored column by column",
      "Save them with numpy.ascontiguousarray.",
    );
  if (asked !== null && asked !== "hamming")
    refuse(
      name,
      `codes cannot be compared by ${words[asked]}`,
      "Choose Hamming, or the pivots' vectors.",
    );
  const values = Array.from(array.data as ArrayLike<number | bigint>, Number);
  const isPacked =
    bits !== null && width !== bits && width === Math.ceil(bits / 8);
  if (bits !== null && width !== bits && !isPacked)
    refuse(
      name,
      `pivot codes have ${width} bits, the imported pca ${bits}`,
      "Choose pivots of the same hash.",
    );
  const wrong = values.findIndex((value) => value !== 0 && value !== 1);
  if (wrong >= 0 && !isPacked)
    refuse(
      name,
      `value ${values[wrong]} in row ${Math.floor(wrong / width)} is neither 0 nor 1`,
      "Pivot codes are unpacked bits, shape (pivots, bits).",
    );
  const beyond = values.find(
    (value) => !Number.isInteger(value) || value < 0 || value > 255,
  );
  if (beyond !== undefined)
    refuse(name, `value ${beyond} is no byte`, "Packed codes are uint8.");
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
      `${count} pivots are codes of ${own} bits: compared by Hamming distance.`,
      ...(isPacked
        ? [
            `${name} is packed: the first bit is taken as the highest of its byte.`,
          ]
        : []),
    ],
    warnings:
      recorded !== null && recorded !== "hamming"
        ? [
            `${name} holds codes, but ${recorded} is recorded as its space: they are compared by Hamming distance.`,
          ]
        : [],
  };
}
