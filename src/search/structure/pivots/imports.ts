import { checkOneOf } from "../../../model/settings";
import { fromPackedBytes, packBits } from "../../../numeric/bits";
import type {
  ImportedStructure,
  ImportInput,
  ReadArray,
  RecordedStructure,
  StructureImport,
} from "../structureImport";
import { type PivotSpace, pivotSettings } from "./settings";

/** What is recorded as the space by one of the files; null where none says it. */
function recordedSpace(
  recorded: readonly RecordedStructure[],
): PivotSpace | null {
  const { options } = pivotSettings.space;
  const said = recorded.flatMap(({ facts, choice }) => [
    facts["pivot_space"],
    choice["space"],
  ]);
  return (
    said
      .map((value) => options.find((space) => space === value))
      .find((space) => space !== undefined) ?? null
  );
}

/** What is known of the space before the values are looked at. */
interface Spaces {
  readonly recorded: PivotSpace | null;
  readonly asked: PivotSpace | null;
}

/**
 * Pivots (P, bits) of 0 and 1, of whatever number type: codes, compared by
 * Hamming distance; (P, bits / 8) bytes: the same, packed; (P, d) floats:
 * vectors, compared by their cosine unless an angle is recorded or asked for.
 */
export const pivotImport: StructureImport = {
  role: "pivots",
  names: /(^|_)pivots_\d+(_\w+)?$|(^|_)pivots$/,
  read(array, input) {
    const { name, shape } = array;
    if (shape.length !== 2)
      throw input.misfit("data.pivots-shape", {
        file: name,
        shape: [...shape],
      });
    const spaces: Spaces = {
      recorded: recordedSpace(input.recorded),
      asked:
        input.asked === null
          ? null
          : checkOneOf("pivotSpace", input.asked, pivotSettings.space.options),
    };
    return array.isFloat && !areCodes(array, input)
      ? readVectors(array, input, spaces)
      : readCodes(array, input, spaces);
  },
};

/** Codes of the imported hash that were saved as floats; a row with a single 1 is a vector. */
function areCodes(
  { data, shape, dtype }: ReadArray,
  { bits, dim }: ImportInput,
): boolean {
  const [count, width] = shape;
  if (dtype === "f2" || width !== bits) return false;
  const values = Array.from<number | bigint, number>(data, Number);
  const ones = values.filter((value) => value === 1).length;
  const isBinary = values.every((value) => value === 0 || value === 1);
  return isBinary && (width !== dim || ones !== count);
}

function readVectors(
  { name, shape, floats }: ReadArray,
  { dim, misfit }: ImportInput,
  { recorded, asked }: Spaces,
): ImportedStructure {
  const [count, width] = shape;
  if (width !== dim)
    throw misfit("data.pivots-dimensions", { file: name, width, dim });
  if (recorded === "hamming" || asked === "hamming")
    throw misfit("data.pivot-vectors-as-codes", { file: name });
  const space = asked ?? recorded ?? "cosine";
  const data = floats();
  return {
    settings: { count, space },
    given: { codes: null, vectors: { data, rows: count, columns: width } },
    bits: null,
    content: data,
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

function readCodes(
  { name, shape, fortranOrder, data }: ReadArray,
  { bits: hashBits, misfit }: ImportInput,
  { recorded, asked }: Spaces,
): ImportedStructure {
  const [count, width] = shape;
  if (fortranOrder) throw misfit("data.pivot-codes-fortran", { file: name });
  if (asked !== null && asked !== "hamming")
    throw misfit("data.pivot-codes-as-vectors", { file: name, space: asked });
  const values = Array.from<number | bigint, number>(data, Number);
  const isPacked =
    hashBits !== null &&
    width !== hashBits &&
    width === Math.ceil(hashBits / 8);
  if (hashBits !== null && width !== hashBits && !isPacked)
    throw misfit("data.pivot-codes-bits", {
      file: name,
      width,
      bits: hashBits,
    });
  const wrong = values.findIndex((value) => value !== 0 && value !== 1);
  if (wrong >= 0 && !isPacked)
    throw misfit("data.pivot-code-value", {
      file: name,
      value: values[wrong],
      row: Math.floor(wrong / width),
    });
  const beyond = values.find(
    (value) => !Number.isInteger(value) || value < 0 || value > 255,
  );
  if (beyond !== undefined)
    throw misfit("data.pivot-code-byte", { file: name, value: beyond });
  const bits = isPacked ? hashBits : width;
  const words = isPacked
    ? fromPackedBytes(Uint8Array.from(values), count, bits)
    : packBits(Uint8Array.from(values), count, bits);
  return {
    settings: { count, space: "hamming" },
    given: { codes: { words, rows: count, bits }, vectors: null },
    bits,
    content: words,
    found: {
      kind: "codes",
      count,
      width: bits,
      space: "hamming",
      recorded: recorded !== null,
    },
    notes: [
      { name: "import.pivots-as-codes", params: { count, bits } },
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
