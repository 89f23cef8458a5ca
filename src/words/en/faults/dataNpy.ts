import type {
  DtypeProblem,
  NpyFaults,
  NpyHeaderPart,
} from "../../../model/faults/dataNpy";
import type { FaultWords } from "../../words";

const headerParts: Readonly<Record<NpyHeaderPart, string>> = {
  "{": "'{'",
  "(": "'('",
  ")": "')'",
  ":": "':'",
  ",": "','",
  ", or }": "',' or '}'",
  "element-type": "the element type",
  size: "a size below 2^53",
  "key-or-end": "a key or '}'",
  "true-or-false": "True or False",
  "each-once": "each of descr, fortran_order and shape once, nothing else,",
  each: "each of descr, fortran_order and shape",
  end: "the end of the header",
};

const dtypeProblems: Readonly<
  Record<Exclude<DtypeProblem, "unknown">, string>
> = {
  objects:
    "Python objects are stored as a pickle, which is a program and is not run here",
  strings: "it holds strings, not numbers",
  "raw-bytes":
    "it holds raw bytes without a number type (numpy stores bfloat16 like this)",
  dates: "it holds dates or durations",
  complex: "complex numbers are not supported",
};

function notNpy(file: string, what: string) {
  return {
    message: `${file} ${what}.`,
    hint: "Write the vectors with np.save(name, vectors.astype(np.float32)).",
  };
}

const promise = (params: {
  readonly file: string;
  readonly shape: string;
  readonly itemBytes: number;
  readonly expected: number;
}) =>
  `${params.file} promises shape ${params.shape} of ${params.itemBytes}-byte numbers, ${params.expected} bytes, but`;

export const npyFaults: FaultWords<NpyFaults> = {
  "data.npy-empty": ({ file }) => ({
    message: `${file} is empty (0 bytes).`,
    hint: "Save the array again, for example with np.save, and choose the new file.",
  }),
  "data.npy-is-zip": ({ file }) =>
    notNpy(file, "is a zip archive (perhaps an .npz), not a single array"),
  "data.npy-mark-missing": ({ file }) =>
    notNpy(file, "does not begin with the mark of an .npy file"),
  "data.npy-version": ({ file, major, minor }) =>
    notNpy(
      file,
      `has .npy format version ${major}.${minor}; versions 1.0, 2.0 and 3.0 are known`,
    ),
  "data.npy-header-cut": ({ file, needed, bytes }) => ({
    message: `${file} ends inside its header: ${needed} bytes expected, ${bytes} found.`,
    hint: "The file was cut off while it was copied or downloaded; fetch it again.",
  }),
  "data.npy-header-damaged": ({ file, expected, character }) =>
    notNpy(
      file,
      `has a damaged header: ${headerParts[expected]} expected at character ${character}`,
    ),
  "data.npy-records": ({ file }) => ({
    message: `${file} holds records with named fields (a structured dtype), not plain numbers.`,
    hint: "Save one field, for example np.save(name, array['vector'].astype(np.float32)).",
  }),
  "data.npy-dtype": ({ file, descr, problem, known }) => ({
    message: `${file} has the element type '${descr}': ${
      problem === "unknown"
        ? `known types are ${known.join(", ")}, in either byte order`
        : dtypeProblems[problem]
    }.`,
    hint: "Save plain numbers: np.save(name, np.asarray(vectors, dtype=np.float32)).",
  }),
  "data.npy-cut": (params) => ({
    message: `${promise(params)} ends after ${params.bytes} of them.`,
    hint: "The file was cut off while it was written, copied or downloaded; make or fetch it again.",
  }),
  "data.npy-trailing-bytes": (params) => ({
    message: `${promise(params)} has ${params.excess} bytes more.`,
    hint: "Several arrays in one file are not supported: save each with its own np.save.",
  }),
  "data.npy-fortran-integers": ({ file, dtype }) => ({
    message: `${file} holds ${dtype} in Fortran order.`,
    hint: "Save it again with np.ascontiguousarray.",
  }),
  "data.no-matrix": ({ file, shape }) => ({
    message: `${file} has shape ${shape}; vectors need two axes, (rows, dimensions).`,
    hint: "Save a matrix with one row per document, for example np.stack(list_of_vectors).",
  }),
  "data.no-floats": ({ file, dtype }) => ({
    message: `${file} holds ${dtype} numbers; vectors must be f2, f4 or f8 floats.`,
    hint: "Convert before saving: vectors.astype(np.float32). Codes of a quantiser are not vectors.",
  }),
  "data.no-memory-for-file": ({ file, bytes }) => ({
    message: `${file} has ${bytes} bytes: the browser cannot reserve memory for them.`,
    hint: "Use fewer rows, or half precision: vectors.astype(np.float16).",
  }),
};
