import * as v from "valibot";
import { count, isJsonObject, itemsThatFit, jsonObjectOf } from "../model/json";
import type { ModelFileName } from "../model/faults/embed";
import { download } from "./download";
import { EmbedError } from "./embedError";
import { fileAddress, listAddress } from "./hubAddress";
import type { ModelPlace } from "./types";

const cacheName = "bitsieve-models";

/** A file of a model's repository. */
export interface ModelFile {
  readonly path: string;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
}

export interface Repository {
  readonly id: string;
  readonly revision: string;
  /** Of the app's own folder, or of the hub. */
  readonly local: boolean;
  readonly files: readonly ModelFile[];
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onBytes?: (received: number, total: number | null) => void;
}

export interface ModelFilesEnvironment {
  readonly hub: string;
  /** Absolute address of the app's own models, ending in "/". */
  readonly localModels: string;
  readonly fetch: typeof fetch;
  /** null where the browser has no Cache API. */
  readonly caches: CacheStorage | null;
}

/** Files of models: the app's own first, then what was downloaded before, then the hub. */
export interface ModelFiles {
  /** @throws EmbedError "unknown-model", and what `download` throws. */
  list(id: string, revision: string, signal?: AbortSignal): Promise<Repository>;
  placeOf(repository: Repository, path: string): Promise<ModelPlace>;
  read(
    repository: Repository,
    path: string,
    options?: ReadOptions,
  ): Promise<Uint8Array<ArrayBuffer>>;
  /** Takes a file that turned out to be unusable out of what is kept. */
  forget(repository: Repository, path: string): Promise<void>;
  cached(): Promise<readonly { id: string; sizeBytes: number }[]>;
  remove(id: string): Promise<void>;
  /** As `list`, without asking the hub: null for a model that is neither local nor was listed before. */
  listKnown(id: string, revision: string): Promise<Repository | null>;
}

export function createModelFiles(env: ModelFilesEnvironment): ModelFiles {
  const { hub, localModels } = env;
  let localIndex: Promise<readonly Repository[] | null> | null = null;

  const openCache = async (): Promise<Cache | null> =>
    // A browser that blocks storage has the API and refuses to open it.
    (await env.caches?.open(cacheName).catch(() => null)) ?? null;

  /** null where nobody can say now. */
  async function fetchLocalIndex(): Promise<readonly Repository[] | null> {
    try {
      const response = await env.fetch(`${localModels}index.json`);
      // A server that has no local models says so.
      if (response.status === 404) return [];
      return response.ok ? parseIndex(await response.json()) : null;
    } catch {
      return null;
    }
  }

  /** The app's own models; a look-up that failed is made again by the next call. */
  async function readLocalIndex(): Promise<readonly Repository[]> {
    const lookUp = (localIndex ??= fetchLocalIndex());
    const index = await lookUp;
    if (index === null && localIndex === lookUp) localIndex = null;
    return index ?? [];
  }

  async function cacheUnder(
    address: string,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<void> {
    const cache = await openCache();
    // A full storage costs the next download, not this one.
    await cache
      ?.put(
        address,
        new Response(bytes, {
          headers: { "content-length": String(bytes.length) },
        }),
      )
      .catch(() => undefined);
  }

  async function fromCache(
    address: string,
  ): Promise<Uint8Array<ArrayBuffer> | null> {
    const kept = await (await openCache())?.match(address);
    return kept ? new Uint8Array(await kept.arrayBuffer()) : null;
  }

  async function listKnown(
    id: string,
    revision: string,
  ): Promise<Repository | null> {
    const index = await readLocalIndex();
    const localRepository = index.find((local) => local.id === id);
    if (localRepository && revision === "main") return localRepository;
    const kept = await fromCache(listAddress(hub, id, revision));
    return kept && { id, revision, local: false, files: parseList(id, kept) };
  }

  const addressOf = (repository: Repository, path: string) =>
    repository.local
      ? `${localModels}${repository.id}/${path}`
      : fileAddress(hub, repository.id, repository.revision, path);

  return {
    async list(id, revision, signal) {
      const stored = await listKnown(id, revision);
      if (stored) return stored;
      const address = listAddress(hub, id, revision);
      let bytes: Uint8Array<ArrayBuffer>;
      try {
        bytes = await download(address, env.fetch, {
          file: { model: id, path: null },
          signal,
          sizeBytes: null,
          sha256: null,
        });
      } catch (error) {
        throw unknownModel(id, hub, error);
      }
      const files = parseList(id, bytes);
      await cacheUnder(address, bytes);
      return { id, revision, local: false, files };
    },

    async placeOf(repository, path) {
      if (repository.local) return "local";
      const cache = await openCache();
      const kept = await cache?.match(addressOf(repository, path));
      return kept ? "cached" : "hub";
    },

    async read(repository, path, options = {}) {
      const listed = repository.files.find((file) => file.path === path);
      const address = addressOf(repository, path);
      if (!repository.local) {
        const kept = await fromCache(address);
        if (kept) {
          options.onBytes?.(kept.length, kept.length);
          return kept;
        }
      }
      const bytes = await download(address, env.fetch, {
        file: { model: repository.id, path },
        sizeBytes: listed?.sizeBytes ?? null,
        sha256: listed?.sha256 ?? null,
        ...options,
      });
      if (!repository.local) await cacheUnder(address, bytes);
      return bytes;
    },

    async forget(repository, path) {
      await (await openCache())?.delete(addressOf(repository, path));
    },

    async cached() {
      const cache = await openCache();
      const sizes = new Map<string, number>();
      for (const request of (await cache?.keys()) ?? []) {
        const id = idOfAddress(request.url);
        if (id === null) continue;
        const kept = await cache?.match(request);
        const size = Number(kept?.headers.get("content-length") ?? 0);
        sizes.set(id, (sizes.get(id) ?? 0) + size);
      }
      return [...sizes].map(([id, sizeBytes]) => ({ id, sizeBytes }));
    },

    async remove(id) {
      const cache = await openCache();
      for (const request of (await cache?.keys()) ?? [])
        if (
          idOfAddress(request.url) === id ||
          request.url.includes(`/api/models/${id}/tree/`)
        )
          await cache?.delete(request);
    },

    listKnown,
  };
}

/** "owner/name" of a file's address, or null for a list of files. */
function idOfAddress(address: string): string | null {
  const match = /^https?:\/\/[^/]+\/(?:.*\/)?([^/]+\/[^/]+)\/resolve\//.exec(
    address,
  );
  return match ? match[1] : null;
}

/** A repository that is not there answers 401 or 404. */
function unknownModel(id: string, hub: string, error: unknown): unknown {
  if (
    error instanceof EmbedError &&
    error.fault.name === "embed.host-status" &&
    [401, 403, 404].includes(error.fault.params.status)
  )
    return new EmbedError(
      "unknown-model",
      "embed.no-such-model",
      { model: id, host: new URL(hub).host },
      { cause: error },
    );
  return error;
}

const sizeOrNull = v.fallback(v.nullable(count), null);
const textOrNull = v.fallback(v.nullable(v.string()), null);

/** A file in the hub's list. */
const hubFile = jsonObjectOf({
  type: v.literal("file"),
  path: v.string(),
  size: sizeOrNull,
  /** Of large files: what is stored in place of their content. */
  lfs: v.fallback(
    jsonObjectOf({
      size: sizeOrNull,
      oid: v.fallback(
        v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
        null,
      ),
    }),
    { size: null, oid: null },
  ),
});

/** A model in the index of the app's own ones. */
const localModel = jsonObjectOf({ id: v.string(), files: v.unknown() });
const localFile = jsonObjectOf({
  path: v.string(),
  sizeBytes: sizeOrNull,
  sha256: textOrNull,
});

/** The hub's list of files: type, path, size, and the SHA-256 of large ones. */
function parseList(id: string, bytes: Uint8Array): readonly ModelFile[] {
  const entries = parseJson({ model: id, path: null }, bytes);
  if (!Array.isArray(entries))
    throw new EmbedError("hub-content", "embed.no-list", { model: id });
  return itemsThatFit(hubFile, entries).map(({ path, size, lfs }) => ({
    path,
    sizeBytes: lfs.size ?? size,
    sha256: lfs.oid,
  }));
}

/** The index of the app's own models; what is not understood is left out. */
function parseIndex(value: unknown): readonly Repository[] {
  const models = isJsonObject(value) ? value.models : [];
  return itemsThatFit(localModel, models).map(({ id, files }) => ({
    id,
    revision: "main",
    local: true,
    files: itemsThatFit(localFile, files),
  }));
}

/** @throws EmbedError "hub-content" for what is no JSON. */
export function parseJson(file: ModelFileName, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch (error) {
    throw new EmbedError(
      "hub-content",
      "embed.not-json",
      {
        ...file,
        detail: error instanceof Error ? error.message : String(error),
      },
      { cause: error },
    );
  }
}
