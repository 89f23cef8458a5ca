/**
 * The graph of a BERT or XLM-RoBERTa encoder: input_ids, attention_mask and (BERT) token_type_ids,
 * int64 (batch, length), to last_hidden_state, float32 (batch, length, width). Layer norm after each
 * half layer, GELU by erf: Devlin et al. 2019, figure 1; Vaswani et al. 2017, section 3.
 */

import { importTypeScript } from "../lib/importTypeScript.mjs";
import { externalise } from "./externalTensors.mjs";

const { writeOnnxModel } = await importTypeScript(
  new URL("../../src/cpu/onnxWriter.ts", import.meta.url),
);

/**
 * @typedef {object} EncoderConfig Fields of config.json.
 * @property {"bert" | "xlm-roberta"} model_type
 * @property {number} vocab_size @property {number} hidden_size @property {number} num_hidden_layers
 * @property {number} num_attention_heads @property {number} intermediate_size
 * @property {number} max_position_embeddings @property {number} type_vocab_size
 * @property {number} layer_norm_eps
 *
 * @typedef {{ shape: readonly number[], data: Float32Array }} Weight
 * @typedef {"float32" | "float16" | "uint8"} Storage How the matrices are stored.
 */

/** Added to the scores of padding: the softmax of it is zero. */
const MASKED = -1e9;

/** @param {ArrayBufferView} view */
const bytesOf = (view) =>
  new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

/** @param {Weight} weight @returns {Weight} The transpose, so that products need none. */
function transposed({ shape, data }) {
  const [rows, columns] = shape;
  const turned = new Float32Array(data.length);
  for (let i = 0; i < rows; i += 1)
    for (let j = 0; j < columns; j += 1)
      turned[j * rows + i] = data[i * columns + j];
  return { shape: [columns, rows], data: turned };
}

/** @param {number} value @returns {number} Bits of the nearest half, by cutting: small models only. */
function halfBits(value) {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  const bits = view.getUint32(0);
  const exponent = ((bits >>> 23) & 0xff) - 127 + 15;
  if (exponent <= 0) return (bits >>> 16) & 0x8000;
  return ((bits >>> 16) & 0x8000) | (exponent << 10) | ((bits >>> 13) & 0x3ff);
}

/** Collects nodes and tensors under names of their own. @param {Storage} storage */
function createBuilder(storage) {
  const nodes = [];
  const tensors = [];
  let next = 0;

  const add = (op, inputs, attributes) => {
    const output = `v${(next += 1)}`;
    nodes.push({ op, inputs, outputs: [output], attributes });
    return output;
  };
  const tensor = (type, shape, values) => {
    const name = `c${(next += 1)}`;
    tensors.push({ name, shape, type, bytes: bytesOf(values) });
    return name;
  };

  return {
    nodes,
    tensors,
    add,
    float: (value) => tensor("float32", [], Float32Array.of(value)),
    integers: (values) =>
      tensor("int64", [values.length], BigInt64Array.from(values, BigInt)),
    scalar: (value) => tensor("int64", [], BigInt64Array.of(BigInt(value))),
    /** @param {Weight} weight A vector: always float32. */
    vector: ({ shape, data }) => tensor("float32", shape, data),
    /** @param {Weight} weight A matrix in the model's storage. */
    matrix({ shape, data }) {
      if (storage === "float32") return tensor("float32", shape, data);
      if (storage === "float16") {
        const halves = tensor(
          "float16",
          shape,
          Uint16Array.from(data, halfBits),
        );
        return add("Cast", [halves], { to: 1 });
      }
      const largest = data.reduce(
        (max, value) => Math.max(max, Math.abs(value)),
        1e-12,
      );
      const scale = largest / 127;
      const levels = Uint8Array.from(
        data,
        (value) => Math.round(value / scale) + 128,
      );
      return add("DequantizeLinear", [
        tensor("uint8", shape, levels),
        tensor("float32", [], Float32Array.of(scale)),
        tensor("uint8", [], Uint8Array.of(128)),
      ]);
    },
  };
}

/**
 * @param {EncoderConfig} config
 * @param {(name: string) => Weight} weight A weight by its name in the checkpoint, (out, in) for layers.
 * @param {{ storage?: Storage, external?: { name: string, fileBytes: number } }} [options]
 * @returns {{ model: Uint8Array, files: { name: string, bytes: Buffer }[] }}
 */
export function writeEncoder(config, weight, options = {}) {
  const build = createBuilder(options.storage ?? "float32");
  const { add } = build;
  const width = config.hidden_size;
  const heads = config.num_attention_heads;
  const headWidth = width / heads;

  const norm = (x, name) =>
    add(
      "LayerNormalization",
      [
        x,
        build.vector(weight(`${name}.weight`)),
        build.vector(weight(`${name}.bias`)),
      ],
      { axis: -1, epsilon: { float: config.layer_norm_eps } },
    );
  const linear = (x, name) =>
    add("Add", [
      add("MatMul", [x, build.matrix(transposed(weight(`${name}.weight`)))]),
      build.vector(weight(`${name}.bias`)),
    ]);

  const isBert = config.model_type === "bert";
  const one = build.scalar(1);
  let positions;
  if (isBert) {
    const length = add("Gather", [add("Shape", ["input_ids"]), one]);
    positions = add("Range", [build.scalar(0), length, one]);
  } else {
    // Positions count from 2; padding keeps the padding's own, 1.
    const counted = add("CumSum", ["attention_mask", one]);
    positions = add("Add", [add("Mul", [counted, "attention_mask"]), one]);
  }
  const table = (name) => build.matrix(weight(`embeddings.${name}.weight`));
  const words = add("Gather", [table("word_embeddings"), "input_ids"]);
  const places = add("Gather", [table("position_embeddings"), positions]);
  const types = isBert
    ? add("Gather", [table("token_type_embeddings"), "token_type_ids"])
    : table("token_type_embeddings");
  let x = norm(
    add("Add", [add("Add", [words, places]), types]),
    "embeddings.LayerNorm",
  );

  const present = add("Unsqueeze", [
    add("Cast", ["attention_mask"], { to: 1 }),
    build.integers([1, 2]),
  ]);
  const mask = add("Mul", [
    add("Sub", [build.float(1), present]),
    build.float(MASKED),
  ]);

  const split = build.integers([0, 0, heads, headWidth]);
  const joined = build.integers([0, 0, width]);
  const half = build.float(0.5);
  const unit = build.float(1);
  const root = build.float(Math.SQRT2);
  const scale = build.float(1 / Math.sqrt(headWidth));
  for (let layer = 0; layer < config.num_hidden_layers; layer += 1) {
    const at = `encoder.layer.${layer}`;
    const headsOf = (name, perm) =>
      add(
        "Transpose",
        [add("Reshape", [linear(x, `${at}.attention.self.${name}`), split])],
        { perm },
      );
    const query = headsOf("query", [0, 2, 1, 3]);
    const key = headsOf("key", [0, 2, 3, 1]);
    const value = headsOf("value", [0, 2, 1, 3]);
    const scores = add("Add", [
      add("Mul", [add("MatMul", [query, key]), scale]),
      mask,
    ]);
    const mixed = add("MatMul", [
      add("Softmax", [scores], { axis: -1 }),
      value,
    ]);
    const together = add("Reshape", [
      add("Transpose", [mixed], { perm: [0, 2, 1, 3] }),
      joined,
    ]);
    const attended = linear(together, `${at}.attention.output.dense`);
    x = norm(add("Add", [attended, x]), `${at}.attention.output.LayerNorm`);
    const inner = linear(x, `${at}.intermediate.dense`);
    const erf = add("Erf", [add("Div", [inner, root])]);
    const gelu = add("Mul", [
      add("Mul", [inner, add("Add", [erf, unit])]),
      half,
    ]);
    x = norm(
      add("Add", [linear(gelu, `${at}.output.dense`), x]),
      `${at}.output.LayerNorm`,
    );
  }
  build.nodes.push({
    op: "Identity",
    inputs: [x],
    outputs: ["last_hidden_state"],
  });

  const shape = ["batch", "length"];
  const names = [
    "input_ids",
    "attention_mask",
    ...(isBert ? ["token_type_ids"] : []),
  ];
  const { tensors, files } = options.external
    ? externalise(
        build.tensors,
        options.external.name,
        options.external.fileBytes,
      )
    : { tensors: build.tensors, files: [] };
  const model = writeOnnxModel({
    name: "encoder",
    inputs: names.map((name) => ({ name, type: "int64", shape })),
    outputs: [
      { name: "last_hidden_state", type: "float32", shape: [...shape, width] },
    ],
    nodes: build.nodes,
    tensors,
  });
  return { model, files };
}
