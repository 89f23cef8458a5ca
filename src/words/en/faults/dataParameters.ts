import type { ParameterFaults } from "../../../model/faults/dataParameters";
import type { FaultText, FaultWords } from "../../words";
import { format } from "../format";

function noParameters(
  {
    file,
    endings,
  }: { readonly file: string; readonly endings: readonly string[] },
  what: string,
): FaultText {
  const last = endings[endings.length - 1];
  return {
    message: `${file} ${what}.`,
    hint: `Parameters are files that end with .${endings.slice(0, -1).join(", .")} or .${last}.`,
  };
}

function badPivotsJson(file: string, what: string): FaultText {
  return {
    message: `${file}: ${what}.`,
    hint: "Pivots as JSON are {n_bits, pivots: [{index, hex, popcount}]}, hex with the first bit as the highest of its byte.",
  };
}

const shapeOf = (shape: readonly number[]) => `shape (${shape.join(", ")})`;

export const parameterFaults: FaultWords<ParameterFaults> = {
  "data.parameters-ending": (where) =>
    noParameters(where, "is not a parameter file"),
  "data.parameters-not-json": (where) =>
    noParameters(where, "is not readable JSON"),
  "data.parameters-no-object": (where) =>
    noParameters(where, "holds no object"),
  "data.parameters-foreign-json": (where) =>
    noParameters(
      where,
      "holds neither pivots as hex nor a description of parameters",
    ),
  "data.parameters-parquet-unreadable": ({ detail, ...where }) =>
    noParameters(where, `is no readable Parquet file: ${detail}`),
  "data.parameters-not-in-metadata": ({ key, ...where }) =>
    noParameters(
      where,
      `has no parameters in its metadata (key ${key}): this app did not write it`,
    ),
  "data.parameters-not-in-archive": (where) =>
    noParameters(where, "holds no parameters"),
  "data.parameter-twice": ({ file, former, role }) => ({
    message: `${former} and ${file} could both be the ${role}.`,
    hint: "Choose the arrays of one hash only.",
  }),
  "data.no-parameters": ({ arrays, names }) => ({
    message: `No parameters found among: ${arrays.join(", ") || "nothing"}.`,
    hint: `Name the arrays ${format.options(names)}.`,
  }),
  "data.parameter-not-finite": ({ file, value, row, column }) => ({
    message: `${file} has ${value} in row ${row}, column ${column} (counting from 0).`,
    hint: "Train these parameters again, or export them again.",
  }),
  "data.recorded-bits": ({ file, bits, recorded }) => ({
    message: `${file}: ${bits} bits, but ${recorded} bits are recorded beside it.`,
    hint: "Choose the files of one hash.",
  }),
  "data.recorded-dimensions": ({ file, recorded, dim }) => ({
    message: `${file}: made for vectors of ${recorded} dimensions, the data set has ${dim}.`,
    hint: "Choose parameters of the data set's own model.",
  }),
  "data.model-incomplete": ({ names, missing }) => ({
    message: `${format.list(names)} belong together; missing: ${missing.join(", ")}.`,
    hint: "Choose the files of all of them, or one .npz that holds them.",
  }),
  "data.pca-shape": ({ file, shape, dim }) => ({
    message: `${file}: ${shapeOf(shape)} does not fit vectors of ${dim} dimensions.`,
    hint: `pca must have shape (${dim}, bits).`,
  }),
  "data.mean-length": ({ file, values, dim }) => ({
    message: `${file}: ${values} values do not fit vectors of ${dim} dimensions.`,
    hint: `mean must have shape (${dim},).`,
  }),
  "data.rotation-shape": ({ file, shape, bits }) => ({
    message: `${file}: ${shapeOf(shape)} does not fit a pca of ${bits} bits.`,
    hint: `rotation must have shape (${bits}, ${bits}).`,
  }),
  "data.rotation-not-square": ({ file, shape }) => ({
    message: `${file}: ${shapeOf(shape)} is not square.`,
    hint: "A rotation has shape (bits, bits).",
  }),
  "data.no-query-ids": ({ file, dtype, shape }) => ({
    message: `${file}: ${dtype} of ${shapeOf(shape)} is no list of ids.`,
    hint: "Query ids are whole numbers, shape (queries,).",
  }),
  "data.query-id-unknown": ({ file, id, documents }) => ({
    message: `${file}: id ${id} is not a document.`,
    hint: `Ids run from 0 to ${documents - 1}.`,
  }),
  "data.query-id-twice": ({ file }) => ({
    message: `${file}: an id occurs twice.`,
    hint: "Each query counts once.",
  }),

  "data.pivots-shape": ({ file, shape }) => ({
    message: `${file}: ${shapeOf(shape)} is not that of pivots.`,
    hint: "Pivots have shape (pivots, bits) as 0/1 codes or (pivots, dimensions) as vectors.",
  }),
  "data.pivots-dimensions": ({ file, width, dim }) => ({
    message: `${file}: pivot vectors have ${width} dimensions, the data ${dim}.`,
    hint: "Cosine pivots must come from the same model.",
  }),
  "data.pivot-vectors-as-codes": ({ file }) => ({
    message: `${file}: vectors of floats cannot be compared by Hamming distance.`,
    hint: "Choose the pivots' codes, or compare vectors by their cosine.",
  }),
  "data.pivot-codes-fortran": ({ file }) => ({
    message: `${file}: pivot codes are stored column by column.`,
    hint: "Save them with numpy.ascontiguousarray.",
  }),
  "data.pivot-codes-as-vectors": ({ file, space }) => ({
    message: `${file}: codes cannot be compared by ${space === "cosine" ? "1 - cos" : "angle"}.`,
    hint: "Choose Hamming, or the pivots' vectors.",
  }),
  "data.pivot-codes-bits": ({ file, width, bits }) => ({
    message: `${file}: pivot codes have ${width} bits, the imported pca ${bits}.`,
    hint: "Choose pivots of the same hash.",
  }),
  "data.pivot-code-value": ({ file, value, row }) => ({
    message: `${file}: value ${value} in row ${row} is neither 0 nor 1.`,
    hint: "Pivot codes are unpacked bits, shape (pivots, bits).",
  }),
  "data.pivot-code-byte": ({ file, value }) => ({
    message: `${file}: value ${value} is no byte.`,
    hint: "Packed codes are uint8.",
  }),

  "data.pivots-json-bits": ({ file }) =>
    badPivotsJson(file, "n_bits is no whole number"),
  "data.pivots-json-list": ({ file }) =>
    badPivotsJson(file, "pivots is no list"),
  "data.pivots-json-count": ({ file, count, pivots }) =>
    badPivotsJson(file, `n_pivots is ${count}, but ${pivots} pivots follow`),
  "data.pivots-json-object": ({ file, pivot }) =>
    badPivotsJson(file, `pivot ${pivot} is no object`),
  "data.pivots-json-index": ({ file, pivot, index }) =>
    badPivotsJson(file, `pivot ${pivot} has the index ${index}`),
  "data.pivots-json-hex": ({ file, pivot, digits, bits }) =>
    badPivotsJson(
      file,
      `pivot ${pivot} needs ${digits} hex digits for ${bits} bits`,
    ),
  "data.pivots-json-beyond": ({ file, pivot, bits }) =>
    badPivotsJson(file, `pivot ${pivot} has a bit beyond its ${bits}`),
  "data.pivots-json-popcount": ({ file, pivot, ones, popcount }) =>
    badPivotsJson(
      file,
      `pivot ${pivot} has ${ones} one bits, its popcount says ${popcount}`,
    ),
};
