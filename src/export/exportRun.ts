import { type CallOptions, CallError } from "../worker/client";
import {
  diskFile,
  hasDisk,
  removeDiskFile,
  removeOldDiskFiles,
} from "./diskFile";
import { MemorySink } from "./formats/byteSink";
import { createZip } from "./formats/zip";
import type {
  ExportOutcome,
  ExportReply,
  ExportRequest,
} from "./exportMessages";
import type {
  ArtifactKind,
  ExportedFile,
  ExportOptions,
  RunSource,
  TakenFile,
} from "../model/artifacts";

/** Files that a save takes longer than this to read are no longer there. */
const KEPT_MS = 60 * 60 * 1000;

/** Writes the files of one kind into memory. */
export async function exportRun(
  source: RunSource,
  kind: ArtifactKind,
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
  source: RunSource,
  kind: ArtifactKind,
  options: ExportOptions,
  call: CallOptions = {},
): Promise<TakenFile> {
  if (!hasDisk()) return inMemory(source, kind, options, call);
  await removeOldDiskFiles(Date.now() - KEPT_MS);
  const diskName = crypto.randomUUID();
  try {
    const outcome = await write(source, kind, options, diskName, call);
    return {
      name: savedName(outcome, kind),
      file: await diskFile(diskName),
      peakBufferBytes: outcome.peakBufferBytes,
    };
  } catch (error) {
    await removeDiskFile(diskName);
    throw error;
  }
}

function savedName(
  { zipped, name }: ExportOutcome,
  kind: ArtifactKind,
): string {
  if (!zipped) return name;
  return kind === "zip" ? `${name}.zip` : `${name}-${kind}.zip`;
}

/** Where the browser offers no file system of its own, the file is held in memory. */
async function inMemory(
  source: RunSource,
  kind: ArtifactKind,
  options: ExportOptions,
  call: CallOptions,
): Promise<TakenFile> {
  const outcome = await write(source, kind, options, null, call);
  const { files } = outcome;
  const sink = new MemorySink();
  if (outcome.zipped) {
    const zip = createZip(sink);
    for (const { name, bytes } of files) zip.member(name).write(bytes);
    zip.finish();
  } else {
    sink.write(files[0].bytes);
  }
  const name = savedName(outcome, kind);
  return {
    name,
    file: new File([sink.toBytes()], name),
    peakBufferBytes: sink.sizeBytes,
  };
}

async function write(
  source: RunSource,
  files: ArtifactKind,
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
        new CallError("cancelled", { name: "session.cancelled", params: {} }),
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
              // The compute worker's own fault reaches the page.
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
          reject(new CallError(reply.code, reply.fault));
      }
    });
    worker.addEventListener("error", (event) =>
      reject(
        new CallError("internal", {
          name: "export.worker-not-loaded",
          params: { detail: event.message },
        }),
      ),
    );
    post({ kind: "start", artifacts, files, options, diskName });
  }).finally(() => {
    signal?.removeEventListener("abort", cancel);
    worker.terminate();
  });
}
