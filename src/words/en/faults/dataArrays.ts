import type { ArrayFaults } from "../../../model/faults/dataArrays";
import type { FaultWords } from "../../words";
import { npyFaults } from "./dataNpy";

const sameDimensions = "Every row must have the same number of dimensions.";
const copyAgain =
  "Fetch it again; it may have been cut off while it was copied.";

function badSafetensors(file: string, what: string) {
  return {
    message: `${file} is not a readable .safetensors file: ${what}.`,
    hint: "Save it again with safetensors.numpy.save_file.",
  };
}

export const arrayFaults: FaultWords<ArrayFaults> = {
  ...npyFaults,
  "data.extension-unknown": ({ file, extension, known }) => ({
    message: `${file} has the extension '${extension === "" ? "" : `.${extension}`}', which stands for no known format.`,
    hint: `Files that are read: ${known.map((name) => `.${name}`).join(", ")}.`,
  }),
  "data.value-cut": ({ file, bytes }) => ({
    message: `${file} ends after ${bytes} bytes, in the middle of a value.`,
    hint: "Save or copy the file again.",
  }),

  "data.npz-empty": ({ file }) => ({
    message: `${file} holds no arrays.`,
    hint: "Save the vectors with numpy.savez(name, vectors=vectors).",
  }),

  "data.safetensors-size": ({ file, bytes }) =>
    badSafetensors(file, `it has ${bytes} bytes`),
  "data.safetensors-header-cut": ({ file, headerBytes }) =>
    badSafetensors(file, `its header should take ${headerBytes} bytes`),
  "data.safetensors-header-not-json": ({ file }) =>
    badSafetensors(file, "its header is not JSON"),
  "data.safetensors-header-no-object": ({ file }) =>
    badSafetensors(file, "its header is not an object"),
  "data.tensor-malformed": ({ file, tensor }) =>
    badSafetensors(file, `the entry of “${tensor}” is malformed`),
  "data.tensor-cut": ({ file, tensor, end }) =>
    badSafetensors(file, `“${tensor}” ends at byte ${end}`),
  "data.tensor-size": ({ file, tensor, shape, bytes }) =>
    badSafetensors(
      file,
      `“${tensor}” of shape (${shape.join(", ")}) has ${bytes} bytes`,
    ),
  "data.tensors-overlap": ({ file, tensor, former, from }) =>
    badSafetensors(
      file,
      `“${tensor}” begins inside “${former}”, at byte ${from}`,
    ),
  "data.tensors-unused-bytes": ({ file, unused }) =>
    badSafetensors(file, `${unused} bytes of it belong to no tensor`),
  "data.tensor-dtype": ({ file, tensor, dtype }) =>
    badSafetensors(file, `“${tensor}” is ${dtype}`),

  "data.vecs-empty": ({ file, bytes }) => ({
    message: `${file} has ${bytes} bytes; a row begins with 4 for its length.`,
    hint: "Choose the whole file.",
  }),
  "data.vecs-width": ({ file, width, format }) => ({
    message: `${file} says that its rows have ${width} numbers: it is no .${format} file.`,
    hint: `A .${format} file begins with the number of dimensions, as a little-endian 32-bit integer.`,
  }),
  "data.vecs-cut": ({ file, bytes, width, rowBytes, row }) => ({
    message: `${file} has ${bytes} bytes; rows of ${width} numbers take ${rowBytes} each, so row ${row} (counting from 0) is cut off or has another length.`,
    hint: "Fetch the file again; every row must have the same number of dimensions.",
  }),
  "data.vecs-row-width": ({ file, row, numbers, width }) => ({
    message: `${file}, row ${row} (counting from 0) has ${numbers} numbers, the first row ${width}.`,
    hint: "Every row must have the same number of dimensions; the file may be damaged.",
  }),

  "data.hdf5-too-large": ({ file, bytes, most }) => ({
    message: `${file} has ${bytes} bytes; up to ${most} are read whole.`,
    hint: "Save the first rows of train as .npy.",
  }),
  "data.hdf5-unreadable": ({ file }) => ({
    message: `${file} is not a readable HDF5 file: it is none, is cut off or damaged.`,
    hint: copyAgain,
  }),
  "data.hdf5-library-lost": ({ file }) => ({
    message: `${file} was not opened: a damaged HDF5 file that was opened before has stopped the reader of HDF5.`,
    hint: "Load the page again, then open this file first.",
  }),
  "data.hdf5-no-matrix": ({ file, names }) => ({
    message: `${file} has no data set with two axes of numbers; it holds: ${names.join(", ") || "nothing"}.`,
    hint: "Files of ann-benchmarks have train, test and neighbors at their root.",
  }),
  "data.hdf5-number-kind": ({ file }) => ({
    message: `${file} holds numbers of a kind that is not read.`,
    hint: "Save them as 32-bit floats.",
  }),

  "data.parquet-unreadable": ({ file, detail }) => ({
    message: `${file} is not a readable parquet file: ${detail}.`,
    hint: copyAgain,
  }),
  "data.parquet-too-short": ({ file, bytes }) => ({
    message: `${file} has ${bytes} bytes, too few for a parquet file.`,
    hint: copyAgain,
  }),
  "data.parquet-rows": ({ file, rows, inGroups }) => ({
    message: `${file} says that it has ${rows} rows; its row groups have ${inGroups}.`,
    hint: copyAgain,
  }),
  "data.parquet-chunk-outside": ({ file, column, from, to, bytes }) => ({
    message: `${file} has ${bytes} bytes; its column ${column} should lie at bytes ${from} to ${to}.`,
    hint: copyAgain,
  }),
  "data.parquet-cell": ({ file, row, column, cell }) => ({
    message: `${file}, row ${row} (counting from 0): ${column} is ${cell === "empty" ? "empty" : "no list of numbers"}.`,
    hint: "Every row needs its vector: leave out rows without one before saving.",
  }),
  "data.parquet-row-width": ({ file, row, column, numbers, width }) => ({
    message: `${file}, row ${row} (counting from 0): ${column} has ${numbers} numbers, the first row ${width}.`,
    hint: sameDimensions,
  }),

  "data.array-too-large": ({ file, rows, width, mostValues, mostRows }) => ({
    message: `${file} holds ${rows} rows of ${width} numbers, more than the ${mostValues} that fit into the page.`,
    hint: `Take the first or a random ${mostRows} rows.`,
  }),
  "data.column-no-vectors": ({ file, column, type }) => ({
    message: `${file} holds ${type} in ${column}; vectors are rows of floats.`,
    hint: "Choose an array of floats with two axes.",
  }),
  "data.column-no-neighbours": ({ file, column, type }) => ({
    message: `${file} holds ${type} in ${column}; neighbours are rows of whole numbers.`,
    hint: "Choose an array of integers with two axes.",
  }),
};
