import type { ServedTypes } from "../channel/protocol";
import type { DataErrorCode } from "../data/dataError";
import type { EmbedErrorCode } from "../embed/embedError";
import type { ModelInfo } from "../embed/types";
import type { KeepErrorCode } from "../keep/types";
import type {
  EmbedCall,
  EmbedResult,
  InspectRequest,
  Inspection,
  LoadSource,
  StorageReport,
} from "./loading/dataSource";
import type {
  Diagnostics,
  DiagnosticsRequest,
} from "../model/diagnosticsReport";
import type { FaultMessage } from "../model/fault";
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
} from "../model/evaluationReports";
import type { PerQueryRow, SurfaceArrays } from "../model/surfaceArrays";
import type { MachineReport, MachineRequest } from "../model/machineReport";
import type { ParityReport, ParityRequest } from "../model/parityReport";
import type { RunSnapshot } from "../model/run/record";
import type {
  ExportedFile,
  RowBatch,
  RowRequest,
  RunArtifacts,
} from "../model/artifacts";
import type {
  DocumentList,
  DocumentListRequest,
  SearchReport,
  SearchRequest,
} from "../model/searchReport";
import type { RunConfig, PartialConfig } from "../model/run/configuration";
import type { Progress } from "../model/stages";
import type { DatasetInfo } from "../model/datasetInfo";
import type { DeviceInfo } from "../model/deviceInfo";
import type { RunView } from "../model/run/view";
import type { ImportOptions, ImportReport } from "../model/importReport";

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
  run: { in: PartialConfig; out: RunView };
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
  /** Lends the last run to whoever has the other end of `port`, until cancelled. */
  shareRun: { in: { readonly port: MessagePort }; out: null };
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

/** What an export asks over the port of `shareRun`. */
export interface RunSourceCalls {
  /** Copies of what the last run trained and found. */
  artifacts: { in: null; out: RunArtifacts };
  /** Vectors and texts of some documents of that run. */
  rows: { in: RowRequest; out: RowBatch };
}

export type MethodName = keyof WorkerMethods;

/** An error that crossed the worker's boundary; the page words it. */
export interface WorkerFailure {
  readonly name: string;
  readonly fault: FaultMessage;
  readonly code:
    | DataErrorCode
    | EmbedErrorCode
    | KeepErrorCode
    | "cancelled"
    | "bad-config"
    | "internal";
}

/** What the worker sends beside its answers. */
export interface WorkerServed extends ServedTypes {
  readonly progress: Progress;
  readonly failure: WorkerFailure;
  /** The device changed, e.g. after a lost GPU. */
  readonly news: DeviceInfo;
}
