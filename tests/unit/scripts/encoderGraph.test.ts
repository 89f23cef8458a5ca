import * as ort from "onnxruntime-web/wasm";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type EncoderConfig,
  type Weight,
  writeEncoder,
} from "../../../scripts/models/encoderGraph.mjs";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";

type Rows = number[][];

const base = {
  vocab_size: 30,
  hidden_size: 12,
  num_hidden_layers: 2,
  num_attention_heads: 3,
  intermediate_size: 40,
  max_position_embeddings: 16,
};
const bert: EncoderConfig = {
  ...base,
  model_type: "bert",
  type_vocab_size: 2,
  layer_norm_eps: 1e-12,
};
const xlm: EncoderConfig = {
  ...base,
  model_type: "xlm-roberta",
  type_vocab_size: 1,
  layer_norm_eps: 1e-5,
};

/** Random weights by name; the same ones each time. */
function makeWeights(config: EncoderConfig): (name: string) => Weight {
  const made = new Map<string, Weight>();
  const generator = new NumpyGenerator(3);
  const d = config.hidden_size;
  const inner = config.intermediate_size;
  const shapeOf = (name: string): number[] => {
    if (name.includes("LayerNorm")) return [d];
    if (name.includes("word_emb")) return [config.vocab_size, d];
    if (name.includes("position_emb"))
      return [config.max_position_embeddings, d];
    if (name.includes("token_type")) return [config.type_vocab_size, d];
    if (name.includes("intermediate"))
      return name.endsWith("bias") ? [inner] : [inner, d];
    if (/layer\.\d+\.output\.dense\.weight/.test(name)) return [d, inner];
    return name.endsWith("bias") ? [d] : [d, d];
  };
  return (name) => {
    const known = made.get(name);
    if (known) return known;
    const shape = shapeOf(name);
    const count = shape.reduce((product, size) => product * size, 1);
    const data = Float32Array.from(
      generator.standardNormals(count),
      (value) => value * 0.4,
    );
    const weight = { shape, data };
    made.set(name, weight);
    return weight;
  };
}

/** erf by its series: exact for the sizes that come here. */
function erf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 200; n++) {
    term *= -(x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

/** The encoder of one text by plain loops, as the papers write it. */
function forward(
  config: EncoderConfig,
  weight: (name: string) => Weight,
  ids: readonly number[],
): Rows {
  const d = config.hidden_size;
  const row = (name: string, index: number) =>
    Array.from(weight(name).data.slice(index * d, (index + 1) * d));
  const norm = (x: number[], name: string) => {
    const mean = x.reduce((sum, value) => sum + value, 0) / d;
    const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / d;
    const scale = weight(`${name}.weight`).data;
    const bias = weight(`${name}.bias`).data;
    return x.map(
      (value, j) =>
        ((value - mean) / Math.sqrt(variance + config.layer_norm_eps)) *
          scale[j] +
        bias[j],
    );
  };
  const linear = (x: number[], name: string) => {
    const { shape, data } = weight(`${name}.weight`);
    const bias = weight(`${name}.bias`).data;
    return Array.from({ length: shape[0] }, (_, i) =>
      x.reduce(
        (sum, value, j) => sum + value * data[i * shape[1] + j],
        bias[i],
      ),
    );
  };
  const offset = config.model_type === "bert" ? 0 : 2;
  let x = ids.map((id, place) => {
    const word = row("embeddings.word_embeddings.weight", id);
    const position = row(
      "embeddings.position_embeddings.weight",
      place + offset,
    );
    const type = row("embeddings.token_type_embeddings.weight", 0);
    return norm(
      word.map((value, j) => value + position[j] + type[j]),
      "embeddings.LayerNorm",
    );
  });
  const heads = config.num_attention_heads;
  const width = d / heads;
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    const at = `encoder.layer.${layer}`;
    const part = (name: string) =>
      x.map((own) => linear(own, `${at}.attention.self.${name}`));
    const [query, key, value] = ["query", "key", "value"].map(part);
    const mixed = x.map((_, i) => {
      const out = new Array<number>(d).fill(0);
      for (let head = 0; head < heads; head++) {
        const from = head * width;
        const scores = x.map((__, j) => {
          let dot = 0;
          for (let c = 0; c < width; c++)
            dot += query[i][from + c] * key[j][from + c];
          return Math.exp(dot / Math.sqrt(width));
        });
        const total = scores.reduce((sum, score) => sum + score, 0);
        scores.forEach((score, j) => {
          for (let c = 0; c < width; c++)
            out[from + c] += (score / total) * value[j][from + c];
        });
      }
      return out;
    });
    x = x.map((own, i) => {
      const attended = linear(mixed[i], `${at}.attention.output.dense`);
      const first = norm(
        attended.map((part_, j) => part_ + own[j]),
        `${at}.attention.output.LayerNorm`,
      );
      const inner = linear(first, `${at}.intermediate.dense`).map(
        (part_) => 0.5 * part_ * (1 + erf(part_ / Math.SQRT2)),
      );
      return norm(
        linear(inner, `${at}.output.dense`).map((part_, j) => part_ + first[j]),
        `${at}.output.LayerNorm`,
      );
    });
  }
  return x;
}

beforeAll(() => {
  ort.env.wasm.numThreads = 1;
});

/** The written graph, run on two texts of which the second is padded. */
async function run(
  config: EncoderConfig,
  model: Uint8Array,
  texts: readonly (readonly number[])[],
  externalData: { path: string; data: Uint8Array }[] = [],
): Promise<Rows[]> {
  const session = await ort.InferenceSession.create(
    new Uint8Array(model),
    externalData.length > 0 ? { externalData } : {},
  );
  const length = Math.max(...texts.map((ids) => ids.length));
  const tensor = (values: (ids: readonly number[], place: number) => number) =>
    new ort.Tensor(
      "int64",
      BigInt64Array.from(
        texts.flatMap((ids) =>
          Array.from({ length }, (_, place) => BigInt(values(ids, place))),
        ),
      ),
      [texts.length, length],
    );
  const feeds: Record<string, ort.Tensor> = {
    input_ids: tensor((ids, place) => ids[place] ?? 1),
    attention_mask: tensor((ids, place) => (place < ids.length ? 1 : 0)),
  };
  if (config.model_type === "bert") feeds.token_type_ids = tensor(() => 0);
  const { last_hidden_state: hidden } = await session.run(feeds);
  const data = hidden.data as Float32Array;
  const d = config.hidden_size;
  await session.release();
  return texts.map((ids, text) =>
    ids.map((_, place) =>
      Array.from(
        data.slice(
          (text * length + place) * d,
          (text * length + place + 1) * d,
        ),
      ),
    ),
  );
}

const texts = [
  [2, 7, 11, 5, 29, 3],
  [2, 9, 3],
];

describe.each([
  ["BERT", bert],
  ["XLM-RoBERTa", xlm],
])("the graph of %s", (_, config) => {
  test("computes what the papers write, padding left out", async () => {
    const weight = makeWeights(config);
    const { model } = writeEncoder(config, weight);
    const found = await run(config, model, texts);
    texts.forEach((ids, text) =>
      forward(config, weight, ids).forEach((expected, place) =>
        expected.forEach((value, j) =>
          expect(found[text][place][j]).toBeCloseTo(value, 4),
        ),
      ),
    );
  });

  test("gives the same from weights in files of their own", async () => {
    const weight = makeWeights(config);
    const whole = await run(config, writeEncoder(config, weight).model, texts);
    const { model, files } = writeEncoder(config, weight, {
      external: { name: "model.onnx_data", fileBytes: 1500 },
    });
    expect(files.length).toBeGreaterThan(1);
    const data = files.map(({ name, bytes }) => ({
      path: name,
      data: new Uint8Array(bytes),
    }));
    expect(await run(config, model, texts, data)).toEqual(whole);
  });

  test.each(["float16", "uint8"] as const)(
    "is near to it with weights in %s",
    async (storage) => {
      const weight = makeWeights(config);
      const whole = await run(
        config,
        writeEncoder(config, weight).model,
        texts,
      );
      const { model } = writeEncoder(config, weight, { storage });
      const near = await run(config, model, texts);
      const error = near
        .flat(2)
        .reduce(
          (most, value, i) =>
            Math.max(most, Math.abs(value - whole.flat(2)[i])),
          0,
        );
      expect(error).toBeGreaterThan(0);
      expect(error).toBeLessThan(0.2);
    },
  );
});
