/**
 * Small models of the real architectures with random weights, as a hub would hold them:
 *
 *     .cache/hub/models/<owner>/<name>/config.json, tokenizer.json, onnx/model.onnx, ...
 */

import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

import { writeEncoder } from "../../scripts/models/encoderGraph.mjs";
import { CACHE, ROOT } from "../../scripts/lib/paths.mjs";

export const HUB_MODELS = join(CACHE, "hub/models");

/** Park and Miller's generator: the same weights on every machine. */
function createRandom(seed) {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647 - 0.5;
  };
}

/** Random weights of the shapes that a checkpoint of `config` has. */
function randomWeights(config, seed) {
  const random = createRandom(seed);
  const width = config.hidden_size;
  const inner = config.intermediate_size;
  const shapeOf = (name) => {
    if (name.startsWith("embeddings.word")) return [config.vocab_size, width];
    if (name.startsWith("embeddings.position"))
      return [config.max_position_embeddings, width];
    if (name.startsWith("embeddings.token_type"))
      return [config.type_vocab_size, width];
    if (name.includes("LayerNorm")) return [width];
    if (name.endsWith("intermediate.dense.weight")) return [inner, width];
    if (name.endsWith("intermediate.dense.bias")) return [inner];
    if (/layer\.\d+\.output\.dense\.weight$/.test(name)) return [width, inner];
    return name.endsWith("bias") ? [width] : [width, width];
  };
  return (name) => {
    const shape = shapeOf(name);
    const count = shape.reduce((product, size) => product * size, 1);
    const isNorm = name.endsWith("LayerNorm.weight");
    const scale = name.startsWith("embeddings") ? 2 : 4 / Math.sqrt(width);
    const data = Float32Array.from({ length: count }, () =>
      isNorm ? 1 + random() / 4 : random() * scale,
    );
    return { shape, data };
  };
}

const LETTERS = [..."abcdefghijklmnopqrstuvwxyz0123456789.,:-東京都日本語の"];

/** A WordPiece tokeniser of single characters, in the layout of BERT's. */
function wordPiece() {
  const vocab = {};
  for (const token of [
    ...["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"],
    ...LETTERS,
    ...LETTERS.map((letter) => `##${letter}`),
  ])
    vocab[token] = Object.keys(vocab).length;
  const special = (content, id) => ({
    ...{ id, content, special: true, single_word: false },
    ...{ lstrip: false, rstrip: false, normalized: false },
  });
  return {
    size: Object.keys(vocab).length,
    tokenizer: {
      version: "1.0",
      truncation: null,
      padding: null,
      added_tokens: Object.entries(vocab)
        .slice(0, 5)
        .map(([content, id]) => special(content, id)),
      normalizer: {
        type: "BertNormalizer",
        clean_text: true,
        handle_chinese_chars: true,
        strip_accents: null,
        lowercase: true,
      },
      pre_tokenizer: { type: "BertPreTokenizer" },
      post_processor: {
        type: "TemplateProcessing",
        single: [
          { SpecialToken: { id: "[CLS]", type_id: 0 } },
          { Sequence: { id: "A", type_id: 0 } },
          { SpecialToken: { id: "[SEP]", type_id: 0 } },
        ],
        pair: [],
        special_tokens: {
          "[CLS]": { id: "[CLS]", ids: [2], tokens: ["[CLS]"] },
          "[SEP]": { id: "[SEP]", ids: [3], tokens: ["[SEP]"] },
        },
      },
      decoder: { type: "WordPiece", prefix: "##", cleanup: true },
      model: {
        type: "WordPiece",
        unk_token: "[UNK]",
        continuing_subword_prefix: "##",
        max_input_chars_per_word: 100,
        vocab,
      },
    },
    config: {
      tokenizer_class: "BertTokenizer",
      model_max_length: 512,
      do_lower_case: true,
      ...{ unk_token: "[UNK]", sep_token: "[SEP]", pad_token: "[PAD]" },
      ...{ cls_token: "[CLS]", mask_token: "[MASK]" },
    },
  };
}

/** A Unigram tokeniser of single characters, in the layout of XLM-RoBERTa's. */
function unigram(maxLength) {
  const vocab = [
    ...["<s>", "<pad>", "</s>", "<unk>"].map((token) => [token, 0]),
    ["▁", -2],
    ...LETTERS.map((letter, index) => [letter, -3 - index / 100]),
  ];
  return {
    size: vocab.length,
    tokenizer: {
      version: "1.0",
      truncation: null,
      padding: null,
      added_tokens: ["<s>", "<pad>", "</s>", "<unk>"].map((content, id) => ({
        ...{ id, content, special: true, single_word: false },
        ...{ lstrip: false, rstrip: false, normalized: false },
      })),
      normalizer: { type: "Lowercase" },
      pre_tokenizer: {
        type: "Metaspace",
        replacement: "▁",
        prepend_scheme: "always",
        add_prefix_space: true,
      },
      post_processor: {
        type: "TemplateProcessing",
        single: [
          { SpecialToken: { id: "<s>", type_id: 0 } },
          { Sequence: { id: "A", type_id: 0 } },
          { SpecialToken: { id: "</s>", type_id: 0 } },
        ],
        pair: [],
        special_tokens: {
          "<s>": { id: "<s>", ids: [0], tokens: ["<s>"] },
          "</s>": { id: "</s>", ids: [2], tokens: ["</s>"] },
        },
      },
      decoder: {
        type: "Metaspace",
        replacement: "▁",
        prepend_scheme: "always",
        add_prefix_space: true,
      },
      model: { type: "Unigram", unk_id: 3, vocab },
    },
    config: {
      tokenizer_class: "XLMRobertaTokenizer",
      model_max_length: maxLength,
      ...{ bos_token: "<s>", eos_token: "</s>", pad_token: "<pad>" },
      ...{ unk_token: "<unk>", cls_token: "<s>", sep_token: "</s>" },
    },
  };
}

/** The real WordPiece tokeniser where `npm run models` brought it, else the small one. */
function bertTokeniser() {
  const folder = join(ROOT, "public/models/Xenova/all-MiniLM-L6-v2");
  if (!existsSync(join(folder, "tokenizer.json"))) return wordPiece();
  const read = (name) => JSON.parse(readFileSync(join(folder, name), "utf8"));
  return {
    size: 30522,
    tokenizer: read("tokenizer.json"),
    config: read("tokenizer_config.json"),
  };
}

function writeRepository(id, files) {
  const folder = join(HUB_MODELS, id);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(
      join(folder, path),
      content instanceof Uint8Array
        ? content
        : JSON.stringify(content, null, 2),
    );
  }
}

function encoderConfig(type, vocabulary, width, layers, positions) {
  return {
    model_type: type,
    vocab_size: vocabulary,
    hidden_size: width,
    num_hidden_layers: layers,
    num_attention_heads: 4,
    intermediate_size: width * 2,
    max_position_embeddings: positions,
    type_vocab_size: type === "bert" ? 2 : 1,
    layer_norm_eps: type === "bert" ? 1e-12 : 1e-5,
  };
}

/** Files of a repository, weights apart. */
const described = (config, tokeniser) => ({
  "config.json": config,
  "tokenizer.json": tokeniser.tokenizer,
  "tokenizer_config.json": tokeniser.config,
});

/** Weights in several precisions. */
function weightsIn(config, seed, storages) {
  const names = { float32: "", float16: "_fp16", uint8: "_quantized" };
  return Object.fromEntries(
    storages.map((storage) => [
      `onnx/model${names[storage]}.onnx`,
      writeEncoder(config, randomWeights(config, seed), { storage }).model,
    ]),
  );
}

/** Weights in files of their own. */
function externalWeights(config, seed, fileBytes) {
  const { model, files } = writeEncoder(config, randomWeights(config, seed), {
    external: { name: "model.onnx_data", fileBytes },
  });
  return {
    "onnx/model.onnx": model,
    ...Object.fromEntries(
      files.map(({ name, bytes }) => [`onnx/${name}`, bytes]),
    ),
  };
}

/** Writes all of them. */
export function makeTinyModels() {
  rmSync(HUB_MODELS, { recursive: true, force: true });
  const e5Tokeniser = unigram(512);
  const e5 = encoderConfig("xlm-roberta", e5Tokeniser.size, 32, 2, 514);
  writeRepository("Xenova/multilingual-e5-small", {
    ...described(e5, e5Tokeniser),
    ...weightsIn(e5, 11, ["float32", "float16", "uint8"]),
  });
  const m3Tokeniser = unigram(8192);
  const m3 = encoderConfig("xlm-roberta", m3Tokeniser.size, 1024, 1, 8194);
  writeRepository("Xenova/bge-m3", {
    ...described({ ...m3, intermediate_size: 256 }, m3Tokeniser),
    ...externalWeights({ ...m3, intermediate_size: 256 }, 12, 1 << 30),
  });
  const bert = bertTokeniser();
  const small = encoderConfig("bert", bert.size, 32, 2, 512);
  writeRepository("Xenova/bge-small-en-v1.5", {
    ...described(small, bert),
    ...weightsIn(small, 13, ["float32", "uint8"]),
  });
  const own = wordPiece();
  const sharded = encoderConfig("bert", own.size, 48, 3, 128);
  writeRepository("test/sharded", {
    ...described(sharded, own),
    "1_Pooling/config.json": {
      word_embedding_dimension: 48,
      pooling_mode_cls_token: true,
      pooling_mode_mean_tokens: false,
    },
    ...externalWeights(sharded, 14, 40_000),
  });
  writeRepository("test/no-pooling", {
    ...described(sharded, own),
    ...weightsIn(sharded, 14, ["float32"]),
  });
  writeRepository("test/broken", {
    ...described(sharded, own),
    "onnx/model_quantized.onnx": Buffer.from("this is no protobuf at all"),
  });
  writeRepository("test/no-onnx", described(sharded, own));
}
