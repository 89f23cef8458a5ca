import { type BatchRunner, openRunner, type Weights } from "./batchRunner";
import { catalogue, inCatalogue, reckonedSizes } from "./catalogue";
import { chooseDevice, type GpuFacts } from "./choice";
import { embedBatches } from "./embedBatches";
import { EmbedError } from "./embedError";
import { isModelId } from "./hubAddress";
import { readFacts, weightFiles, weightSizes } from "./modelFacts";
import { createModelFiles, type Repository } from "./modelFiles";
import { createRuntimes } from "./runtime";
import { openTokeniser } from "./tokeniser";
import type { Tokeniser } from "./tokenisedTexts";
import type { EmbedHooks, ModelInfo, ModelPlace } from "./types";
import type {
  ModelDtype,
  EmbedDevice,
  EmbedRequest,
  EmbedSettings,
} from "../model/embedding";

/** The GPU that models run on; shared with the rest of the app. */
export interface LibraryGpu extends GpuFacts {
  readonly device: GPUDevice;
}

export interface LibraryEnvironment {
  /** Address of the hub or of a server that answers as it does. */
  readonly hub: string;
  /** Absolute address of the app's own models, ending in "/". */
  readonly localModels: string;
  /** Threads of the CPU (WASM). */
  readonly threads: number;
  /** null without a GPU. */
  readonly gpuDevice: () => Promise<LibraryGpu | null>;
}

export type OpenHooks = Pick<EmbedHooks, "signal" | "onProgress" | "onNote">;

export interface EmbedOutcome {
  /** The device as it was at the end. */
  readonly settings: EmbedSettings;
  readonly parity: number | null;
  /** Of the texts made now. */
  readonly tokens: number;
  readonly truncated: number;
}

/** A model whose weights are loaded. */
export interface OpenModel {
  readonly settings: EmbedSettings;
  /** Vectors of texts that carry their prefix; they leave by `hooks.onBatch`. */
  embed(texts: readonly string[], hooks: EmbedHooks): Promise<EmbedOutcome>;
}

export interface ModelLibrary {
  /** The catalogue; answers without the hub. */
  list(): Promise<readonly ModelInfo[]>;
  /** One model of the hub. Throws `EmbedError`. */
  describe(id: string): Promise<ModelInfo>;
  cached(): Promise<readonly { id: string; sizeBytes: number }[]>;
  removeCached(id: string): Promise<void>;
  /** Downloads where needed and opens. The model opened before is released. */
  open(request: EmbedRequest, hooks: OpenHooks): Promise<OpenModel>;
  dispose(): Promise<void>;
}

interface Loaded {
  readonly key: string;
  readonly model: OpenModel;
  release(): Promise<void>;
}

/** Models of a hub, one open at a time. */
export function createModelLibrary(env: LibraryEnvironment): ModelLibrary {
  const files = createModelFiles({
    hub: env.hub,
    localModels: env.localModels,
    fetch: (input, init) => fetch(input, init),
    caches: globalThis.caches ?? null,
  });
  const runtimes = createRuntimes(env.threads);
  let loaded: Loaded | null = null;
  let last: Promise<unknown> = Promise.resolve();

  /** Openings wait for each other: each releases the model before it. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work, work);
    last = result;
    return result;
  }

  async function infoOf(
    id: string,
    repository: Repository | null,
    gpu: LibraryGpu | null,
  ): Promise<ModelInfo> {
    const catalogued = inCatalogue(id);
    const sizes = repository
      ? weightSizes(repository)
      : catalogued
        ? reckonedSizes(catalogued)
        : [];
    const facts =
      catalogued ?? (repository ? await readFacts(repository, files) : null);
    const places: Partial<Record<ModelDtype, ModelPlace>> = {};
    if (repository)
      for (const { dtype } of sizes) {
        const weights = weightFiles(repository, dtype);
        if (weights)
          places[dtype] = await files.placeOf(repository, weights.graph);
      }
    const { device, dtype } = chooseDevice(
      { model: id },
      gpu,
      sizes.map((size) => size.dtype),
    );
    return {
      id,
      title: catalogued?.title ?? id,
      dim: facts?.dim ?? null,
      maxTokens: facts?.maxTokens ?? null,
      pooling: facts?.pooling ?? null,
      passagePrefix: facts?.passagePrefix ?? "",
      queryPrefix: facts?.queryPrefix ?? "",
      languages: catalogued?.languages ?? null,
      sizes,
      places,
      auto: { device, dtype },
      listed: catalogued !== null,
    };
  }

  const gpuOrNull = () => env.gpuDevice().catch(() => null);

  async function openNew(
    request: EmbedRequest,
    key: string,
    hooks: OpenHooks,
  ): Promise<Loaded> {
    const { model: id, revision = "main" } = request;
    const repository = await files.list(id, revision, hooks.signal);
    const gpu =
      request.device === "wasm" || request.device === "cpu"
        ? null
        : await gpuOrNull();
    const available = weightSizes(repository).map(({ dtype }) => dtype);
    const choice = chooseDevice(request, gpu, available);
    if (choice.note) hooks.onNote(choice.note);
    const facts = await readFacts(repository, files, hooks.signal);
    const pooling = request.pooling ?? facts.pooling;
    if (pooling === null)
      throw new EmbedError("no-pooling", "embed.no-pooling", { model: id });
    const weights = await readWeights(repository, choice.dtype, hooks);
    report(hooks, "prepare", 0, 1, null);
    const tokeniser = await openTokeniser(
      repository,
      files,
      runtimes,
      hooks.signal,
    );
    hooks.signal.throwIfAborted();
    const open = async (device: EmbedDevice) =>
      openRunner({
        runtime: await runtimes.forDevice(device),
        weights,
        device,
        gpu: gpu?.device ?? null,
        padId: tokeniser.padId,
        pooling,
        dim: facts.dim,
        model: id,
      });
    let runner: BatchRunner;
    try {
      runner = await open(choice.device);
    } catch (error) {
      if (choice.device === "wasm") {
        await forgetWeights(repository, choice.dtype);
        throw error;
      }
      hooks.onNote({ name: "embed.not-opened-on-webgpu", params: {} });
      runner = await open("wasm");
    }
    const slot = { runner };
    const dim = facts.dim ?? (await widthOf(runner, tokeniser));
    report(hooks, "prepare", 1, 1, null);
    const settings: EmbedSettings = {
      model: id,
      revision,
      device: runner.device,
      dtype: choice.dtype,
      pooling,
      passagePrefix: request.prefix ?? facts.passagePrefix,
      queryPrefix: request.queryPrefix ?? facts.queryPrefix,
      maxTokens: facts.maxTokens,
      dim,
    };
    const model: OpenModel = {
      settings,
      async embed(texts, embedHooks) {
        const outcome = await embedBatches({
          texts,
          tokeniser,
          maxTokens: settings.maxTokens,
          dim,
          slot,
          openWasm: () => open("wasm"),
          hooks: embedHooks,
        });
        return {
          settings: { ...settings, device: outcome.device },
          parity: outcome.parity,
          tokens: outcome.tokens,
          truncated: outcome.truncated,
        };
      },
    };
    return { key, model, release: () => slot.runner.release() };
  }

  async function readWeights(
    repository: Repository,
    dtype: ModelDtype,
    hooks: OpenHooks,
  ): Promise<Weights> {
    const weights = weightFiles(repository, dtype);
    if (!weights) throw new Error(`no weights in ${dtype}`);
    const paths = [weights.graph, ...weights.data];
    const total =
      weightSizes(repository).find((size) => size.dtype === dtype)?.sizeBytes ??
      0;
    let before = 0;
    const read: Uint8Array[] = [];
    for (const path of paths) {
      const bytes = await files.read(repository, path, {
        signal: hooks.signal,
        onBytes: (received) =>
          report(hooks, "download", before + received, total, path),
      });
      before += bytes.length;
      read.push(bytes);
    }
    return {
      graph: read[0],
      data: weights.data.map((path, index) => ({
        path: path.slice(path.lastIndexOf("/") + 1),
        data: read[index + 1],
      })),
    };
  }

  /** What the runtime refused must not be found again by the next try. */
  async function forgetWeights(
    repository: Repository,
    dtype: ModelDtype,
  ): Promise<void> {
    const weights = weightFiles(repository, dtype);
    for (const path of weights ? [weights.graph, ...weights.data] : [])
      await files.forget(repository, path);
  }

  return {
    async list() {
      const gpu = await gpuOrNull();
      return Promise.all(
        catalogue.map(async ({ id }) =>
          infoOf(id, await files.listKnown(id, "main"), gpu),
        ),
      );
    },

    async describe(id) {
      checkId(id);
      const repository = await files.list(id, "main");
      return infoOf(id, repository, await gpuOrNull());
    },

    cached: () => files.cached(),
    removeCached: (id) => files.remove(id),

    open(request, hooks) {
      checkId(request.model);
      const key = JSON.stringify([
        request.model,
        request.revision ?? "main",
        request.device ?? "auto",
        request.dtype ?? "auto",
        request.pooling ?? null,
        request.prefix ?? null,
        request.queryPrefix ?? null,
      ]);
      return inTurn(async () => {
        hooks.signal.throwIfAborted();
        if (loaded?.key === key) return loaded.model;
        const former = loaded;
        loaded = null;
        await former?.release().catch(() => undefined);
        loaded = await openNew(request, key, hooks);
        return loaded.model;
      });
    },

    dispose: () =>
      inTurn(async () => {
        await loaded?.release();
        loaded = null;
      }),
  };
}

function checkId(id: string): void {
  if (!isModelId(id))
    throw new EmbedError("unknown-model", "embed.no-model-id", { model: id });
}

/** Asks the model itself where its configuration does not say the width. */
async function widthOf(
  runner: BatchRunner,
  tokeniser: Tokeniser,
): Promise<number> {
  return (await runner.run([tokeniser.encode("a")])).length;
}

function report(
  hooks: OpenHooks,
  phase: "download" | "prepare",
  done: number,
  total: number,
  file: string | null,
): void {
  hooks.onProgress({ phase, done, total, tokens: 0, truncated: 0, file });
}
