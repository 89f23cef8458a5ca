import type { Message } from "../model/message";
import type { Matrix } from "../compute/backend";
import {
  checkBits,
  checkTextCount,
  checkVectors,
  normaliseRows,
} from "../data/checkVectors";
import { DataError } from "../data/dataError";
import { fingerprint } from "../data/fingerprint";
import type { Float32Matrix } from "../data/npy";
import type { IntegerMatrix } from "../data/table";
import type { TextRow } from "../data/textRow";
import { SHORTEST_HASH_BITS } from "../search/hash/trainingSettings";
import type { DatasetInfo } from "../model/datasetInfo";
import type { EmbeddingReport, ModelDtype } from "../model/embedding";

/** A loaded data set: what the worker keeps and never sends away. */
export interface Dataset {
  readonly info: DatasetInfo;
  readonly vectors: Matrix;
  readonly documents: readonly TextRow[] | null;
  readonly queryVectors: Matrix | null;
  readonly queryTexts: readonly TextRow[] | null;
  /** Precision of the model that made the documents' vectors, where it is known. */
  readonly dtype: ModelDtype | null;
  /** True neighbours that came with the queries, (queries, k) document numbers. */
  readonly neighbours: IntegerMatrix | null;
}

/** Vectors and texts as read or embedded, before they are checked together. */
export interface UncheckedDataset {
  readonly name: string;
  readonly vectors: NamedMatrix;
  readonly texts: NamedTexts | null;
  readonly queryVectors: NamedMatrix | null;
  readonly queryTexts: NamedTexts | null;
  readonly neighbours: IntegerMatrix | null;
  readonly normalise: boolean;
  /** Bits that the vectors must carry, or null. */
  readonly bits: number | null;
  readonly model: string | null;
  /** Precision of that model, where the vectors were not made here and it is known. */
  readonly dtype: ModelDtype | null;
  readonly embedding: EmbeddingReport | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly notes: readonly Message[];
}

export interface NamedMatrix {
  /** File, and column where it has several; for messages. */
  readonly label: string;
  readonly matrix: Float32Matrix;
}

export interface NamedTexts {
  readonly label: string;
  readonly rows: readonly TextRow[];
}

/** What a bare matrix of vectors has not. */
export const withoutExtras = {
  texts: null,
  queryVectors: null,
  queryTexts: null,
  neighbours: null,
  normalise: false,
  bits: null,
  model: null,
  dtype: null,
  embedding: null,
  title: null,
  description: null,
  notes: [],
} as const;

/** Checks vectors and normalises them if asked; refuses those that are not unit. */
function unitMatrix(
  { label, matrix }: NamedMatrix,
  normalise: boolean,
): { matrix: Matrix; minNorm: number; maxNorm: number } {
  const check = checkVectors(matrix, label);
  const { rows, dim } = matrix;
  const as = (data: Float32Array) => ({ data, rows, columns: dim });
  if (check.normalised) return { matrix: as(matrix.data), ...check };
  if (normalise)
    return {
      matrix: as(normaliseRows(matrix.data, rows, dim)),
      minNorm: 1,
      maxNorm: 1,
    };
  const { minNorm, maxNorm } = check;
  throw new DataError("not-normalised", "data.not-normalised", {
    file: label,
    minNorm,
    maxNorm,
  });
}

function checkTexts(vectors: NamedMatrix, texts: NamedTexts | null): void {
  if (texts)
    checkTextCount(vectors.matrix.rows, texts.rows, vectors.label, texts.label);
}

/**
 * Checks what was read, scales it where asked, and fingerprints it.
 *
 * @throws DataError "text-count", "not-normalised", "too-few-rows",
 *   "too-few-dimensions", "dimension-mismatch", and what `checkVectors` throws.
 */
export async function assemble(unchecked: UncheckedDataset): Promise<Dataset> {
  checkTexts(unchecked.vectors, unchecked.texts);
  const unit = unitMatrix(unchecked.vectors, unchecked.normalise);
  const { rows: n, columns: dim } = unit.matrix;
  const smallest = SHORTEST_HASH_BITS;
  if (n <= smallest || dim < smallest)
    throw new DataError(
      n <= smallest ? "too-few-rows" : "too-few-dimensions",
      "data.too-small-for-any-hash",
      { file: unchecked.vectors.label, rows: n, dim, minBits: smallest },
    );
  if (unchecked.bits !== null)
    checkBits(n, dim, unchecked.bits, unchecked.vectors.label);
  let queryVectors: Matrix | null = null;
  if (unchecked.queryVectors) {
    checkTexts(unchecked.queryVectors, unchecked.queryTexts);
    queryVectors = unitMatrix(
      unchecked.queryVectors,
      unchecked.normalise,
    ).matrix;
    if (queryVectors.columns !== dim)
      throw new DataError("dimension-mismatch", "data.query-dimensions", {
        file: unchecked.queryVectors.label,
        dim: queryVectors.columns,
        documentsFile: unchecked.vectors.label,
        documentsDim: dim,
      });
  }
  const hashed: ArrayBufferView[] = [unit.matrix.data];
  if (queryVectors) hashed.push(queryVectors.data);
  return {
    info: {
      name: unchecked.name,
      n,
      dim,
      fingerprint: await fingerprint(hashed),
      hasTexts: unchecked.texts !== null,
      textLength: (unchecked.texts?.rows ?? []).reduce(
        (sum, { id, title, text }) =>
          sum + id.length + title.length + text.length,
        0,
      ),
      ownQueries: queryVectors?.rows ?? 0,
      minNorm: unit.minNorm,
      maxNorm: unit.maxNorm,
      model: unchecked.model,
      title: unchecked.title,
      description: unchecked.description,
      embedding: unchecked.embedding,
      givenNeighbours: unchecked.neighbours !== null,
      notes: unchecked.notes,
    },
    vectors: unit.matrix,
    documents: unchecked.texts?.rows ?? null,
    queryVectors,
    queryTexts: unchecked.queryTexts?.rows ?? null,
    dtype: unchecked.embedding?.settings.dtype ?? unchecked.dtype,
    neighbours: unchecked.neighbours,
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
