import { checkTextCount } from "./checkVectors";
import { DataError } from "./dataError";
import { fetchFile } from "./fetchFile";
import { fingerprint } from "./fingerprint";
import { parseNpy, toFloat32Matrix } from "./npy";
import type { Float32Matrix } from "./npy";
import { parseSampleManifest } from "./sampleManifest";
import type { SampleFileEntry, SampleManifest } from "./sampleManifest";
import { readSampleTexts } from "./sampleTexts";
import type { TextRow } from "./textRow";
import { decodeUtf8 } from "./utf8";

/** A bundled sample, checked against its manifest. */
export interface SampleFiles {
  readonly manifest: SampleManifest;
  /** (documents, dim) */
  readonly vectors: Float32Matrix;
  /** (queries, dim) */
  readonly queryVectors: Float32Matrix;
  readonly documents: TextRow[];
  readonly queries: TextRow[];
}

const FILE_NAMES = [
  "vectors.npy",
  "query-vectors.npy",
  "documents.jsonl",
  "queries.jsonl",
] as const;

/**
 * Loads the sample `samples/<name>/` under `baseUrl`: the manifest, then the vectors and texts of
 * documents and queries, each checked by size, SHA-256 and number of rows.
 *
 * @param fetchFn the browser's fetch, or a stand-in
 * @param onProgress called as bytes arrive, with the sum over all files (the manifest excluded)
 * @param signal aborts the download; the promise then rejects with the signal's reason
 * @throws DataError "http-status", "download-failed", "bad-manifest", "checksum", "text-count",
 *   "dimension-mismatch", and what the readers of the files throw.
 */
export async function loadSample(
  name: string,
  baseUrl: string,
  fetchFn: typeof fetch,
  onProgress?: (loadedBytes: number, totalBytes: number) => void,
  signal?: AbortSignal,
): Promise<SampleFiles> {
  if (!/^[\w-]+$/.test(name)) {
    throw new DataError("download-failed", "data.sample-name", { file: name });
  }
  const slash = baseUrl === "" || baseUrl.endsWith("/") ? "" : "/";
  const folderUrl = `${baseUrl}${slash}samples/${name}/`;
  const manifest = await loadManifest(name, folderUrl, fetchFn, signal);
  const entries = FILE_NAMES.map((fileName) => entryOf(manifest, fileName));

  const totalBytes = entries.reduce((sum, entry) => sum + entry.sizeBytes, 0);
  let loadedBytes = 0;
  const contents: Uint8Array<ArrayBuffer>[] = [];
  for (const entry of entries) {
    const bytes = await fetchFile(`${folderUrl}${entry.name}`, fetchFn, {
      fileName: entry.name,
      sizeBytes: entry.sizeBytes,
      onChunk: (chunkBytes) => {
        loadedBytes += chunkBytes;
        onProgress?.(loadedBytes, totalBytes);
      },
      ...(signal && { signal }),
    });
    await checkContent(bytes, entry);
    contents.push(bytes);
  }

  const [vectorBytes, queryVectorBytes, documentBytes, queryBytes] = contents;
  const [vectorEntry, queryVectorEntry, documentEntry, queryEntry] = entries;
  const sample: SampleFiles = {
    manifest,
    vectors: readVectors(vectorBytes, vectorEntry),
    queryVectors: readVectors(queryVectorBytes, queryVectorEntry),
    documents: await readTexts(documentBytes, documentEntry),
    queries: await readTexts(queryBytes, queryEntry),
  };
  checkShapes(sample);
  return sample;
}

async function loadManifest(
  name: string,
  folderUrl: string,
  fetchFn: typeof fetch,
  signal: AbortSignal | undefined,
): Promise<SampleManifest> {
  const fileName = "manifest.json";
  const bytes = await fetchFile(`${folderUrl}${fileName}`, fetchFn, {
    fileName,
    ...(signal && { signal }),
  });
  const manifest = parseSampleManifest(decodeUtf8(bytes, fileName), fileName);
  if (manifest.name === name) return manifest;
  throw new DataError("bad-manifest", "data.manifest-of-another", {
    file: fileName,
    url: `${folderUrl}${fileName}`,
    sample: manifest.name,
    expected: name,
  });
}

function entryOf(manifest: SampleManifest, fileName: string): SampleFileEntry {
  const entry = manifest.files.find((file) => file.name === fileName);
  if (entry !== undefined) return entry;
  throw new DataError("bad-manifest", "data.manifest-lacks-file", {
    file: "manifest.json",
    sample: manifest.name,
    missing: fileName,
    listed: manifest.files.map((file) => file.name),
  });
}

async function checkContent(
  bytes: Uint8Array,
  entry: SampleFileEntry,
): Promise<void> {
  const sha256 = await fingerprint([bytes]);
  if (sha256 === entry.sha256) return;
  throw new DataError("checksum", "data.sample-hash", {
    file: entry.name,
    sha256,
    expected: entry.sha256,
  });
}

function readVectors(
  bytes: Uint8Array,
  { name, rows }: SampleFileEntry,
): Float32Matrix {
  const matrix = toFloat32Matrix(parseNpy(bytes, name), name);
  requireRows(matrix.rows, rows, name);
  return matrix;
}

async function readTexts(
  bytes: Uint8Array<ArrayBuffer>,
  { name, rows }: SampleFileEntry,
): Promise<TextRow[]> {
  const texts = await readSampleTexts(bytes, name);
  requireRows(texts.length, rows, name);
  return texts;
}

function requireRows(rows: number, expected: number, fileName: string): void {
  if (rows === expected) return;
  throw new DataError("bad-manifest", "data.sample-rows", {
    file: fileName,
    rows,
    expected,
  });
}

function checkShapes(sample: SampleFiles): void {
  const { manifest, vectors, queryVectors, documents, queries } = sample;
  checkTextCount(vectors.rows, documents, "vectors.npy", "documents.jsonl");
  checkTextCount(
    queryVectors.rows,
    queries,
    "query-vectors.npy",
    "queries.jsonl",
  );
  const dim = manifest.model.dim ?? vectors.dim;
  if (vectors.dim === dim && queryVectors.dim === dim) return;
  throw new DataError("dimension-mismatch", "data.sample-dimensions", {
    file: "query-vectors.npy",
    vectors: vectors.dim,
    queryVectors: queryVectors.dim,
    model: dim,
  });
}
