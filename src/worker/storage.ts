import { writeNpy } from "../data/npy";
import { KeepError } from "../keep/types";
import type { HubAndStorage } from "./hubAndStorage";
import type { StorageReport } from "./loading/dataSource";
import type { ExportedFile } from "../model/artifacts";

/** What the browser keeps for this app. Never throws for a missing file system. */
export async function reportStorage(
  hubAndStorage: HubAndStorage,
): Promise<StorageReport> {
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

/**
 * A kept piece of work as files: vectors.npy (documents, dim) f32, with queries
 * query-vectors.npy, their texts as JSON lines, and manifest.json. Of unfinished
 * work the rows that are not done are zero, and the manifest says how many are.
 */
export async function exportKept(
  id: string,
  hubAndStorage: HubAndStorage,
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
