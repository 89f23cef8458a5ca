import type { StoreApi } from "zustand/vanilla";
import type { CallOptions, ComputeClient } from "../worker/client";
import type { WorkerFailure } from "../worker/failure";
import type { StorageReport } from "../worker/asks/storage";
import type { LoadSource } from "../worker/loading/dataSource";
import type { MachineActions, MachineData } from "./machineActions";
import type { RowsAhead } from "../model/setting";
import type { LinkedSource } from "../model/run/record";
import type { RunsActions, RunsData } from "./runsActions";
import type { StorageActions } from "./storageActions";
import type { PartialConfig, RunConfig } from "../model/run/configuration";
import type { Progress } from "../model/stages";
import type { DatasetInfo } from "../model/datasetInfo";
import type { DeviceInfo } from "../model/deviceInfo";
import type { FaultMessage } from "../model/fault";
import type { Language } from "../words/languages";
import type { RunView } from "../model/run/view";
import type { ImportOptions, ImportReport } from "../model/importReport";
import type { TextRole } from "../model/embedding";
import type {
  ExportKind,
  ExportedFile,
  ExportOptions,
  KitKind,
  SavedFile,
} from "../model/artifacts";

/** A failure that the page words. */
export interface AppError {
  readonly fault: FaultMessage;
  readonly code: WorkerFailure["code"];
}

/** A document or query chosen for the search tab. */
export interface SetPick {
  readonly kind: "document" | "query";
  readonly id: number;
  readonly title: string;
}

/** A text typed for the search tab. */
export interface TextPick {
  readonly kind: "text";
  readonly id: -1;
  /** The text itself. */
  readonly title: string;
  readonly role: TextRole;
  /** Chosen where the data set does not say its model. */
  readonly model: string | null;
}

export type SearchPick = SetPick | TextPick;

/** What the page knows. */
export interface AppData extends MachineData, RunsData {
  /** Of every sentence and number on the page. */
  readonly language: Language;
  readonly device: DeviceInfo | null;
  readonly dataset: DatasetInfo | null;
  /** How a link opens the data set again; null for files and remote places. */
  readonly source: LinkedSource | null;
  /** The draft that the controls show; the last run's own config is view.result.config. */
  readonly config: RunConfig;
  /** Current threshold: a value of the curve; null where the structure has no knob. */
  readonly threshold: number | null;
  /** Current limit L. */
  readonly limit: number;
  /** recall@k is shown for this k: at most that of the run. */
  readonly k: number;
  readonly view: RunView | null;
  /** Rows of the current setting that were read ahead of their curve. */
  readonly rowsAhead: RowsAhead | null;
  /** The draft would give other results than those shown. */
  readonly stale: boolean;
  readonly running: boolean;
  readonly loading: boolean;
  /** The last run was stopped by the visitor. */
  readonly cancelled: boolean;
  readonly progress: Progress | null;
  readonly error: AppError | null;
  readonly imported: ImportReport | null;
  /** What the browser keeps; null until it was asked. */
  readonly storage: StorageReport | null;
  /** Chosen for the search tab, or null: its first own choice. */
  readonly searchPick: SearchPick | null;
  /** Chosen before in this visit, newest first; a known one keeps its place. */
  readonly recentPicks: readonly SearchPick[];
}

/** What the page can do. */
export interface AppActions
  extends StorageActions, MachineActions, RunsActions {
  /** Picks the device, loads the sample and runs; failures end in `error`. */
  readonly start: () => Promise<void>;
  /** Replaces the data set; the former one stays when this fails. Does not run. */
  readonly load: (
    source: LoadSource,
    options?: CallOptions,
  ) => Promise<DatasetInfo>;
  /** Stops the loading; what was open stays. */
  readonly cancelLoad: () => void;
  /** Merges the patch into the config and runs; a newer run cancels this one. */
  readonly run: (
    patch?: PartialConfig,
    options?: CallOptions,
  ) => Promise<RunView>;
  /** Changes the draft only. */
  readonly edit: (patch: PartialConfig) => void;
  /** Changes the draft and runs after a short pause; failures end in `error`. */
  readonly editAndRun: (patch: PartialConfig, delayMs?: number) => void;
  /** Stops the running run; the former result stays. */
  readonly cancel: () => void;
  readonly setThreshold: (threshold: number) => void;
  /** Reads another limit from the last run's surface. */
  readonly setLimit: (limit: number) => Promise<void>;
  /** Reads another k from the last run's surface; runs where it holds fewer. */
  readonly setK: (k: number) => Promise<void>;
  /** What files hold, before any of it is used. */
  readonly inspectParameters: (
    files: readonly File[],
    options?: ImportOptions,
  ) => Promise<ImportReport>;
  /** Uses them in later runs; `adoptSettings`: with the settings that they record. */
  readonly importParameters: (
    files: readonly File[],
    options?: ImportOptions & { readonly adoptSettings?: boolean },
  ) => Promise<ImportReport>;
  readonly clearParameters: () => Promise<void>;
  readonly exportFiles: (
    kind: ExportKind,
    options?: ExportOptions & CallOptions,
  ) => Promise<readonly ExportedFile[]>;
  /** Writes one kind as one file on the disk, for the visitor to save. */
  readonly writeKit: (
    kind: KitKind,
    options?: ExportOptions & CallOptions,
  ) => Promise<SavedFile>;
  readonly pickSearch: (pick: SearchPick) => void;
  /** Shows a failure that happened outside the store's own actions. */
  readonly reportError: (error: unknown) => void;
  readonly dismissError: () => void;
}

export interface AppState extends AppData, AppActions {
  /** For questions that leave no trace in the store: search, documents. */
  readonly client: ComputeClient;
}

export type AppStore = StoreApi<AppState>;
