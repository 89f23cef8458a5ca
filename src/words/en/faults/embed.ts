import type { EmbedFaults, ModelFileName } from "../../../model/faults/embed";
import type { FaultWords } from "../../words";
import { format } from "../format";

const anotherModel = "Choose another model.";
const { count } = format;

const fileName = ({ model, path }: ModelFileName) =>
  path === null ? `the list of files of ${model}` : `${path} of ${model}`;

function hintOfStatus(status: number): string {
  switch (status) {
    case 404:
      return "Check the name; the repository may have no such file.";
    case 401:
    case 403:
      return "It does not exist, is private, or its terms must be accepted first: choose a public model.";
    default:
      return "Try again later.";
  }
}

export const embedFaults: FaultWords<EmbedFaults> = {
  "embed.no-texts": () => ({
    message: "There are no texts to embed.",
    hint: "Give at least one text.",
  }),
  "embed.no-model-id": ({ model }) => ({
    message: `“${model}” is no id of a model.`,
    hint: "Ids look like Xenova/all-MiniLM-L6-v2.",
  }),
  "embed.no-such-model": ({ model, host }) => ({
    message: `${host} has no public model ${model}.`,
    hint: "Check the spelling: ids look like Xenova/all-MiniLM-L6-v2.",
  }),
  "embed.no-config": ({ model }) => ({
    message: `${model} has no config.json.`,
    hint: "Choose a repository of a text model.",
  }),
  "embed.no-pooling": ({ model }) => ({
    message: `${model} does not say how its tokens' vectors become one.`,
    hint: "Choose mean or CLS, as the model's description says.",
  }),
  "embed.no-tokeniser": ({ model }) => ({
    message: `${model} has no tokenizer.json.`,
    hint: "Choose a repository made for transformers.js.",
  }),
  "embed.tokeniser-unusable": ({ model, detail }) => ({
    message: `The tokeniser of ${model} cannot be used: ${detail}.`,
    hint: anotherModel,
  }),
  "embed.no-onnx-weights": ({ model }) => ({
    message: `${model} has no ONNX weights.`,
    hint: "Choose a repository with a folder “onnx”, for instance one of those listed.",
  }),
  "embed.no-weights-in-dtype": ({ model, dtype, available }) => ({
    message: `${model} has no weights in ${dtype}; there are ${available.join(", ")}.`,
    hint: "Choose one of these precisions.",
  }),
  "embed.no-shader-f16": ({ dtype }) => ({
    message: `This GPU has no 16-bit floats in shaders, which ${dtype} needs on WebGPU.`,
    hint: "Choose fp32, or WASM.",
  }),
  "embed.weights-refused": ({ model, detail }) => ({
    message: `The weights of ${model} cannot be opened: ${detail}`,
    hint: "The file may be broken or made for another runtime; choose another precision or model.",
  }),
  "embed.width-differs": ({ model, width, expected }) => ({
    message: `${model} gives ${width} numbers for each token; its configuration says ${expected}.`,
    hint: anotherModel,
  }),
  "embed.no-floats": ({ model }) => ({
    message: `${model} gives no floats.`,
    hint: "Choose another precision or model.",
  }),
  "embed.text-failed": ({ detail }) => ({
    message: `The model failed on a text: ${detail}`,
    hint: "There may be too little memory: choose a smaller model or precision, or shorter texts.",
  }),
  "embed.kept-settings": ({ field, value }) => ({
    message: `The kept embeddings have ${value ?? "nothing"} as their ${field}.`,
    hint: "They were written by another version of the app, or damaged: delete them and embed the texts again.",
  }),

  "embed.host-silent": ({ host, ...file }) => ({
    message: `${fileName(file)} could not be loaded: ${host} does not answer.`,
    hint: "Check the connection; a model that was downloaded before works without one.",
  }),
  "embed.host-status": ({ host, status, ...file }) => ({
    message: `${host} answered ${status} for ${fileName(file)}.`,
    hint: hintOfStatus(status),
  }),
  "embed.download-stalled": ({ seconds, received, ...file }) => ({
    message: `${fileName(file)}: nothing came for ${seconds} seconds, after ${count(received)} bytes.`,
    hint: "Check the connection and try again.",
  }),
  "embed.download-cut": ({ received, total, ...file }) => ({
    message: `The download of ${fileName(file)} ended after ${count(received)}${total === null ? "" : ` of ${count(total)}`} bytes.`,
    hint: "Try again; nothing of the broken download was kept.",
  }),
  "embed.web-page": ({ host, ...file }) => ({
    message: `${host} answered with a web page in place of ${fileName(file)}.`,
    hint: "The network may ask for a login, or the address is not a hub's.",
  }),
  "embed.hash-differs": ({ sha256, expected, ...file }) => ({
    message: `${fileName(file)} is not the file that is listed: its SHA-256 is ${sha256.slice(0, 12)}…, not ${expected.slice(0, 12)}….`,
    hint: "Try again; if it stays so, the server gives a wrong file.",
  }),
  "embed.not-json": ({ model, path, detail }) => ({
    message: `${path === null ? `The list of files of ${model}` : `${path} of ${model}`} is not JSON: ${detail}.`,
    hint: "The download may be broken, or the address is not a hub's: try again.",
  }),
  "embed.no-list": ({ model }) => ({
    message: `The list of files of ${model} is no list.`,
    hint: "The address may not be a hub's.",
  }),
};
