import { afterAll, beforeAll, expect, test } from "vitest";
import { parseNpy, toFloat32Matrix } from "../../src/data/npy";
import { readSampleTexts } from "../../src/data/sampleTexts";
import {
  createModelLibrary,
  type ModelLibrary,
  type OpenModel,
} from "../../src/embed/library";
import { openRunner } from "../../src/embed/batchRunner";
import { embedBatches } from "../../src/embed/embedBatches";
import { createModelFiles } from "../../src/embed/modelFiles";
import { leastCosine } from "../../src/embed/pooling";
import { createRuntimes } from "../../src/embed/runtime";
import { openTokeniser } from "../../src/embed/tokeniser";
import { createSharedDevice } from "../../src/gpu/sharedDevice";
import type { EmbedDevice, EmbedRequest } from "../../src/model/embedding";
import type { Message } from "../../src/model/message";
import { sentenceOf } from "../unit/words/textOf";

const model = "Xenova/all-MiniLM-L6-v2";
const texts = 24;
const dim = 384;

let library: ModelLibrary;
let documents: string[];
let sample: Float32Array;
let hasModel = false;

beforeAll(async () => {
  const shared = createSharedDevice();
  library = createModelLibrary({
    hub: "http://hub.invalid",
    localModels: new URL("/models/", location.href).href,
    threads: crossOriginIsolated ? 2 : 1,
    gpuDevice: async () => {
      const opened = await shared.open();
      if (!opened) return null;
      const { device } = opened.gpu;
      return {
        device,
        isSoftware: opened.probe.software,
        hasF16: device.features.has("shader-f16"),
      };
    },
  });
  const read = async (path: string) =>
    new Uint8Array(await (await fetch(path)).arrayBuffer());
  const folder = "/samples/wordnet-10k";
  const rows = await readSampleTexts(
    await read(`${folder}/documents.jsonl`),
    "documents.jsonl",
  );
  documents = rows.slice(0, texts).map(({ text }) => text);
  const vectors = await read(`${folder}/vectors.npy`);
  sample = toFloat32Matrix(
    parseNpy(vectors, "vectors.npy"),
    "vectors.npy",
  ).data.slice(0, texts * dim);
  const index: unknown = await (await fetch("/models/index.json")).json();
  hasModel = JSON.stringify(index).includes(model);
  if (!hasModel)
    console.warn("Skipped: npm run models did not bring all-MiniLM-L6-v2.");
});

afterAll(() => library.dispose());

const quiet = {
  signal: new AbortController().signal,
  onProgress: () => undefined,
};

async function embed(request: EmbedRequest, count = texts) {
  const notes: string[] = [];
  const onNote = (note: Message) => notes.push(sentenceOf(note));
  const opened: OpenModel = await library.open(request, { ...quiet, onNote });
  const vectors = new Float32Array(count * dim);
  const outcome = await opened.embed(documents.slice(0, count), {
    ...quiet,
    onNote,
    batchesDone: 0,
    onBatch: async (batch) => {
      batch.rows.forEach((row, index) =>
        vectors.set(
          batch.vectors.subarray(index * dim, (index + 1) * dim),
          row * dim,
        ),
      );
    },
  });
  return { vectors, notes, ...outcome };
}

test("full precision on WASM gives the sample's vectors", async (context) => {
  context.skip(!hasModel);
  const { vectors, settings, notes } = await embed({
    model,
    device: "wasm",
    dtype: "fp32",
  });
  expect(notes).toEqual([]);
  expect(settings).toMatchObject({
    device: "wasm",
    dtype: "fp32",
    pooling: "mean",
    dim,
    maxTokens: 512,
  });
  expect(leastCosine(vectors, sample, dim)).toBeGreaterThan(0.9999);
});

test("q8 on WASM is near to them", async (context) => {
  context.skip(!hasModel);
  const { vectors, settings } = await embed({ model, device: "wasm" });
  expect(settings.dtype).toBe("q8");
  const least = leastCosine(vectors, sample, dim);
  expect(least).toBeGreaterThan(0.98);
  expect(least).toBeLessThan(0.99999);
});

test("WebGPU agrees with WASM, and says how well", async (context) => {
  context.skip(!hasModel);
  const few = 6;
  const { vectors, settings, parity, notes } = await embed(
    { model, device: "webgpu", dtype: "fp32" },
    few,
  );
  expect(notes).toEqual([]);
  expect(settings.device).toBe("webgpu");
  expect(parity).toBeGreaterThan(0.999);
  expect(leastCosine(vectors, sample.slice(0, few * dim), dim)).toBeGreaterThan(
    0.999,
  );
});

test("a spoiled WebGPU output is caught, and WASM's vectors are kept", async (context) => {
  context.skip(!hasModel);
  const files = createModelFiles({
    hub: "http://hub.invalid",
    localModels: new URL("/models/", location.href).href,
    fetch: (input, init) => fetch(input, init),
    caches: null,
  });
  const repository = await files.list(model, "main");
  const runtimes = createRuntimes(1);
  const tokeniser = await openTokeniser(repository, files, runtimes);
  const graph = await files.read(repository, "onnx/model.onnx");
  const opened = await createSharedDevice().open();
  const open = async (device: EmbedDevice) =>
    openRunner({
      runtime: await runtimes.forDevice(device),
      weights: { graph, data: [] },
      device,
      gpu: opened?.gpu.device ?? null,
      padId: tokeniser.padId,
      pooling: "mean",
      dim,
      model,
    });
  const webgpu = await open("webgpu");
  const slot = {
    runner: {
      ...webgpu,
      // As a driver's fault does: right in size, wrong in content.
      run: async (batch: Parameters<typeof webgpu.run>[0]) =>
        (await webgpu.run(batch)).reverse(),
    },
  };
  const few = 3;
  const notes: string[] = [];
  const vectors = new Float32Array(few * dim);
  const outcome = await embedBatches({
    texts: documents.slice(0, few),
    tokeniser,
    maxTokens: 512,
    dim,
    slot,
    openWasm: () => open("wasm"),
    hooks: {
      ...quiet,
      onNote: (note) => notes.push(sentenceOf(note)),
      batchesDone: 0,
      onBatch: async (batch) => {
        batch.rows.forEach((row, index) =>
          vectors.set(
            batch.vectors.subarray(index * dim, (index + 1) * dim),
            row * dim,
          ),
        );
      },
    },
  });
  expect(outcome.device).toBe("wasm");
  expect(outcome.parity).toBeLessThan(0.99);
  expect(notes.join(" ")).toContain("WebGPU gave wrong vectors");
  expect(leastCosine(vectors, sample.slice(0, few * dim), dim)).toBeGreaterThan(
    0.999,
  );
});
