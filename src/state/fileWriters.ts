import type { CallOptions } from "../worker/client";
import type { Language } from "../words/languages";
import type { ReportInput } from "../model/reportInput";
import type { PerQueryRow, SurfaceArrays } from "../model/surfaceArrays";
import type {
  ArtifactKind,
  ExportedFile,
  RunSource,
  SavedFile,
} from "../model/artifacts";
import type { WrittenOptions } from "../words/writtenOptions";

export type ReportKind = "report-html" | "report-md";

/** Packs what leaves the app into files; made by `export/` in the app. */
export interface FileWriters {
  readonly run: (
    source: RunSource,
    kind: ArtifactKind,
    options: WrittenOptions,
    call: CallOptions,
  ) => Promise<readonly ExportedFile[]>;
  /** One file, or a zip of several, that never is in memory as a whole. */
  readonly disk: (
    source: RunSource,
    kind: ArtifactKind,
    options: WrittenOptions,
    call: CallOptions,
  ) => Promise<SavedFile>;
  readonly report: (
    input: ReportInput,
    kind: ReportKind,
    language: Language,
  ) => Promise<readonly ExportedFile[]>;
  readonly perQuery: (
    rows: readonly PerQueryRow[],
  ) => Promise<readonly ExportedFile[]>;
  readonly surface: (
    surface: SurfaceArrays,
  ) => Promise<readonly ExportedFile[]>;
}
