import type { DataErrorCode } from "../data/dataError";
import type { EmbedErrorCode } from "../embed/embedError";
import type { ModelInfo } from "../embed/types";
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
import type { Diagnostics, DiagnosticsRequest } from "./diagnosticsReport";
import type { Precision } from "../evaluate/precision";
import type {
  CurveReport,
  CurveRequest,
  PivotSweepPoint,
  QueriesRequest,
  QueryPage,
  Repeats,
  RepeatsRequest,
  SettingRequest,
} from "./evaluationReports";
import type { PerQueryRow, SurfaceArrays } from "./surfaceArrays";
import type { MachineReport, MachineRequest } from "./measure/machineReport";
import type { ParityReport, ParityRequest } from "./parity/parityTypes";
import type { RunSnapshot } from "./runRecord";
import type {
  ExportedFile,
  RowBatch,
  RowRequest,
  RunArtifacts,
} from "./exportTypes";
import type { ImportedRole, RunResult } from "./runResult";
import type {
  DocumentList,
  DocumentListRequest,
  SearchReport,
  SearchRequest,
} from "./searchTypes";
import type { RunConfig, DeepPartial, PivotSpace } from "./runConfig";

export type * from "./exportTypes";
export type * from "./runResult";
export type * from "./searchTypes";

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
  | "diagnostics"
  | "repeats"
  | "measure"
  | "export";

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
  /** Characters of all ids, titles and texts; 0 without any. */
  readonly textLength: number;
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
  /** Neighbours of its own queries came with the data set. */
  readonly givenNeighbours: boolean;
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
  /** The k that `curve` was read for: the run's, or fewer. */
  readonly k: number;
  /**
   * Share of documents that the filter was expected to remove, per curve row,
   * from the pivots' histograms alone; null for sums of squares.
   */
  readonly forecast: readonly number[] | null;
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
}

/** How imported pivots were understood. */
export interface ImportedPivots {
  /** Codes of bits, or vectors. */
  readonly kind: "codes" | "vectors";
  readonly count: number;
  /** Bits or dimensions. */
  readonly width: number;
  readonly space: PivotSpace;
  /** The files say the space; else it was told by the values. */
  readonly recorded: boolean;
}

export interface ImportOptions {
  /** Where vectors are compared; default: as recorded, else cosine. */
  readonly pivotSpace?: PivotSpace;
  /** Only say what would be taken. */
  readonly dryRun?: boolean;
}

export interface ImportReport {
  /** What is now used in place of a trained or drawn value. */
  readonly used: readonly ImportedRole[];
  /** Members of the files that were not recognised. */
  readonly ignored: readonly string[];
  readonly bits: number | null;
  readonly pivots: ImportedPivots | null;
  /** Model that the parameters were made for, where recorded. */
  readonly model: string | null;
  /** Settings of the run that made them, where recorded and possible here. */
  readonly config: RunConfig | null;
  readonly notes: readonly string[];
  /** What may make them mean something else here. Whole sentences. */
  readonly warnings: readonly string[];
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
  /** Other limits, k' <= k or first pivots on the last run's surface. */
  report: { in: CurveRequest; out: CurveReport };
  /** How sure the numbers at one setting are: bootstrap over queries. */
  precision: { in: SettingRequest; out: Precision };
  /** The queries of the last run, worst first. */
  queries: { in: QueriesRequest; out: QueryPage };
  /** The filter by the first 1, 2, ..., P pivots. */
  pivotSweep: { in: SettingRequest; out: readonly PivotSweepPoint[] };
  /** The last run's configuration once more for each of several seeds. */
  repeats: { in: RepeatsRequest; out: Repeats };
  diagnostics: { in: DiagnosticsRequest; out: Diagnostics };
  /** The last run as it is kept and compared. */
  snapshot: { in: null; out: RunSnapshot };
  /** Each query at the reported thresholds and limits. */
  perQuery: { in: null; out: readonly PerQueryRow[] };
  /** The whole surface of the last run. */
  surface: { in: null; out: SurfaceArrays };
  /** Where another program's vector, code, distances or answer part from the app's. */
  parity: { in: ParityRequest; out: ParityReport };
  search: { in: SearchRequest; out: SearchReport };
  documents: { in: DocumentListRequest; out: DocumentList };
  /** Copies of what the last run trained and found, for the export. */
  artifacts: { in: null; out: RunArtifacts };
  /** Vectors and texts of some documents of the last run, for the export. */
  rows: { in: RowRequest; out: RowBatch };
  importParameters: {
    in: ImportOptions & { readonly files: readonly File[] };
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
