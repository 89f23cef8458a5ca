import { storageFactory } from "opfs-mock";
import { createRemoteEnvironment } from "../../../src/data/remote/environment";
import { embedBatches } from "../../../src/embed/embedBatches";
import type { ModelLibrary } from "../../../src/embed/library";
import type { BatchRunner } from "../../../src/embed/batchRunner";
import { openKeptStore } from "../../../src/keep/store";
import type { KeptStore } from "../../../src/keep/types";
import type { HubAndStorage } from "../../../src/worker/hubAndStorage";
import type { EmbedSettings } from "../../../src/model/embedding";

export const toyDim = 24;

/** Characters as tokens between two special ones. */
export const toyTokeniser = {
  padId: 0,
  encode: (text: string) =>
    Int32Array.of(
      1,
      ...Array.from(text, (character) => character.codePointAt(0) ?? 0),
      2,
    ),
};

/** A vector that depends on all tokens of a text and on nothing else. */
export function toyVector(ids: Int32Array): Float32Array {
  const sums = new Float64Array(toyDim);
  ids.forEach((id, place) => {
    for (let j = 0; j < toyDim; j++)
      sums[j] += Math.sin(id * (j + 1) + place * 0.1);
  });
  const norm = Math.hypot(...sums);
  return Float32Array.from(sums, (value) => value / norm);
}

export function toyRunner(
  device: BatchRunner["device"] = "wasm",
  change: (vectors: Float32Array, texts: number) => void = () => undefined,
): BatchRunner {
  return {
    device,
    run(texts) {
      const vectors = new Float32Array(texts.length * toyDim);
      texts.forEach((ids, row) => vectors.set(toyVector(ids), row * toyDim));
      change(vectors, texts.length);
      return Promise.resolve(vectors);
    },
    release: () => Promise.resolve(),
  };
}

const settings: EmbedSettings = {
  model: "toy/model",
  revision: "main",
  device: "wasm",
  dtype: "fp32",
  pooling: "mean",
  passagePrefix: "p: ",
  queryPrefix: "q: ",
  maxTokens: 64,
  dim: toyDim,
};

/**
 * A library with one model of a few lines, run through the app's own batches.
 * `beforeBatch` is called before each of them.
 */
export function toyLibrary(
  beforeBatch: (batch: number) => void = () => undefined,
): ModelLibrary {
  let batches = 0;
  return {
    list: () => Promise.resolve([]),
    describe: () => Promise.reject(new Error("there is no hub")),
    cached: () => Promise.resolve([]),
    removeCached: () => Promise.resolve(),
    dispose: () => Promise.resolve(),
    open: (request) => {
      const own: EmbedSettings = {
        ...settings,
        dtype:
          request.dtype === undefined || request.dtype === "auto"
            ? settings.dtype
            : request.dtype,
        passagePrefix: request.prefix ?? settings.passagePrefix,
        queryPrefix: request.queryPrefix ?? settings.queryPrefix,
      };
      return Promise.resolve({
        settings: own,
        async embed(texts, hooks) {
          const outcome = await embedBatches({
            texts,
            tokeniser: toyTokeniser,
            maxTokens: own.maxTokens,
            dim: toyDim,
            slot: { runner: toyRunner("wasm", () => beforeBatch(batches++)) },
            openWasm: () => Promise.reject(new Error("not asked for")),
            hooks,
          });
          return { settings: own, ...outcome };
        },
      });
    },
  };
}

/** HubAndStorage without a browser: the toy model, a file system in memory, no network. */
export async function toyHubAndStorage(
  library: ModelLibrary = toyLibrary(),
): Promise<HubAndStorage & { readonly store: KeptStore }> {
  const root = await storageFactory().getDirectory();
  const store = await openKeptStore(root);
  const remote = createRemoteEnvironment("http://hub.invalid", "", () =>
    Promise.reject(new TypeError("no network")),
  );
  return {
    store,
    baseUrl: () => "",
    remote: () => remote,
    library: () => Promise.resolve(library),
    kept: () => Promise.resolve(store),
  };
}
