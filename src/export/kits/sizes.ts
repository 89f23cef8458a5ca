import type { KitKind } from "../../model/artifacts";
import type { StoredSize } from "../../model/run/view";

/** What the size of an export depends on. */
export interface SizeFacts {
  readonly n: number;
  readonly dim: number;
  readonly bits: number;
  readonly stored: StoredSize;
  readonly queries: number;
  readonly k: number;
  /** Characters of all titles and texts; 0 where they stay here. */
  readonly textLength: number;
  readonly embeddings: boolean;
}

/** Golden queries, the longest answer and the digits of an id and a distance. */
const GOLDEN = { queries: 50, answer: 100, digits: 10 };

/** About how many bytes each kind writes: formulas, nothing is written. */
export function approximateSize(kind: KitKind, facts: SizeFacts): number {
  const { n, dim, bits, stored, queries, k } = facts;
  const { columns, bytesPerDocument } = stored;
  const codeBytes = Math.ceil(bits / 8);
  // A column's values are all of one type; real numbers take four bytes.
  const valueBytes = columns > 0 ? bytesPerDocument / columns : 0;
  const model = 4 * (dim + dim * bits + bits * bits);
  const parameters = model + stored.bytesOnce + 2000;
  const values = n * bytesPerDocument;
  const vectors = facts.embeddings ? 4 * n * dim : 0;
  const documents = n * (8 + codeBytes) + values + 1000;
  const asked = Math.min(GOLDEN.queries, queries);
  const golden =
    asked * (dim * 21 + columns * 12 + 2 * GOLDEN.answer * GOLDEN.digits + 400);
  const npz =
    parameters +
    n * (bits + codeBytes + 8) +
    values +
    queries * (bits + 8 * k + 16 + bytesPerDocument) +
    6000;
  const faiss =
    2 * 4 * bits * (dim + 1) + 2 * (n * (codeBytes + 8) + 100) + 2500;
  const parquet =
    n * (8 + 2 * codeBytes + 2 + 8 * Math.ceil(bits / 64)) +
    Math.min(1.2, valueBytes) * n * columns +
    vectors * 1.005 +
    0.75 * facts.textLength +
    (4 / 3) * parameters +
    8000;
  const csv =
    n * (6 + bits + columns * (valueBytes < 4 ? 3 : 12)) +
    (facts.embeddings ? n * dim * 13 : 0) +
    facts.textLength;
  const sql =
    asked * 2 * (240 + 28 * columns + bits) +
    asked * 2 * GOLDEN.answer * 20 +
    (facts.embeddings ? dim * 24 : 0) +
    6000;
  const notebook = parameters + n * bits + values + 2000;
  const script = 4000;
  switch (kind) {
    case "npz":
    case "npy":
      return npz + vectors;
    case "notebook":
      return notebook + vectors;
    case "safetensors":
      return parameters;
    case "faiss":
      return faiss;
    case "parquet":
      return parquet;
    case "duckdb":
    case "clickhouse":
    case "spark":
      return parquet + sql;
    case "pgvector":
    case "postgresql":
      return csv + sql;
    case "qdrant":
    case "milvus":
      return parquet + script;
    case "modules":
      return parameters + documents + golden + 19_000;
    case "golden":
      return golden;
    case "zip":
      return (
        parquet +
        csv +
        5 * sql +
        faiss +
        parameters +
        documents +
        golden +
        npz +
        notebook +
        30_000
      );
  }
}
