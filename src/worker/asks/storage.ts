import { writeNpy } from "../../data/npy";
import { KeepError, type KeptEntry, type StorageUse } from "../../keep/types";
import type { ExportedFile } from "../../model/artifacts";
import type { Session } from "../session";

/** A model whose files the browser keeps. */
export interface CachedModel {
  readonly id: string;
  readonly sizeBytes: number;
}

export interface StorageReport {
  /** False where the browser offers no storage of its own for files. */
  readonly available: boolean;
  readonly use: StorageUse;
  readonly kept: readonly KeptEntry[];
  readonly models: readonly CachedModel[];
}

/** Embeddings and models that the browser keeps. Never throws for a missing file system. */
export async function storage({
  hubAndStorage,
}: Session): Promise<StorageReport> {
  const library = await hubAndStorage.library();
  const models = await library.cached();
  try {
    const store = await hubAndStorage.kept();
    const [kept, use] = await Promise.all([store.list(), store.use()]);
    return { available: true, use, kept, models };
  } catch (error) {
    if (!(error instanceof KeepError && error.code === "unavailable"))
      throw error;
    const use = { usageBytes: 0, quotaBytes: null, persisted: false };
    return { available: false, use, kept: [], models };
  }
}

export async function removeKept(
  session: Session,
  { id }: { readonly id: string },
): Promise<StorageReport> {
  await (await session.hubAndStorage.kept()).remove(id);
  return storage(session);
}

export async function removeModel(
  session: Session,
  { id }: { readonly id: string },
): Promise<StorageReport> {
  await (await session.hubAndStorage.library()).removeCached(id);
  return storage(session);
}

/**
 * A kept piece of work as files: vectors.npy (documents, dim) f32, with queries
 * query-vectors.npy, their texts as JSON lines, and manifest.json. Of unfinished
 * work the rows that are not done are zero, and the manifest says how many are.
 */
export async function exportKept(
  { hubAndStorage }: Session,
  { id }: { readonly id: string },
): Promise<readonly ExportedFile[]> {
  const store = await hubAndStorage.kept();
  const manifest = await store.readManifest(id);
  const texts = await store.readTexts(id);
  const { vectors, rowsDone, complete } = await store.readVectors(id);
  const { documents, queries, dim } = manifest;
  const encoder = new TextEncoder();
  const array = (name: string, from: number, rows: number): ExportedFile => ({
    name,
    bytes: writeNpy({
      dtype: "f4",
      shape: [rows, dim],
      data: vectors.slice(from * dim, (from + rows) * dim),
    }),
  });
  const lines = (name: string, rows: readonly unknown[]): ExportedFile => ({
    name,
    bytes: encoder.encode(
      rows.map((row) => `${JSON.stringify(row)}\n`).join(""),
    ),
  });
  const files = [
    array("vectors.npy", 0, documents),
    lines("documents.jsonl", texts.documents),
  ];
  if (queries > 0)
    files.push(
      array("query-vectors.npy", documents, queries),
      lines("queries.jsonl", texts.queries),
    );
  const description = { ...manifest, rowsDone, complete };
  files.push({
    name: "manifest.json",
    bytes: encoder.encode(`${JSON.stringify(description, null, 2)}\n`),
  });
  return files;
}
