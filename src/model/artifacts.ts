import type { NamedArrays } from "./namedArrays";
import type { Portability } from "./portability";
import type { Column, Rule, StoredPrograms, StructureArrays } from "./rule";
import type { RunResult } from "./run/result";
import type { EmbeddingReport } from "./embedding";

/** What can be taken home, each a file or a folder that runs elsewhere. */
export type KitKind =
  | "npz"
  | "npy"
  | "notebook"
  | "safetensors"
  | "faiss"
  | "parquet"
  | "duckdb"
  | "pgvector"
  | "postgresql"
  | "clickhouse"
  | "spark"
  | "qdrant"
  | "milvus"
  | "modules"
  | "golden"
  | "zip";

export type ExportKind =
  | KitKind
  | "metadata"
  | "results-csv"
  | "results-json"
  | "per-query-csv"
  | "surface-npz"
  | "report-html"
  | "report-md"
  | "run-json";

/** Kinds that are written from the arrays of a run. */
export type ArtifactKind =
  KitKind | "metadata" | "results-csv" | "results-json";

/** What a kit is written for. */
export interface ExportOptions {
  /** Write the document vectors too; default: yes where a kit rescores with them. */
  readonly embeddings?: boolean;
  /** Write titles and texts where the data set has them; default yes. */
  readonly texts?: boolean;
  /** Value of the structure's knob; null: no filter. Default: the page's threshold. */
  readonly threshold?: number | null;
  /** Candidates that are rescored; default: the page's limit. */
  readonly limit?: number;
}

export interface ExportedFile {
  /** With its folders: "duckdb/query.sql". */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Everything of the last run that leaves the app, as plain arrays. */
export interface RunArtifacts {
  /** Counts the runs: rows of another are refused. */
  readonly run: number;
  readonly result: RunResult;
  readonly model: string | null;
  readonly embedding: EmbeddingReport | null;
  readonly hasTexts: boolean;
  /** The documents bring ids of their own, other than their numbers. */
  readonly hasOwnIds: boolean;
  readonly bits: number;
  readonly dim: number;
  /** What the hash is made of, under the names in which it is exported. */
  readonly hashArrays: NamedArrays;
  /** The hash as one affine map, mean (d,) and weights (d, b) by rows; null where it is none. */
  readonly hashLinear: {
    readonly mean: Float32Array;
    readonly weights: Float32Array;
  } | null;
  /** How a bit follows from a vector and these arrays, as numpy writes it. */
  readonly hashFormula: string;
  readonly portability: Portability;
  /** What the structure stores of each document, (n,) each; none: nothing is filtered. */
  readonly columns: readonly Column[];
  /** The same columns of the queries, (Q,) each. */
  readonly queryColumns: readonly Column[];
  /** Which documents the structure keeps, by these columns; null: all. */
  readonly rule: Rule | null;
  /** What the columns are reckoned from, under the names of the export. */
  readonly structureArrays: StructureArrays;
  /** Documents that the structure is made of, -1 for those brought along. */
  readonly structureDocumentIds: Readonly<Record<string, Int32Array>>;
  /** How the columns are read, by the names of the parameters' metadata. */
  readonly structureFacts: Readonly<Record<string, string>>;
  /** How other programs make the columns' values; null where nothing is stored. */
  readonly structurePrograms: StoredPrograms | null;
  /** (n, ceil(b / 32)), corpus rows. */
  readonly codeWords: Uint32Array;
  /** (Q, ceil(b / 32)). */
  readonly queryWords: Uint32Array;
  /** Document of each corpus row, (n,). */
  readonly documentIds: Int32Array;
  /** Corpus row of each query or -1, (Q,). */
  readonly queryRows: Int32Array;
  /** (Q, k) corpus rows. */
  readonly groundTruth: Int32Array;
  /** The first queries, at most 50: (min(Q, 50), d). */
  readonly firstQueryVectors: Float32Array;
  /** What their bits are the signs of, in f64: (min(Q, 50), b). */
  readonly firstProjections: Float64Array;
  /** Their texts, null where there are none. */
  readonly firstQueryTexts: readonly (string | null)[];
}

/**
 * Has the compute worker answer for a run's arrays and documents over `port`,
 * until `ended` is aborted; rejects then, and where it cannot.
 */
export type RunSource = (
  port: MessagePort,
  ended: AbortSignal,
) => Promise<unknown>;

/** One file on the disk, ready to be saved. */
export interface SavedFile {
  readonly name: string;
  readonly file: File;
  /** Most that was held in memory of what was written. */
  readonly peakBufferBytes: number;
}

/** Rows [from, from + count) of the corpus of run `run`. */
export interface RowRequest {
  readonly run: number;
  readonly from: number;
  readonly count: number;
  readonly vectors: boolean;
  readonly texts: boolean;
}

export interface RowBatch {
  /** (count, d), or null where not asked for. */
  readonly vectors: Float32Array | null;
  /** null where not asked for or not there. */
  /** The documents' own ids. */
  readonly ownIds: readonly string[] | null;
  readonly titles: readonly string[] | null;
  readonly texts: readonly string[] | null;
}
