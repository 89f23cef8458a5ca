import type { DataErrorCode } from "../data/dataError";
import type { EmbedErrorCode } from "../embed/embedError";
import type { EmbedRequest, ModelInfo, TextRole } from "../embed/types";
import type { KeepErrorCode } from "../keep/types";
import type { EvaluationRow } from "../evaluate/types";
import type {
  EmbeddingReport,
  EmbedCall,
  EmbedResult,
  InspectRequest,
  Inspection,
  LoadSource,
  StorageReport,
} from "./sources";
import type { MachineReport, MachineRequest } from "./measure/machineReport";
import type { RunConfig, DeepPartial, PivotSpace } from "./runConfig";

/** The stages of a run in the order in which data flows. */
export type StageName =
  | "load"
  | "model"
  | "tokenise"
  | "embed"
  | "ground-truth"
  | "training"
  | "moments"
  | "eigenvectors"
  | "rotation"
  | "encode"
  | "pivots"
  | "surface"
  | "measure";

/** Sent while a stage works. */
export interface Progress {
  readonly stage: StageName;
  /** For people: "Fitting the rotation". */
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** What is counted: "iterations", "documents", "bytes", "queries". */
  readonly unit: string;
  readonly ratePerSecond: number;
  /** null until there is a rate to judge by. */
  readonly remainingMs: number | null;
  /** More for people: "2,310 tokens/s · 14 texts cut". */
  readonly detail?: string;
}

export interface DatasetInfo {
  readonly name: string;
  readonly n: number;
  readonly dim: number;
  /** SHA-256 over the vectors (f32, row-major) and the query vectors. */
  readonly fingerprint: string;
  readonly hasTexts: boolean;
  /** Vectors that came as a separate query set; 0 when none. */
  readonly ownQueries: number;
  readonly minNorm: number;
  readonly maxNorm: number;
  /** Model id where the data set says it, else null. */
  readonly model: string | null;
  readonly title: string | null;
  readonly description: string | null;
  /** How the texts became vectors, where this app did it. */
  readonly embedding: EmbeddingReport | null;
  /** What was taken, left out, cut or scaled. Whole sentences. */
  readonly notes: readonly string[];
}

export interface DeviceInfo {
  readonly backend: "cpu" | "webgpu" | "reference";
  /** "CPU · 2 threads" or the adapter's name. */
  readonly label: string;
  readonly adapter?: string;
  readonly threads: number;
  /** Plain words for the visitor, e.g. "No GPU found: running on the CPU, where everything works as well." */
  readonly note: string;
}

/** A finished run: plain JSON, described in docs/automation.md. */
export interface RunResult {
  readonly schema: "bitsieve.run/1";
  readonly config: RunConfig;
  readonly dataset: {
    readonly name: string;
    readonly n: number;
    readonly dim: number;
    readonly fingerprint: string;
  };
  /** Documents searched: n, less the held-out queries where they were removed. */
  readonly corpusSize: number;
  /** "corpus": queries are documents; "removed": documents taken out; "query-set": a set of their own. */
  readonly querySource: "corpus" | "removed" | "query-set";
  /** Neighbours that came with the data set against those found here; null when none came or other queries asked. */
  readonly givenNeighbours: {
    readonly k: number;
    readonly agreement: number;
  } | null;
  readonly device: {
    readonly backend: string;
    readonly label: string;
    readonly adapter?: string;
  };
  readonly fit: {
    readonly meanNorm: number;
    readonly explainedVariance: number;
    readonly quantizationError: readonly number[];
    readonly nqe: readonly number[];
    /** True when mean, pca and rotation were imported, not trained. */
    readonly imported: boolean;
  };
  /** The no-filter row first (threshold null), then config.thresholds in order. */
  readonly rows: readonly EvaluationRow[];
  readonly queryIds: readonly number[];
  /** What was imported and used in place of trained or drawn values. */
  readonly imported: readonly ImportedRole[];
  /** How long each stage took when it was computed. */
  readonly timingsMs: Readonly<Record<string, number>>;
  /** Stages taken from the cache in this run. */
  readonly cachedStages: readonly string[];
  readonly version: string;
}

/** What the page draws beside the numbers of `RunResult`. */
export interface RunView {
  readonly result: RunResult;
  /** One row for EVERY threshold step, ascending, plus the no-filter row last (threshold null). */
  readonly curve: readonly EvaluationRow[];
  readonly fit: FitView;
  readonly pivots: PivotView;
  readonly queries: readonly QueryView[];
  readonly bytesPerDocument: { readonly hash: number; readonly pivots: number };
  /** Share of neighbours with Hamming distance <= t, per curve row: what the filter guarantees. null in cosine space. */
  readonly guaranteedRecall: readonly number[] | null;
}

export interface FitView {
  /** Eigenvalues of the covariance, descending, (d,). */
  readonly eigenvalues: readonly number[];
  /** Cumulative share of variance for 1..d components. */
  readonly cumulativeVariance: readonly number[];
  readonly bits: number;
}

export interface PivotView {
  readonly space: PivotSpace;
  /** Document id of each pivot; -1 for an imported pivot that is no document. */
  readonly documentIds: readonly number[];
  readonly titles: readonly string[];
  /** Pivot-to-pivot distances, (P, P) row by row. */
  readonly pairwise: readonly (readonly number[])[];
  /** Distances of the documents to each pivot. */
  readonly spread: readonly {
    readonly mean: number;
    readonly sd: number;
    readonly min: number;
    readonly max: number;
  }[];
}

/** One evaluated query. */
export interface QueryView {
  /** Position among the queries of this run. */
  readonly index: number;
  /** Document id, or number in the query set. */
  readonly id: number;
  readonly title: string;
  /** Candidates for each curve row. */
  readonly candidates: readonly number[];
  /** Share of its neighbours that pass the filter, per curve row. */
  readonly filterRecall: readonly number[];
}

/** A text typed by the visitor, made a vector by a model. */
export interface TextQuery {
  readonly kind: "text";
  readonly text: string;
  /** Whose prefix goes before it; default "query". */
  readonly role?: TextRole;
  /** Default: the data set's own model, device and precision. */
  readonly embedding?: EmbedRequest;
}

export interface SearchRequest {
  readonly source:
    | { readonly kind: "document"; readonly id: number }
    | { readonly kind: "query"; readonly id: number }
    | TextQuery;
  /** null: no filter. */
  readonly threshold: number | null;
  readonly limit: number;
  readonly k: number;
}

export interface SearchHit {
  readonly id: number;
  readonly title: string;
  readonly text: string;
  readonly cosine: number;
  readonly hamming: number;
  /** max over pivots of |Dq - Dx|: kept iff <= t (cosine space: < t). */
  readonly statistic: number;
  /** Rank among the true neighbours, 1-based, or null when it is none. */
  readonly trueRank: number | null;
}

/** A true neighbour and what became of it. */
export interface NeighbourFate extends SearchHit {
  readonly fate: "kept" | "lost-to-filter" | "lost-to-limit";
  /** Rank by (hamming, row) among the survivors, or null when filtered out. */
  readonly need: number | null;
  /** Distance of this neighbour to each pivot. */
  readonly pivotDistances: readonly number[];
  /** Pivot of the largest difference. */
  readonly decidingPivot: number;
}

export interface SearchReport {
  readonly query: {
    /** -1 for a typed text. */
    readonly id: number;
    readonly kind: "document" | "query" | "text";
    readonly title: string;
    readonly text: string;
    /** Distance of the query to each pivot. */
    readonly pivotDistances: readonly number[];
  };
  readonly candidates: number;
  readonly corpusSize: number;
  /** Top k by cosine, with what became of each. */
  readonly exact: readonly NeighbourFate[];
  /** Top k by (hamming, row), no filter. */
  readonly hashRanked: readonly SearchHit[];
  /** Top k by (hamming, row) among the survivors of the filter. */
  readonly filtered: readonly SearchHit[];
  readonly elapsedMs: number;
}

export interface DocumentListRequest {
  readonly kind: "document" | "query";
  /** Case-insensitive substring of title or text; "" lists all. */
  readonly filter: string;
  readonly offset: number;
  readonly count: number;
}

export interface DocumentList {
  readonly total: number;
  readonly items: readonly {
    readonly id: number;
    readonly title: string;
    readonly text: string;
  }[];
}

export type ExportKind =
  "npz" | "npy" | "metadata" | "results-csv" | "results-json";

export interface ExportedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Everything of the last run that leaves the app, as plain arrays. */
export interface RunArtifacts {
  readonly result: RunResult;
  readonly model: string | null;
  readonly bits: number;
  /** (d,). */
  readonly mean: Float32Array;
  /** (d, b). */
  readonly pca: Float32Array;
  /** (b, b). */
  readonly rotation: Float32Array;
  /** (P, ceil(b / 32)) codes, or null in cosine space. */
  readonly pivotWords: Uint32Array | null;
  /** (P, d) vectors, or null in Hamming space. */
  readonly pivotVectors: Float32Array | null;
  readonly pivotCount: number;
  /** Document of each pivot, -1 for an imported one. */
  readonly pivotDocumentIds: Int32Array;
  /** (n, ceil(b / 32)), corpus rows. */
  readonly codeWords: Uint32Array;
  /** (Q, ceil(b / 32)). */
  readonly queryWords: Uint32Array;
  /** (n, P). */
  readonly pivotDistances: Uint8Array | Uint16Array | Float32Array;
  /** (Q, P). */
  readonly queryPivotDistances: Uint8Array | Uint16Array | Float32Array;
  /** Document of each corpus row, (n,). */
  readonly documentIds: Int32Array;
  /** Corpus row of each query or -1, (Q,). */
  readonly queryRows: Int32Array;
  /** (Q, k) corpus rows. */
  readonly groundTruth: Int32Array;
}

/** Values that can be imported. */
export type ImportedRole =
  "mean" | "pca" | "rotation" | "initial_rotation" | "pivots" | "queries";

export interface ImportReport {
  /** What is now used in place of a trained or drawn value. */
  readonly used: readonly ImportedRole[];
  /** Members of the files that were not recognised. */
  readonly ignored: readonly string[];
  readonly bits: number | null;
  readonly notes: readonly string[];
}

/** The request and reply of every message the worker understands. */
export interface WorkerMethods {
  /** Sets the address of the app's files and picks the device; first call. */
  start: {
    in: {
      readonly baseUrl: string;
      readonly device: RunConfig["device"];
      /** Address of the model and data set hub; "" stands for the public one. */
      readonly hub?: string;
    };
    out: DeviceInfo;
  };
  load: { in: LoadSource; out: DatasetInfo };
  /** Columns, preview and cost of a source, before anything is loaded. */
  inspect: { in: InspectRequest; out: Inspection };
  /** The catalogue, and one more model where `id` is given. */
  models: { in: { readonly id?: string }; out: readonly ModelInfo[] };
  embed: { in: EmbedCall; out: EmbedResult };
  /** What the browser keeps: embeddings and downloaded models. */
  storage: { in: null; out: StorageReport };
  removeKept: { in: { readonly id: string }; out: StorageReport };
  exportKept: { in: { readonly id: string }; out: readonly ExportedFile[] };
  removeModel: { in: { readonly id: string }; out: StorageReport };
  run: { in: DeepPartial<RunConfig>; out: RunView };
  /** New limits on the last run's surface: nothing heavy is recomputed. */
  report: {
    in: { readonly limits: readonly number[] };
    out: readonly EvaluationRow[];
  };
  search: { in: SearchRequest; out: SearchReport };
  documents: { in: DocumentListRequest; out: DocumentList };
  /** Copies of what the last run trained and found, for the export. */
  artifacts: { in: null; out: RunArtifacts };
  importParameters: {
    in: { readonly files: readonly File[] };
    out: ImportReport;
  };
  clearParameters: { in: null; out: null };
  /** Facts about this machine; measures what it can do when asked to. */
  machine: { in: MachineRequest; out: MachineReport };
  /** Another device for later runs, which compute every stage anew on it. */
  device: { in: { readonly device: RunConfig["device"] }; out: DeviceInfo };
}

export type MethodName = keyof WorkerMethods;

/** Page to worker. */
export type WorkerRequest =
  | {
      readonly kind: "call";
      readonly callId: number;
      readonly method: MethodName;
      readonly input: unknown;
    }
  | { readonly kind: "cancel"; readonly callId: number };

/** An error that crossed the worker's boundary with what a person needs. */
export interface WorkerFailure {
  readonly name: string;
  readonly message: string;
  readonly hint: string | null;
  readonly code:
    | DataErrorCode
    | EmbedErrorCode
    | KeepErrorCode
    | "cancelled"
    | "bad-config"
    | "internal";
}

/** Worker to page. */
export type WorkerReply =
  | {
      readonly kind: "progress";
      readonly callId: number;
      readonly progress: Progress;
    }
  | { readonly kind: "device"; readonly device: DeviceInfo }
  | { readonly kind: "done"; readonly callId: number; readonly output: unknown }
  | {
      readonly kind: "failed";
      readonly callId: number;
      readonly failure: WorkerFailure;
    };
