import { connect } from "../channel/connect";
import type { NoTells } from "../channel/protocol";
import { CallError, cancelledCall } from "../worker/callError";
import type { CallOptions } from "../worker/client";
import {
  diskFile,
  hasDisk,
  removeDiskFile,
  removeOldDiskFiles,
} from "./diskFile";
import { MemorySink } from "./formats/byteSink";
import { createZip } from "./formats/zip";
import type { ExportOutcome, ExportServed } from "./exportProtocol";
import type { ExportCalls } from "./exportService";
import type {
  ArtifactKind,
  ExportedFile,
  RunSource,
  SavedFile,
} from "../model/artifacts";
import type { WrittenOptions } from "../words/writtenOptions";

/** Files that a save takes longer than this to read are no longer there. */
const KEPT_MS = 60 * 60 * 1000;

/** Writes the files of one kind into memory. */
export async function exportRun(
  source: RunSource,
  kind: ArtifactKind,
  options: WrittenOptions,
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
  options: WrittenOptions,
  call: CallOptions = {},
): Promise<SavedFile> {
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
  options: WrittenOptions,
  call: CallOptions,
): Promise<SavedFile> {
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

/** The page hands an end of a channel to each worker, and hears of the progress. */
async function write(
  source: RunSource,
  files: ArtifactKind,
  options: WrittenOptions,
  diskName: string | null,
  { signal, onProgress }: CallOptions,
): Promise<ExportOutcome> {
  if (signal?.aborted) throw cancelledCall();
  const worker = new Worker(new URL("./exportWorker.ts", import.meta.url), {
    type: "module",
    name: "bitsieve-export",
  });
  const writer = connect<ExportCalls, NoTells, ExportServed>(worker, {
    toError: ({ code, fault }) => new CallError(code, fault),
    onEnd: () =>
      writer.stop(
        new CallError("internal", { name: "export.worker-gone", params: {} }),
      ),
  });
  worker.addEventListener("error", ({ message }) =>
    writer.stop(
      new CallError("internal", {
        name: "export.worker-not-loaded",
        // A script that cannot be fetched gives an event without words.
        params: { detail: message || null },
      }),
    ),
  );
  // Not by a message: a worker that writes would hear of it late.
  const cancel = () => writer.stop(cancelledCall());
  signal?.addEventListener("abort", cancel, { once: true });
  const { port1, port2 } = new MessageChannel();
  const ended = new AbortController();
  // The compute worker may stop, and then no batch would ever come.
  source(port1, ended.signal).catch((error: unknown) =>
    writer.stop(error instanceof Error ? error : new Error(String(error))),
  );
  try {
    return await writer.call(
      "write",
      { source: port2, files, options, diskName },
      { transfer: [port2], ...(onProgress ? { onProgress } : {}) },
    );
  } finally {
    signal?.removeEventListener("abort", cancel);
    ended.abort();
    worker.terminate();
  }
}
