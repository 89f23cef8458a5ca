import type { CallOptions } from "../worker/client";
import type {
  ExportedFile,
  ExportOptions,
  RowBatch,
  RowRequest,
  RunArtifacts,
  TakeKind,
} from "../worker/messages";
import type { ReportInput } from "../worker/reportInput";
import type { PerQueryRow, SurfaceArrays } from "../worker/surfaceArrays";

export type ReportKind = "report-html" | "report-md";

/** Kinds that are written from the arrays of a run. */
export type ArtifactKind =
  TakeKind | "metadata" | "results-csv" | "results-json";

/** Where the writers take a run's arrays and documents from. */
export interface RunSource {
  readonly artifacts: () => Promise<RunArtifacts>;
  readonly rows: (request: RowRequest) => Promise<RowBatch>;
}

/** One file on the disk, ready to be saved. */
export interface TakenFile {
  readonly name: string;
  readonly file: File;
  /** Most that was held in memory of what was written. */
  readonly peakBufferBytes: number;
}

/** Packs what leaves the app into files; made by `export/` in the app. */
export interface FileWriters {
  readonly run: (
    source: RunSource,
    kind: ArtifactKind,
    options: ExportOptions,
    call: CallOptions,
  ) => Promise<readonly ExportedFile[]>;
  /** One file, or a zip of several, that never is in memory as a whole. */
  readonly disk: (
    source: RunSource,
    kind: ArtifactKind,
    options: ExportOptions,
    call: CallOptions,
  ) => Promise<TakenFile>;
  readonly report: (
    input: ReportInput,
    kind: ReportKind,
  ) => Promise<readonly ExportedFile[]>;
  readonly perQuery: (
    rows: readonly PerQueryRow[],
  ) => Promise<readonly ExportedFile[]>;
  readonly surface: (
    surface: SurfaceArrays,
  ) => Promise<readonly ExportedFile[]>;
}
