import type { Matrix } from "../compute/backend";
import {
  checkBits,
  checkTextCount,
  checkVectors,
  normaliseRows,
} from "../data/checkVectors";
import { DataError } from "../data/dataError";
import { fingerprint } from "../data/fingerprint";
import { type Float32Matrix, parseNpy, toFloat32Matrix } from "../data/npy";
import { loadSample } from "../data/sample";
import { makeSyntheticInSteps } from "../data/synthetic";
import { parseTexts } from "../data/texts";
import type { TextRow } from "../data/textRow";
import type { DatasetInfo, LoadSource } from "./messages";
import type { CallContext } from "./progress";
import { stageContext } from "./progress";
import { limitsOfSettings } from "./resolveConfig";

/** A loaded data set: what the worker keeps and never sends away. */
export interface Dataset {
  readonly info: DatasetInfo;
  readonly vectors: Matrix;
  readonly documents: readonly TextRow[] | null;
  readonly queryVectors: Matrix | null;
  readonly queryTexts: readonly TextRow[] | null;
}

/** Vectors and texts as read, before they are checked together. */
interface Parts {
  readonly name: string;
  readonly vectors: NamedMatrix;
  readonly texts: NamedTexts | null;
  readonly queryVectors: NamedMatrix | null;
  readonly queryTexts: NamedTexts | null;
  readonly normalise: boolean;
  /** Bits that the vectors must carry, or null. */
  readonly bits: number | null;
  readonly model: string | null;
  readonly title: string | null;
  readonly description: string | null;
}

interface NamedMatrix {
  readonly fileName: string;
  readonly matrix: Float32Matrix;
}

interface NamedTexts {
  readonly fileName: string;
  readonly rows: readonly TextRow[];
}

/** Reads, checks and fingerprints a source. Throws `DataError`; keeps nothing. */
export async function loadDataset(
  source: LoadSource,
  baseUrl: string,
  call: CallContext,
): Promise<Dataset> {
  if ("sample" in source) return loadNamedSample(source.sample, baseUrl, call);
  if ("synthetic" in source) {
    const context = stageContext(
      { stage: "load", label: "Making a synthetic set", unit: "documents" },
      call,
    );
    const matrix = await makeSyntheticInSteps(source.synthetic, (done, total) =>
      context.checkpoint(done, total),
    );
    return assemble({
      ...withoutTexts,
      name: `synthetic-${matrix.rows}x${matrix.dim}`,
      vectors: { fileName: "synthetic", matrix },
    });
  }
  if ("files" in source) return loadFiles(source, call);
  throw new DataError(
    "unknown-format",
    "",
    "The source names neither files nor a sample nor a synthetic set.",
    "Give { files }, { sample } or { synthetic }.",
  );
}

const withoutTexts = {
  texts: null,
  queryVectors: null,
  queryTexts: null,
  normalise: false,
  bits: null,
  model: null,
  title: null,
  description: null,
};

async function loadNamedSample(
  name: string,
  baseUrl: string,
  call: CallContext,
): Promise<Dataset> {
  const context = stageContext(
    { stage: "load", label: "Loading the sample", unit: "bytes" },
    call,
  );
  const report = (loaded: number, total: number) => {
    // A cancel reaches the download by its signal, not by this promise.
    context.checkpoint(loaded, total).catch(() => undefined);
  };
  const sample = await loadSample(name, baseUrl, fetch, report, call.signal);
  return assemble({
    name,
    vectors: { fileName: "vectors.npy", matrix: sample.vectors },
    texts: { fileName: "documents.jsonl", rows: sample.documents },
    queryVectors: {
      fileName: "query-vectors.npy",
      matrix: sample.queryVectors,
    },
    queryTexts: { fileName: "queries.jsonl", rows: sample.queries },
    normalise: false,
    bits: null,
    model: sample.manifest.model.id,
    title: sample.manifest.title,
    description: sample.manifest.description,
  });
}

const isVectorFile = (file: File) => /\.npy$/i.test(file.name);
const isQueryFile = (file: File) => /quer/i.test(file.name);

/** One of `files`, or an error that names the ones too many. */
function atMostOne(files: readonly File[], role: string): File | null {
  if (files.length > 1)
    throw new DataError(
      "unknown-format",
      files[1].name,
      `${files.length} files could be the ${role}: ${files.map((file) => file.name).join(", ")}.`,
      `Choose one file for the ${role}; files for queries carry “query” in their name.`,
    );
  return files[0] ?? null;
}

async function readMatrix(file: File): Promise<NamedMatrix> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const matrix = toFloat32Matrix(parseNpy(bytes, file.name), file.name);
  return { fileName: file.name, matrix };
}

async function readTexts(file: File): Promise<NamedTexts> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { fileName: file.name, rows: parseTexts(bytes, file.name) };
}

async function loadFiles(
  source: Extract<LoadSource, { readonly files: unknown }>,
  call: CallContext,
): Promise<Dataset> {
  const { files } = source;
  const vectorFiles = files.filter(isVectorFile);
  // A single .npy is the documents, whatever its name.
  const single = vectorFiles.length === 1;
  const documentFile = atMostOne(
    single ? vectorFiles : vectorFiles.filter((file) => !isQueryFile(file)),
    "vectors",
  );
  if (!documentFile)
    throw new DataError(
      files.length > 0 ? "not-npy" : "empty",
      files[0]?.name ?? "",
      files.length > 0
        ? `No vectors among ${files.map((file) => file.name).join(", ")}.`
        : "No file was chosen.",
      "Choose a .npy file of shape (documents, dimensions) in f16, f32 or f64; texts are optional.",
    );
  const queryFile = single
    ? null
    : atMostOne(vectorFiles.filter(isQueryFile), "query vectors");
  const textFiles = files.filter((file) => !isVectorFile(file));
  const textFile = atMostOne(
    queryFile ? textFiles.filter((file) => !isQueryFile(file)) : textFiles,
    "texts",
  );
  const queryTextFile = queryFile
    ? atMostOne(textFiles.filter(isQueryFile), "query texts")
    : null;

  const parts = [documentFile, textFile, queryFile, queryTextFile];
  const total = parts.reduce((sum, file) => sum + (file?.size ?? 0), 0);
  const context = stageContext(
    { stage: "load", label: "Reading files", unit: "bytes" },
    call,
  );
  let done = 0;
  async function step<T>(
    file: File | null,
    read: (file: File) => Promise<T>,
  ): Promise<T | null> {
    if (!file) return null;
    const value = await read(file);
    done += file.size;
    await context.checkpoint(done, total);
    return value;
  }
  const vectors = await readMatrix(documentFile);
  done += documentFile.size;
  await context.checkpoint(done, total);
  return assemble({
    ...withoutTexts,
    name: documentFile.name.replace(/\.npy$/i, ""),
    vectors,
    texts: await step(textFile, readTexts),
    queryVectors: await step(queryFile, readMatrix),
    queryTexts: await step(queryTextFile, readTexts),
    normalise: source.normalise ?? false,
    bits: source.bits ?? null,
  });
}

/** Checks vectors and normalises them if asked; refuses those that are not unit. */
function unitMatrix(
  { fileName, matrix }: NamedMatrix,
  normalise: boolean,
): { matrix: Matrix; minNorm: number; maxNorm: number } {
  const check = checkVectors(matrix, fileName);
  const { rows, dim } = matrix;
  const as = (data: Float32Array) => ({ data, rows, columns: dim });
  if (check.normalised) return { matrix: as(matrix.data), ...check };
  if (normalise)
    return {
      matrix: as(normaliseRows(matrix.data, rows, dim)),
      minNorm: 1,
      maxNorm: 1,
    };
  throw new DataError(
    "not-normalised",
    fileName,
    `${fileName} is not normalised: row norms run from ${check.minNorm.toPrecision(4)} to ${check.maxNorm.toPrecision(4)}, not 1.`,
    "Normalise the rows to length 1 when opening the file (cosine does not change), or bring normalised vectors.",
  );
}

function checkTexts(vectors: NamedMatrix, texts: NamedTexts | null): void {
  if (texts)
    checkTextCount(
      vectors.matrix.rows,
      texts.rows,
      vectors.fileName,
      texts.fileName,
    );
}

async function assemble(parts: Parts): Promise<Dataset> {
  checkTexts(parts.vectors, parts.texts);
  const unit = unitMatrix(parts.vectors, parts.normalise);
  const { rows: n, columns: dim } = unit.matrix;
  const smallest = limitsOfSettings.minBits;
  if (n <= smallest || dim < smallest)
    throw new DataError(
      n <= smallest ? "too-few-rows" : "too-few-dimensions",
      parts.vectors.fileName,
      `${parts.vectors.fileName} has ${n} rows of ${dim} dimensions; the shortest hash, ${smallest} bits, needs more than ${smallest} rows and at least ${smallest} dimensions.`,
      "Open a larger set of vectors.",
    );
  if (parts.bits !== null)
    checkBits(n, dim, parts.bits, parts.vectors.fileName);
  let queryVectors: Matrix | null = null;
  if (parts.queryVectors) {
    checkTexts(parts.queryVectors, parts.queryTexts);
    queryVectors = unitMatrix(parts.queryVectors, parts.normalise).matrix;
    if (queryVectors.columns !== dim)
      throw new DataError(
        "dimension-mismatch",
        parts.queryVectors.fileName,
        `${parts.queryVectors.fileName} has ${queryVectors.columns} dimensions, ${parts.vectors.fileName} has ${dim}.`,
        "Queries and documents must come from the same model.",
      );
  }
  const hashed: ArrayBufferView[] = [unit.matrix.data];
  if (queryVectors) hashed.push(queryVectors.data);
  return {
    info: {
      name: parts.name,
      n,
      dim,
      fingerprint: await fingerprint(hashed),
      hasTexts: parts.texts !== null,
      ownQueries: queryVectors?.rows ?? 0,
      minNorm: unit.minNorm,
      maxNorm: unit.maxNorm,
      model: parts.model,
      title: parts.title,
      description: parts.description,
    },
    vectors: unit.matrix,
    documents: parts.texts?.rows ?? null,
    queryVectors,
    queryTexts: parts.queryTexts?.rows ?? null,
  };
}

/** Title of a document, or its number where there are no texts. */
export function titleOf(
  rows: readonly TextRow[] | null,
  id: number,
  kind: "document" | "query",
): string {
  return (
    rows?.[id]?.title ?? `${kind === "query" ? "Query" : "Document"} ${id}`
  );
}
