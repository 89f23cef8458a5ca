import type { ServedTypes } from "../channel/protocol";
import type { Progress } from "../model/stages";
import type { WorkerFailure } from "../worker/failure";
import type { ArtifactKind, ExportedFile } from "../model/artifacts";
import type { WrittenOptions } from "../words/writtenOptions";

/*
 * What the page and the export worker say to each other. Arrays and documents
 * come from the compute worker, over a port of their own.
 */

export interface WriteRequest {
  /** Leads to the compute worker, which answers `RunSourceCalls` at its other end. */
  readonly source: MessagePort;
  readonly files: ArtifactKind;
  readonly options: WrittenOptions;
  /** A name in the browser's own file system; null: into memory. */
  readonly diskName: string | null;
}

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

export interface ExportServed extends ServedTypes {
  readonly progress: Progress;
  readonly failure: Pick<WorkerFailure, "code" | "fault">;
  readonly news: never;
}
