import type {
  ManifestKind,
  SampleFaults,
} from "../../../model/faults/dataSamples";
import type { FaultWords } from "../../words";

const rebuild =
  "The sample's files are incomplete or of different versions where the app is served: build the app again, or load own files.";
const damaged =
  "The sample's files are missing or damaged where the app is served: build the app again, or load own files.";

const kinds: Readonly<Record<ManifestKind, string>> = {
  object: "an object",
  text: "a string",
  count: "a whole number",
  boolean: "true or false",
  list: "an array",
  sha256: "64 lower-case hex digits",
};

export const sampleFaults: FaultWords<SampleFaults> = {
  "data.sample-name": ({ file }) => ({
    message: `'${file}' is not the name of a sample.`,
    hint: "Names of samples have only letters, digits, hyphens and underscores, such as wordnet-10k.",
  }),
  "data.served-silent": ({ url, received, detail }) => ({
    message: `${url} could not be loaded (${received} bytes received): ${detail}.`,
    hint: "Check the connection and try again.",
  }),
  "data.served-status": ({ url, status, statusText }) => ({
    message: `${`${url} answered ${status} ${statusText}`.trimEnd()}.`,
    hint:
      status === 404
        ? "The file is missing where the app is served: build the app again, or load own files."
        : "Try again later, or load own files.",
  }),
  "data.served-size": ({ url, received, expected }) => ({
    message: `${url} has ${received} bytes; the manifest says ${expected}.`,
    hint: "The download was cut off, or the file is missing or of another version where the app is served: try again.",
  }),
  "data.sample-hash": ({ file, sha256, expected }) => ({
    message: `${file} has the SHA-256 ${sha256}; the manifest says ${expected}.`,
    hint: rebuild,
  }),
  "data.sample-rows": ({ file, rows, expected }) => ({
    message: `${file} has ${rows} rows; the manifest says ${expected}.`,
    hint: rebuild,
  }),
  "data.sample-dimensions": ({ vectors, queryVectors, model }) => ({
    message: `vectors.npy has ${vectors} dimensions, query-vectors.npy ${queryVectors}, the model ${model}: they must be equal.`,
    hint: rebuild,
  }),
  "data.manifest-not-json": ({ file, start }) => ({
    message: `${file} is not JSON (it begins with ${JSON.stringify(start)}).`,
    hint: damaged,
  }),
  "data.manifest-field": ({ file, path, value, expected }) => {
    const place =
      expected === "object" ? `at ${path || "the top"}` : `as ${path}`;
    return {
      message: `${file} has ${value ?? "nothing"} ${place}, where ${kinds[expected]} is expected.`,
      hint: damaged,
    };
  },
  "data.manifest-of-another": ({ url, sample, expected }) => ({
    message: `${url} describes the sample '${sample}', not '${expected}'.`,
    hint: rebuild,
  }),
  "data.manifest-lacks-file": ({ sample, missing, listed }) => ({
    message: `The manifest of ${sample} does not list ${missing}; it lists: ${listed.join(", ") || "nothing"}.`,
    hint: rebuild,
  }),
};
