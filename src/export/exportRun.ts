import { CancelledError } from "../compute/backend";
import { type CallOptions, BitsieveError } from "../worker/client";
import type {
  ExportedFile,
  ExportOptions,
  RowBatch,
  RowRequest,
  RunArtifacts,
} from "../worker/messages";
import { diskFile, removeDiskFile, removeOldDiskFiles } from "./diskFile";
import type {
  ExportOutcome,
  ExportReply,
  ExportRequest,
} from "./exportMessages";
import type { RunFileKind } from "./runFiles";

/** Files that a save takes longer than this to read are no longer there. */
const KEPT_MS = 60 * 60 * 1000;

/** Where an export takes its arrays and documents from. */
export interface ExportSource {
  readonly artifacts: () => Promise<RunArtifacts>;
  readonly rows: (request: RowRequest) => Promise<RowBatch>;
}

/** A file in the browser's own file system, ready to be saved. */
export interface SavedFile {
  readonly name: string;
  readonly file: File;
  readonly peakBufferBytes: number;
}

/** Writes the files of one kind into memory. */
export async function exportRun(
  source: ExportSource,
  kind: RunFileKind,
  options: ExportOptions,
  call: CallOptions = {},
): Promise<readonly ExportedFile[]> {
  return (await write(source, kind, options, null, call)).files;
}

/**
 * Writes one kind as one file on the disk: the file itself, or a zip where there
 * are several. Documents pass through memory a batch at a time. A cancelled or
 * failed export leaves nothing behind.
 */
export async function exportToDisk(
  source: ExportSource,
  kind: RunFileKind,
  options: ExportOptions,
  call: CallOptions = {},
): Promise<SavedFile> {
  await removeOldDiskFiles(Date.now() - KEPT_MS);
  const diskName = crypto.randomUUID();
  try {
    const outcome = await write(source, kind, options, diskName, call);
    return {
      name: outcome.zipped ? `${outcome.name}-${kind}.zip` : outcome.name,
      file: await diskFile(diskName),
      peakBufferBytes: outcome.peakBufferBytes,
    };
  } catch (error) {
    await removeDiskFile(diskName);
    throw error;
  }
}

async function write(
  source: ExportSource,
  files: RunFileKind,
  options: ExportOptions,
  diskName: string | null,
  { signal, onProgress }: CallOptions,
): Promise<ExportOutcome> {
  const artifacts = await source.artifacts();
  const worker = new Worker(new URL("./exportWorker.ts", import.meta.url), {
    type: "module",
    name: "bitsieve-export",
  });
  const post = (request: ExportRequest, transfer: Transferable[] = []) =>
    worker.postMessage(request, { transfer });
  let cancel = () => {};
  return new Promise<ExportOutcome>((resolve, reject) => {
    cancel = () =>
      reject(
        new BitsieveError({
          name: "CancelledError",
          message: new CancelledError().message,
          hint: null,
          code: "cancelled",
        }),
      );
    if (signal?.aborted) return cancel();
    signal?.addEventListener("abort", cancel, { once: true });
    worker.addEventListener("message", (event: MessageEvent<ExportReply>) => {
      const reply = event.data;
      switch (reply.kind) {
        case "want-rows":
          source.rows(reply.request).then(
            (batch) => {
              const { vectors } = batch;
              const buffer = vectors?.buffer;
              post(
                { kind: "rows", batch },
                buffer instanceof ArrayBuffer ? [buffer] : [],
              );
            },
            (error: unknown) => {
              // The compute worker's own words, with its hint, reach the page.
              reject(error instanceof Error ? error : new Error(String(error)));
            },
          );
          return;
        case "progress":
          onProgress?.(reply.progress);
          return;
        case "done":
          resolve(reply.outcome);
          return;
        case "failed":
          reject(new Error(reply.message));
      }
    });
    worker.addEventListener("error", (event) =>
      reject(
        new Error(`The export worker could not be loaded: ${event.message}`),
      ),
    );
    post({ kind: "start", artifacts, files, options, diskName });
  }).finally(() => {
    signal?.removeEventListener("abort", cancel);
    worker.terminate();
  });
}
