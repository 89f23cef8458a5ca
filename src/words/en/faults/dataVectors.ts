import type { VectorFaults } from "../../../model/faults/dataVectors";
import type { FaultWords } from "../../words";

export const vectorFaults: FaultWords<VectorFaults> = {
  "data.nothing-to-search": ({ file, rows, dim }) => ({
    message: `${file} has ${rows} rows of ${dim} dimensions: there is nothing to search.`,
    hint: "Choose a file with at least one vector.",
  }),
  "data.number-not-finite": ({ file, value, row, column, rows, dim }) => ({
    message: `${file} has ${value} in row ${row}, column ${column} (counting from 0) of ${rows} x ${dim}.`,
    hint: "Embed this row again, or remove it together with its text. Half precision overflows at 65504.",
  }),
  "data.float-too-large": ({ file, value, row }) => ({
    message: `${file} has ${value} in row ${row} (counting from 0), beyond the range of 32-bit floats (3.4e38).`,
    hint: "Embeddings have values around 1: check how the vectors were made, or normalise them before saving.",
  }),
  "data.zero-vectors": ({ file, zeroRows, rows, firstRow }) => ({
    message: `${file} has ${zeroRows} of ${rows} rows with nothing but zeros, the first is row ${firstRow} (counting from 0).`,
    hint: "The cosine with a zero vector is undefined: remove these rows, and their texts, or embed them again.",
  }),
  "data.too-few-rows-for-bits": ({ file, rows, bits }) => ({
    message: `${file} has ${rows} rows to fit on; ${bits} bits need at least ${bits}.`,
    hint: `Choose at most ${rows} bits, or bring more rows.`,
  }),
  "data.too-few-dimensions-for-bits": ({ file, dim, bits }) => ({
    message: `${file} has ${dim} dimensions; ${bits} bits need at least ${bits}.`,
    hint: `Choose at most ${dim} bits, or a model with more dimensions.`,
  }),
  "data.no-row-number": ({ file, value }) => ({
    message: `${file} has ${value}, which is no row number.`,
    hint: "Neighbours are row numbers of the documents, counted from 0.",
  }),
  "data.synthetic-too-large": ({
    rows,
    clusters,
    dim,
    values,
    mostValues,
    mostRows,
  }) => ({
    message: `${rows} rows (${clusters} clusters) of ${dim} dimensions are ${values} values; at most ${mostValues} fit into the browser's memory.`,
    hint: `With ${dim} dimensions choose at most ${mostRows} rows.`,
  }),
  "data.synthetic-field": ({ field, value, kind, low, high }) => {
    const name = field === "n" ? "n (rows)" : field;
    const wanted = kind === "whole" ? "a whole number" : "a number";
    return {
      message: `Synthetic data: ${name} is ${value}.`,
      hint: `Give ${name} as ${wanted} from ${low} to ${high}.`,
    };
  },
  "data.no-crypto": () => ({
    message:
      "SHA-256 is not available: browsers offer it only to pages opened by https or from localhost.",
    hint: "Open the page by an https address, or through http://localhost.",
  }),
  "data.no-memory-to-hash": ({ bytes }) => ({
    message: `The data set has ${bytes} bytes: the browser cannot reserve memory to hash them.`,
    hint: "Use fewer rows.",
  }),
};
