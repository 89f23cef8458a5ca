import type { FaultMessage } from "../model/fault";
import type { Progress } from "../model/stages";
import type {
  ArtifactKind,
  ExportedFile,
  ExportOptions,
  RowBatch,
  RowRequest,
  RunArtifacts,
} from "../model/artifacts";

/** Page to export worker: what to write, then the rows that it asks for. */
export type ExportRequest =
  | {
      readonly kind: "start";
      readonly artifacts: RunArtifacts;
      readonly files: ArtifactKind;
      readonly options: ExportOptions;
      /** A name in the browser's own file system; null: into memory. */
      readonly diskName: string | null;
    }
  | { readonly kind: "rows"; readonly batch: RowBatch };

/** What was written, and how much of it was held in memory at one time. */
export interface ExportOutcome {
  /** Empty where the file went to the disk. */
  readonly files: readonly ExportedFile[];
  /** The file on the disk is a zip of several. */
  readonly zipped: boolean;
  /** Name of the single file, or of the zip without its ending. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Largest batch of documents, and what waited to be written beside it. */
  readonly peakBufferBytes: number;
}

/** Export worker to page. */
export type ExportReply =
  | { readonly kind: "want-rows"; readonly request: RowRequest }
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "done"; readonly outcome: ExportOutcome }
  | {
      readonly kind: "failed";
      readonly fault: FaultMessage;
      readonly code: "quota" | "internal";
    };
