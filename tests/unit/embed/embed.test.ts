import { describe, expect, test } from "vitest";
import {
  planBatches,
  planWindows,
  textsPerBatch,
  textsPerWindow,
  tokensPerBatch,
} from "../../../src/embed/batchPlan";
import {
  catalogue,
  catalogueIdFor,
  reckonedSizes,
} from "../../../src/embed/catalogue";
import { chooseDevice } from "../../../src/embed/choice";
import {
  fileAddress,
  isModelId,
  listAddress,
} from "../../../src/embed/hubAddress";
import { leastCosine, poolTokens } from "../../../src/embed/pooling";
import { parseSettings } from "../../../src/embed/settings";
import { closingTokens, cutTokens } from "../../../src/embed/tokenisedTexts";
import { sentenceOf, textThrown } from "../words/textOf";

describe("the plan", () => {
  test("has every text once, sorted, within its limits", () => {
    const lengths = Uint32Array.from(
      { length: 1000 },
      (_, i) => 3 + ((i * 7919) % 600),
    );
    lengths[500] = 5000;
    const batches = planBatches(lengths);
    const order = batches.flatMap((batch) => [...batch]);
    expect([...order].sort((a, b) => a - b)).toEqual(
      Array.from(lengths, (_, i) => i),
    );
    for (const batch of batches) {
      const longest = Math.max(...Array.from(batch, (i) => lengths[i]));
      expect(batch.length).toBeLessThanOrEqual(textsPerBatch);
      if (batch.length > 1)
        expect(batch.length * longest).toBeLessThanOrEqual(tokensPerBatch);
    }
    const sorted = order.map((i) => lengths[i]);
    expect(sorted).toEqual([...sorted].sort((a, b) => b - a));
    expect(planBatches(lengths)).toEqual(batches);
  });

  test("equal lengths keep their order; no text, no batch", () => {
    expect([...planBatches(Uint32Array.of(4, 4, 4))[0]]).toEqual([0, 1, 2]);
    expect(planBatches(new Uint32Array(0))).toEqual([]);
  });

  test("windows cover all texts", () => {
    expect(planWindows(0)).toEqual([]);
    expect(planWindows(textsPerWindow + 1)).toEqual([
      { first: 0, texts: textsPerWindow },
      { first: textsPerWindow, texts: 1 },
    ]);
  });
});

describe("pooling", () => {
  // Two texts, three tokens of two numbers; the second text has two tokens.
  const hidden = Float32Array.of(3, 0, 0, 3, 3, 3, 1, 1, 3, -1, 99, 99);
  const lengths = Uint32Array.of(3, 2);

  test("mean over a text's own tokens, padding left out, length 1", () => {
    const pooled = poolTokens(hidden, lengths, 3, 2, "mean");
    const half = Math.SQRT1_2;
    [half, half, 1, 0].forEach((value, i) =>
      expect(pooled[i]).toBeCloseTo(value, 6),
    );
  });

  test("the first token", () => {
    const pooled = poolTokens(hidden, lengths, 3, 2, "cls");
    [1, 0, Math.SQRT1_2, Math.SQRT1_2].forEach((value, i) =>
      expect(pooled[i]).toBeCloseTo(value, 6),
    );
  });

  test("zeros stay zeros", () => {
    expect([
      ...poolTokens(new Float32Array(4), Uint32Array.of(2), 2, 2, "mean"),
    ]).toEqual([0, 0]);
  });

  test("the least cosine of the rows; what is no number is the worst", () => {
    const a = Float32Array.of(1, 0, 0, 1);
    expect(leastCosine(a, Float32Array.of(1, 0, 0.6, 0.8), 2)).toBeCloseTo(0.8);
    expect(leastCosine(a, Float32Array.of(NaN, 0, 0, 1), 2)).toBe(-1);
  });
});

describe("device and precision", () => {
  const model = "a/b";
  const hardware = { isSoftware: false, hasF16: true };
  const all = ["fp32", "fp16", "q8", "q4", "q4f16"] as const;

  test.each([
    ["hardware with f16", hardware, all, "webgpu", "fp16"],
    ["hardware without", { ...hardware, hasF16: false }, all, "webgpu", "fp32"],
    ["a software GPU", { ...hardware, isSoftware: true }, all, "wasm", "q8"],
    ["no GPU", null, all, "wasm", "q8"],
    ["no GPU and fp32 alone", null, ["fp32"], "wasm", "fp32"],
    ["hardware and q8 alone", hardware, ["q8"], "wasm", "q8"],
  ] as const)("auto, %s", (_, gpu, available, device, dtype) => {
    expect(chooseDevice({ model }, gpu, available)).toMatchObject({
      device,
      dtype,
    });
  });

  test("WebGPU without a GPU runs on WASM and says so", () => {
    const choice = chooseDevice({ model, device: "webgpu" }, null, all);
    expect(choice).toMatchObject({ device: "wasm", dtype: "q8" });
    expect(choice.note && sentenceOf(choice.note)).toContain("No GPU found");
  });

  test("q8 on WebGPU runs on WASM and says so", () => {
    const choice = chooseDevice(
      { model, device: "webgpu", dtype: "q8" },
      hardware,
      all,
    );
    expect(choice).toMatchObject({ device: "wasm", dtype: "q8" });
    expect(choice.note && sentenceOf(choice.note)).toContain(
      "q8 weights cannot run on WebGPU",
    );
  });

  test("a forced software GPU is used; “cpu” is WASM", () => {
    const software = { isSoftware: true, hasF16: false };
    expect(
      chooseDevice({ model, device: "webgpu" }, software, all),
    ).toMatchObject({ device: "webgpu", dtype: "fp32" });
    expect(chooseDevice({ model, device: "cpu" }, hardware, all).device).toBe(
      "wasm",
    );
  });

  test("refusals name what is there", () => {
    const choose = (
      dtype: "fp16" | "bnb4",
      gpu: typeof hardware,
      available: readonly ("fp32" | "fp16")[] = ["fp32", "fp16"],
    ) => chooseDevice({ model, device: "webgpu", dtype }, gpu, available);
    const refused = (...choice: Parameters<typeof choose>) =>
      textThrown(() => choose(...choice)).message;
    expect(refused("bnb4", hardware)).toMatch(/there are fp32, fp16/);
    expect(refused("fp16", { ...hardware, hasF16: false })).toMatch(
      /16-bit floats/,
    );
    expect(refused("fp16", hardware, [])).toMatch(/no ONNX weights/);
  });
});

describe("the catalogue", () => {
  test("names each model once, with sizes that grow with the precision", () => {
    expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
    for (const model of catalogue) {
      const sizes = reckonedSizes(model).map(({ sizeBytes }) => sizeBytes);
      expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    }
  });

  test("knows models by their first owners' names", () => {
    expect(catalogueIdFor("sentence-transformers/all-MiniLM-L6-v2")).toBe(
      "Xenova/all-MiniLM-L6-v2",
    );
    expect(catalogueIdFor("BAAI/bge-m3")).toBe("Xenova/bge-m3");
    expect(catalogueIdFor("some/other")).toBe("some/other");
  });
});

describe("addresses", () => {
  test("escape what they are made of", () => {
    expect(
      fileAddress("https://hub/", "a/b", "refs/pr/1", "onnx/m x.onnx"),
    ).toBe("https://hub/a/b/resolve/refs%2Fpr%2F1/onnx/m%20x.onnx");
    expect(listAddress("https://hub", "a/b", "main")).toBe(
      "https://hub/api/models/a/b/tree/main?recursive=true",
    );
  });

  test.each(["", "../x", "a/..", "a/b/c", "a b", "https://x/y", "a/b?c"])(
    "“%s” is no id",
    (id) => {
      expect(isModelId(id)).toBe(false);
      expect(() => fileAddress("https://hub", id, "main", "x")).toThrow();
    },
  );
});

describe("kept settings", () => {
  const settings = {
    ...{ model: "a/b", revision: "main", device: "wasm", dtype: "q8" },
    ...{ pooling: "cls", passagePrefix: "", queryPrefix: "q: " },
    ...{ maxTokens: 512, dim: 384 },
  } as const;

  test("come back as they were", () => {
    expect(parseSettings({ ...settings, more: 1 })).toEqual(settings);
  });

  test.each([
    ["dtype", "q99"],
    ["device", "tpu"],
    ["pooling", undefined],
    ["dim", 0],
    ["maxTokens", "512"],
    ["model", 7],
  ])("a wrong %s is named", (name, value) => {
    const { message } = textThrown(() =>
      parseSettings({ ...settings, [name]: value }),
    );
    expect(message).toContain(`as their ${name}`);
  });
});

test("closing tokens are those that every text ends with", () => {
  const encode = (text: string) =>
    Int32Array.of(1, ...Array.from(text, () => 9), 2, 3);
  const closing = closingTokens({ encode, padId: 0 });
  expect([...closing]).toEqual([2, 3]);
  expect([...cutTokens(encode("abcdef"), 5, closing)]).toEqual([1, 9, 9, 2, 3]);
  const bare = {
    encode: (text: string) => Int32Array.of(...Array.from(text, () => 9)),
    padId: 0,
  };
  expect([...closingTokens(bare)]).toEqual([]);
});
