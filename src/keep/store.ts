import {
  estimate,
  isMissing,
  namesIn,
  readFile,
  readFolder,
  writeFile,
} from "./folder";
import { lockEntry } from "./locks";
import { formatTexts, parseManifest, parseTexts } from "./manifest";
import { readShard, readShardHeader, writeShard } from "./shardFile";
import {
  KeepError,
  type KeptEntry,
  type KeptManifest,
  type KeptShard,
  type KeptStore,
  type KeptTexts,
  type KeptVectors,
  type KeptWork,
  type StorageUse,
} from "./types";

const manifestName = "manifest.json";
const textsName = "texts.jsonl";
const shardsName = "shards";

type Folder = FileSystemDirectoryHandle;

/**
 * Opens the store in the browser's own file system (or below `root`).
 *
 * @throws KeepError "unavailable" where the browser has none, as in some
 *   private windows.
 */
export async function openKeptStore(root?: Folder): Promise<KeptStore> {
  const base = root ?? (await originRoot());
  const app = await base.getDirectoryHandle("bitsieve", { create: true });
  const entries = await app.getDirectoryHandle("embeddings", { create: true });

  async function entryFolder(id: string): Promise<Folder> {
    const folder = isId(id) ? await readFolder(entries, id) : null;
    if (folder) return folder;
    throw missing(id);
  }

  async function manifestOf(folder: Folder): Promise<KeptManifest | null> {
    const file = await readFile(folder, manifestName);
    return file && parseManifest(await file.text());
  }

  /** Written by this version, by another one or damaged, or not written at all. */
  async function stateOf(
    folder: Folder | null,
  ): Promise<KeptManifest | "foreign" | "absent"> {
    if (!folder || !(await readFile(folder, manifestName))) return "absent";
    return (await manifestOf(folder)) ?? "foreign";
  }

  async function requireManifest(id: string): Promise<KeptManifest> {
    const manifest = await manifestOf(await entryFolder(id));
    if (manifest) return manifest;
    throw new KeepError("damaged", "keep.description-unreadable", { id });
  }

  async function describe(
    folder: Folder,
    manifest: KeptManifest,
  ): Promise<KeptEntry> {
    let sizeBytes = 0;
    let latest = Date.parse(manifest.createdAt);
    for (const name of [manifestName, textsName])
      sizeBytes += (await readFile(folder, name))?.size ?? 0;
    let rowsDone = 0;
    let batchesDone = 0;
    for (const file of await shardFiles(folder)) {
      sizeBytes += file.size;
      const header = await readShardHeader(file);
      if (header?.firstBatch !== batchesDone || header.dim !== manifest.dim)
        break;
      rowsDone += header.rows;
      batchesDone += header.batches;
      latest = Math.max(latest, file.lastModified);
    }
    return {
      manifest,
      rowsDone,
      batchesDone,
      complete: rowsDone === manifest.documents + manifest.queries,
      sizeBytes,
      updatedAt: new Date(latest).toISOString(),
    };
  }

  /** Makes an entry: the manifest comes last, so that half an entry has none. */
  async function create(
    manifest: KeptManifest,
    texts: KeptTexts,
  ): Promise<Folder> {
    const folder = await entries.getDirectoryHandle(manifest.id, {
      create: true,
    });
    try {
      await folder.getDirectoryHandle(shardsName, { create: true });
      const lines = formatTexts([...texts.documents, ...texts.queries]);
      await writeFile(folder, textsName, lines);
      await writeFile(folder, manifestName, JSON.stringify(manifest));
      return folder;
    } catch (error) {
      await entries
        .removeEntry(manifest.id, { recursive: true })
        .catch(() => undefined);
      throw error;
    }
  }

  async function openWork(
    manifest: KeptManifest,
    texts: KeptTexts,
  ): Promise<KeptWork> {
    const { id, dim } = manifest;
    const release = await lockEntry(id);
    try {
      const former = await readFolder(entries, id);
      const standing = await stateOf(former);
      if (standing === "foreign")
        throw new KeepError("damaged", "keep.another-version", { id });
      const isNew = standing === "absent" || standing.dim !== dim;
      // Half an entry, or vectors of another width, are made anew from nothing.
      if (isNew && former) await entries.removeEntry(id, { recursive: true });
      const folder = isNew ? await create(manifest, texts) : former;
      if (!folder) throw new Error("an entry has no folder");
      const shards = await folder.getDirectoryHandle(shardsName, {
        create: true,
      });
      const state = await keepWholeShards(shards, dim);
      let next = state.batchesDone;
      let number = state.shards;
      return {
        manifest: isNew ? manifest : standing,
        rowsDone: state.rowsDone,
        batchesDone: state.batchesDone,
        async append(shard: KeptShard) {
          if (shard.firstBatch !== next)
            throw new RangeError(
              `batch ${shard.firstBatch} does not follow batch ${next - 1}`,
            );
          const bytes = await writeShard(shard, dim);
          try {
            await writeFile(shards, shardName(number), bytes);
          } catch (error) {
            // The browser cleared its storage meanwhile.
            if (isMissing(error)) throw missing(id);
            throw error;
          }
          next += shard.batches;
          number++;
        },
        close: release,
      };
    } catch (error) {
      release();
      throw error;
    }
  }

  async function readVectors(id: string): Promise<KeptVectors> {
    const folder = await entryFolder(id);
    const { documents, queries, dim } = await requireManifest(id);
    const total = documents + queries;
    const vectors = new Float32Array(total * dim);
    const tokens = new Uint32Array(total);
    let truncated = 0;
    let rowsDone = 0;
    let batches = 0;
    for (const file of await shardFiles(folder)) {
      const shard = await readShard(file);
      if (shard?.firstBatch !== batches) break;
      if (shard.vectors.length !== shard.rows.length * dim)
        throw new KeepError("damaged", "keep.rows-of-another-length", {
          id,
          dim,
        });
      shard.rows.forEach((row, index) => {
        vectors.set(
          shard.vectors.subarray(index * dim, (index + 1) * dim),
          row * dim,
        );
        tokens[row] = shard.tokens[index];
      });
      batches += shard.batches;
      rowsDone += shard.rows.length;
      truncated += shard.truncated;
    }
    const complete = rowsDone === total;
    return { vectors, tokens, truncated, rowsDone, complete };
  }

  return {
    async list() {
      const listed: KeptEntry[] = [];
      for (const id of await namesIn(entries)) {
        const folder = await readFolder(entries, id);
        if (!folder) continue;
        const manifest = await manifestOf(folder);
        if (manifest) listed.push(await describe(folder, manifest));
        else await removeHalfMade(entries, folder, id);
      }
      return listed.sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
    },
    openWork,
    readManifest: requireManifest,
    async readTexts(id) {
      const folder = await entryFolder(id);
      const { documents, queries } = await requireManifest(id);
      const file = await readFile(folder, textsName);
      if (!file) throw new KeepError("damaged", "keep.texts-missing", { id });
      try {
        const texts = parseTexts(await file.text());
        if (texts.length !== documents + queries)
          throw new RangeError(
            `${texts.length} texts of ${documents + queries}`,
          );
        return {
          documents: texts.slice(0, documents),
          queries: texts.slice(documents),
        };
      } catch (error) {
        throw new KeepError(
          "damaged",
          "keep.texts-unreadable",
          { id },
          { cause: error },
        );
      }
    },
    readVectors,
    async remove(id) {
      if (!isId(id)) throw missing(id);
      const release = await lockEntry(id);
      try {
        // First what makes it an entry: a tab killed here leaves nothing that is listed.
        const folder = await readFolder(entries, id);
        await folder?.removeEntry(manifestName).catch(() => undefined);
        await entries.removeEntry(id, { recursive: true });
      } catch (error) {
        if (!isMissing(error)) throw error;
      } finally {
        release();
      }
    },
    use,
  };
}

async function originRoot(): Promise<Folder> {
  const storage = (globalThis.navigator as Partial<Navigator> | undefined)
    ?.storage as Partial<StorageManager> | undefined;
  try {
    const root = await storage?.getDirectory?.();
    if (root) return root;
  } catch (error) {
    throw unavailable(error);
  }
  throw unavailable();
}

/** Hex SHA-256, and no path to elsewhere. */
const isId = (id: string) => /^[0-9a-f]{64}$/.test(id);

function missing(id: string): KeepError {
  return new KeepError("missing", "keep.missing", { id });
}

function unavailable(cause?: unknown): KeepError {
  return new KeepError("unavailable", "keep.no-storage", {}, { cause });
}

const shardName = (number: number) => `${String(number).padStart(6, "0")}.bin`;

async function shardFiles(folder: Folder): Promise<File[]> {
  const shards = await readFolder(folder, shardsName);
  if (!shards) return [];
  const files: File[] = [];
  for (const name of await namesIn(shards)) {
    const file = name.endsWith(".bin") ? await readFile(shards, name) : null;
    if (file) files.push(file);
  }
  return files;
}

/** Deletes what does not follow without a gap, or is cut or changed. */
async function keepWholeShards(shards: Folder, dim: number) {
  let rowsDone = 0;
  let batchesDone = 0;
  let count = 0;
  let isBroken = false;
  for (const name of await namesIn(shards)) {
    const file = isBroken ? null : await readFile(shards, name);
    const shard =
      file && name === shardName(count) ? await readShard(file) : null;
    if (
      shard?.firstBatch === batchesDone &&
      shard.vectors.length === shard.rows.length * dim
    ) {
      rowsDone += shard.rows.length;
      batchesDone += shard.batches;
      count++;
    } else {
      isBroken = true;
      await shards.removeEntry(name);
    }
  }
  return { rowsDone, batchesDone, shards: count };
}

/** An entry without a manifest whose making was broken off; one of another version stays. */
async function removeHalfMade(
  entries: Folder,
  folder: Folder,
  id: string,
): Promise<void> {
  if (await readFile(folder, manifestName)) return;
  try {
    // Nobody else may be making it just now.
    const release = await lockEntry(id);
    try {
      // Written while this waited for the lock?
      if (!(await readFile(folder, manifestName)))
        await entries.removeEntry(id, { recursive: true });
    } finally {
      release();
    }
  } catch (error) {
    if (!(error instanceof KeepError)) throw error;
  }
}

async function use(): Promise<StorageUse> {
  const { usage, quota } = await estimate();
  const storage = (globalThis.navigator as Partial<Navigator> | undefined)
    ?.storage as Partial<StorageManager> | undefined;
  const persisted = (await storage?.persisted?.().catch(() => false)) ?? false;
  return { usageBytes: usage, quotaBytes: quota, persisted };
}
