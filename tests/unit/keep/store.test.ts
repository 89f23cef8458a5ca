import { storageFactory } from "opfs-mock";
import { beforeEach, describe, expect, test } from "vitest";
import { keptId } from "../../../src/keep/keptId";
import { openKeptStore } from "../../../src/keep/store";
import {
  KeepError,
  type KeptManifest,
  type KeptShard,
  type KeptStore,
} from "../../../src/keep/types";
import { textOf } from "../words/textOf";

const dim = 5;
const settings = { model: "toy/model", dtype: "q8", maxTokens: 64 };
const texts = {
  documents: ["one\ntwo", "東京 🙂", "", "four", "five", "six"].map(
    (text, i) => ({ id: String(i), title: `title ${i}`, text }),
  ),
  queries: [{ id: "q", title: "query", text: "which?" }],
};
const total = texts.documents.length + texts.queries.length;

let root: FileSystemDirectoryHandle;
let store: KeptStore;
let manifest: KeptManifest;

beforeEach(async () => {
  root = await storageFactory().getDirectory();
  store = await openKeptStore(root);
  manifest = {
    schema: "bitsieve.kept/1",
    id: await keptId(settings, texts),
    name: "toy",
    createdAt: "2026-01-02T03:04:05.000Z",
    documents: texts.documents.length,
    queries: texts.queries.length,
    dim,
    settings,
    notes: [
      { name: "data.first-documents", params: { taken: 3, available: null } },
    ],
  };
});

/** Vectors that no rounding may touch. */
function shardOf(firstBatch: number, rows: readonly number[]): KeptShard {
  return {
    firstBatch,
    batches: 1,
    rows: Uint32Array.from(rows),
    tokens: Uint32Array.from(rows, (row) => row + 10),
    vectors: Float32Array.from(
      { length: rows.length * dim },
      (_, i) => Math.PI * (rows[Math.floor(i / dim)] + 1) * (i % dim) - 1e-30,
    ),
    truncated: firstBatch,
  };
}

const batches = [shardOf(0, [3, 6, 1]), shardOf(1, [0, 5]), shardOf(2, [2, 4])];

async function keep(shards: readonly KeptShard[]): Promise<void> {
  const work = await store.openWork(manifest, texts);
  for (const shard of shards) await work.append(shard);
  work.close();
}

/** The entry's folder, or one below it. */
async function folderOf(...path: string[]) {
  let folder = root;
  for (const name of ["bitsieve", "embeddings", manifest.id, ...path])
    folder = await folder.getDirectoryHandle(name);
  return folder;
}

async function changeFile(
  folder: FileSystemDirectoryHandle,
  name: string,
  change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>,
): Promise<void> {
  const handle = await folder.getFileHandle(name);
  const file = await handle.getFile();
  const bytes = change(new Uint8Array(await file.arrayBuffer()));
  const stream = await handle.createWritable();
  await stream.write(bytes);
  await stream.close();
}

/** The folder, whose files cannot be written while `isFull`. */
function limitedFolder(
  folder: FileSystemDirectoryHandle,
  isFull: () => boolean,
): FileSystemDirectoryHandle {
  return new Proxy(folder, {
    get(target, name) {
      if (name === "getDirectoryHandle")
        return async (...call: Parameters<typeof target.getDirectoryHandle>) =>
          limitedFolder(await target.getDirectoryHandle(...call), isFull);
      if (name === "getFileHandle")
        return async (...call: Parameters<typeof target.getFileHandle>) => {
          const handle = await target.getFileHandle(...call);
          const createWritable = handle.createWritable.bind(handle);
          handle.createWritable = (options) =>
            isFull()
              ? Promise.reject(new DOMException("full", "QuotaExceededError"))
              : createWritable(options);
          return handle;
        };
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function"
        ? (value as (...call: unknown[]) => unknown).bind(target)
        : value;
    },
  });
}

async function errorOf(promise: Promise<unknown>) {
  const outcome: unknown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(outcome instanceof KeepError)) throw new Error(String(outcome));
  return { code: outcome.code, ...textOf(outcome) };
}

test("what was kept comes back bit for bit, texts and all", async () => {
  await keep(batches);
  const again = await openKeptStore(root);
  const [entry] = await again.list();
  expect(entry).toMatchObject({
    manifest,
    rowsDone: total,
    batchesDone: 3,
    complete: true,
  });
  const kept = await again.readVectors(manifest.id);
  expect(kept).toMatchObject({ complete: true, truncated: 3, rowsDone: total });
  for (const { rows, vectors, tokens } of batches)
    rows.forEach((row, index) => {
      expect(kept.vectors.slice(row * dim, (row + 1) * dim)).toEqual(
        vectors.slice(index * dim, (index + 1) * dim),
      );
      expect(kept.tokens[row]).toBe(tokens[index]);
    });
  expect(await again.readTexts(manifest.id)).toEqual(texts);
});

test("unfinished work goes on where it was broken off", async () => {
  await keep(batches.slice(0, 2));
  const work = await store.openWork(manifest, texts);
  expect(work).toMatchObject({ batchesDone: 2, rowsDone: 5 });
  await work.append(batches[2]);
  work.close();
  expect((await store.readVectors(manifest.id)).complete).toBe(true);
  const [gap] = [store.openWork(manifest, texts)];
  await expect((await gap).append(batches[1])).rejects.toThrow(RangeError);
  (await gap).close();
});

describe("after a crash", () => {
  const faults: [
    string,
    (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>,
  ][] = [
    ["a tail that is cut", (bytes) => bytes.slice(0, -7)],
    [
      "a flipped bit",
      (bytes) => {
        bytes[60] ^= 1;
        return bytes;
      },
    ],
    ["an empty file", () => new Uint8Array(0)],
  ];
  test.each(faults)(
    "%s and what follows it is made again",
    async (_, change) => {
      await keep(batches);
      await changeFile(await folderOf("shards"), "000001.bin", change);
      const work = await store.openWork(manifest, texts);
      expect(work).toMatchObject({ batchesDone: 1, rowsDone: 3 });
      for (const shard of batches.slice(1)) await work.append(shard);
      work.close();
      expect((await store.readVectors(manifest.id)).complete).toBe(true);
    },
  );

  test("a missing shard leaves those before it", async () => {
    await keep(batches);
    await (await folderOf("shards")).removeEntry("000000.bin");
    expect((await store.list())[0]).toMatchObject({ rowsDone: 0 });
    expect(await store.readVectors(manifest.id)).toMatchObject({
      rowsDone: 0,
      complete: false,
    });
  });

  test("half an entry is cleared away, one of another version stays", async () => {
    await keep(batches);
    const entry = await folderOf();
    const text = JSON.stringify({ ...manifest, schema: "bitsieve.kept/2" });
    await changeFile(entry, "manifest.json", () =>
      new TextEncoder().encode(text),
    );
    expect(await store.list()).toEqual([]);
    expect((await errorOf(store.openWork(manifest, texts))).code).toBe(
      "damaged",
    );
    await folderOf("shards");
    await entry.removeEntry("manifest.json");
    expect(await store.list()).toEqual([]);
    await expect(folderOf()).rejects.toThrow();
  });
});

describe("refusals", () => {
  test("a second writer", async () => {
    const work = await store.openWork(manifest, texts);
    expect((await errorOf(store.openWork(manifest, texts))).code).toBe(
      "locked",
    );
    expect((await errorOf(store.remove(manifest.id))).code).toBe("locked");
    work.close();
    await Promise.resolve();
    (await store.openWork(manifest, texts)).close();
  });

  test.each(["0".repeat(64), "", "../elsewhere"])(
    "no entry under “%s”",
    async (id) => {
      expect((await errorOf(store.readVectors(id))).code).toBe("missing");
      expect((await errorOf(store.readTexts(id))).code).toBe("missing");
    },
  );

  test("texts that were cut", async () => {
    await keep(batches);
    await changeFile(await folderOf(), "texts.jsonl", (bytes) =>
      bytes.slice(0, bytes.indexOf(10) + 1),
    );
    const error = await errorOf(store.readTexts(manifest.id));
    expect(error.code).toBe("damaged");
    expect(error.hint).toContain("embed the texts again");
  });

  test("a full storage keeps what is there and leaves no part of the rest", async () => {
    let isFull = false;
    const limited = await openKeptStore(limitedFolder(root, () => isFull));
    const work = await limited.openWork(manifest, texts);
    await work.append(batches[0]);
    isFull = true;
    const error = await errorOf(work.append(batches[1]));
    isFull = false;
    expect(error.code).toBe("quota");
    expect(error.message).toMatch(/\d+ bytes more could not be written/);
    expect(error.hint).toMatch(/Delete embeddings/);
    const shards = await folderOf("shards");
    const names: string[] = [];
    for await (const name of shards.keys()) names.push(name);
    expect(names).toEqual(["000000.bin"]);
    // With space again it goes on.
    await work.append(batches[1]);
    work.close();
    expect(await store.readVectors(manifest.id)).toMatchObject({ rowsDone: 5 });
  });

  test("removal leaves nothing", async () => {
    await keep(batches);
    await store.remove(manifest.id);
    expect(await store.list()).toEqual([]);
    await expect(folderOf()).rejects.toThrow();
    // Once more is no fault.
    await store.remove(manifest.id);
  });
});

describe("the id of a piece of work", () => {
  test("does not depend on the order of the settings", async () => {
    const turned = { maxTokens: 64, dtype: "q8", model: "toy/model" };
    expect(await keptId(turned, texts)).toBe(manifest.id);
    expect(manifest.id).toMatch(/^[0-9a-f]{64}$/);
  });

  test("depends on each setting and each text, and on where texts end", async () => {
    const text = (value: string) => ({ id: "0", title: "t", text: value });
    const ids = await Promise.all([
      keptId(settings, texts),
      keptId({ ...settings, dtype: "fp32" }, texts),
      keptId(settings, { documents: [text("ab"), text("c")], queries: [] }),
      keptId(settings, { documents: [text("a"), text("bc")], queries: [] }),
      keptId(settings, { documents: [text("a")], queries: [text("bc")] }),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
