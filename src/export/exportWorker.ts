import { stageContext } from "../worker/progress";
import { DiskFullError, type DiskSink, openDiskSink } from "./diskFile";
import type {
  ExportOutcome,
  ExportReply,
  ExportRequest,
} from "./exportMessages";
import { MemorySink } from "./formats/byteSink";
import { createZip } from "./formats/zip";
import { runFiles, runName } from "./runFiles";
import { type RowReader, type TakeContext, takeContext } from "./take/context";
import type { TakeFile } from "./take/takeFile";
import { takesVectors } from "./take/engines";
import type { RowBatch } from "../model/artifacts";

/**
 * Writes files away from the page's thread, and asks the page for the
 * documents a batch at a time. The page ends the worker to cancel.
 */

const post = (reply: ExportReply, transfer: Transferable[] = []) =>
  self.postMessage(reply, { transfer });

/** Takes the batch that was asked for. */
let arrived: (batch: RowBatch) => void = () => {};

const never = new AbortController().signal;

/** The bytes of a batch that an export holds while it is written. */
function bytesOfBatch({ vectors, ownIds, titles, texts }: RowBatch): number {
  const length = (list: readonly string[] | null) =>
    (list ?? []).reduce((sum, text) => sum + 2 * text.length, 0);
  return (
    (vectors?.byteLength ?? 0) + length(ownIds) + length(titles) + length(texts)
  );
}

function createReader(context: TakeContext, passes: number) {
  const { artifacts, n } = context;
  let peakBytes = 0;
  let pass = 0;
  const progress = stageContext(
    { stage: "export" },
    {
      signal: never,
      onProgress: (report) => post({ kind: "progress", progress: report }),
    },
  );
  const read: RowReader = async function* (want) {
    const before = pass * n;
    for (let from = 0; from < n; from += want.count) {
      const count = Math.min(want.count, n - from);
      const { run } = artifacts;
      const { vectors, texts } = want;
      const needs = vectors || texts;
      const batch: RowBatch = needs
        ? await new Promise((resolve) => {
            arrived = resolve;
            const request = { run, from, count, vectors, texts };
            post({ kind: "want-rows", request });
          })
        : { vectors: null, ownIds: null, titles: null, texts: null };
      peakBytes = Math.max(peakBytes, bytesOfBatch(batch));
      yield { ...batch, from, count };
      await progress.checkpoint(before + from + count, passes * n);
    }
    pass++;
  };
  return { read, peakBytes: () => peakBytes };
}

async function writeAll(
  files: readonly TakeFile[],
  context: TakeContext,
  diskName: string | null,
): Promise<ExportOutcome> {
  const passes = files.reduce((sum, file) => sum + file.passes, 0);
  const reader = createReader(context, passes);
  const isZip = files.length > 1;
  const common = {
    zipped: isZip,
    name: isZip ? runName(context.artifacts) : files[0].path,
  };
  if (diskName === null) {
    const written = [];
    for (const file of files) {
      const sink = new MemorySink();
      await file.write(sink, reader.read);
      written.push({ name: file.path, bytes: sink.toBytes() });
    }
    const sizeBytes = written.reduce((sum, { bytes }) => sum + bytes.length, 0);
    return { ...common, files: written, sizeBytes, peakBufferBytes: sizeBytes };
  }
  const disk = await openDiskSink(diskName);
  try {
    await writeToDisk(files, disk, reader.read);
  } finally {
    disk.close();
  }
  return {
    ...common,
    files: [],
    sizeBytes: disk.sizeBytes,
    peakBufferBytes: disk.bufferBytes + reader.peakBytes(),
  };
}

async function writeToDisk(
  files: readonly TakeFile[],
  disk: DiskSink,
  read: RowReader,
): Promise<void> {
  if (files.length === 1) return files[0].write(disk, read);
  const zip = createZip(disk);
  for (const file of files) await file.write(zip.member(file.path), read);
  zip.finish();
}

async function start(
  request: Extract<ExportRequest, { kind: "start" }>,
): Promise<void> {
  const { artifacts, files: kind, options, diskName } = request;
  const context = takeContext(artifacts, options, takesVectors(kind));
  const outcome = await writeAll(runFiles(kind, context), context, diskName);
  const buffers = outcome.files
    .map((file) => file.bytes.buffer)
    .filter((buffer) => buffer instanceof ArrayBuffer);
  post({ kind: "done", outcome }, buffers);
}

self.addEventListener("message", (event: MessageEvent<ExportRequest>) => {
  const request = event.data;
  if (request.kind === "rows") {
    arrived(request.batch);
    return;
  }
  start(request).catch((error: unknown) => post(failureOf(error)));
});

/** What went wrong; the page words it. */
function failureOf(error: unknown): ExportReply {
  const isFull =
    error instanceof DiskFullError ||
    (error instanceof DOMException && error.name === "QuotaExceededError");
  if (isFull)
    return {
      kind: "failed",
      code: "quota",
      fault: { name: "export.disk-full", params: {} },
    };
  const detail = error instanceof Error ? error.message : String(error);
  return {
    kind: "failed",
    code: "internal",
    fault: { name: "export.internal", params: { detail } },
  };
}
