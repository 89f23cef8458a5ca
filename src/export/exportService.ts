import { type Caller, connect } from "../channel/connect";
import type { CallsOf } from "../channel/methods";
import type { NoTells } from "../channel/protocol";
import type { Service } from "../channel/serve";
import { buffersIn } from "../channel/transfer";
import { ConfigError } from "../model/configError";
import type { Progress } from "../model/stages";
import { CallError } from "../worker/callError";
import type { RunSourceCalls } from "../worker/asks/runSource";
import type { WorkerServed } from "../worker/failure";
import { type CallContext, stageContext } from "../worker/progress";
import { DiskFullError, type DiskSink, openDiskSink } from "./diskFile";
import type {
  ExportOutcome,
  ExportServed,
  WriteRequest,
} from "./exportProtocol";
import { MemorySink } from "./formats/byteSink";
import { createZip } from "./formats/zip";
import { artifactFiles, runName } from "./artifactFiles";
import { type RowReader, type KitContext, kitContext } from "./kits/context";
import type { KitFile } from "./kits/kitFile";
import { holdsVectors } from "./kits/engines";
import type { RowBatch } from "../model/artifacts";

type RunSourceCaller = Caller<RunSourceCalls, NoTells, Progress>;

/** The bytes of a batch that an export holds while it is written. */
function bytesOfBatch({ vectors, ownIds, titles, texts }: RowBatch): number {
  const length = (list: readonly string[] | null) =>
    (list ?? []).reduce((sum, text) => sum + 2 * text.length, 0);
  return (
    (vectors?.byteLength ?? 0) + length(ownIds) + length(titles) + length(texts)
  );
}

function createReader(
  source: RunSourceCaller,
  context: KitContext,
  passes: number,
  call: CallContext,
) {
  const { artifacts, n } = context;
  let peakBytes = 0;
  let pass = 0;
  const progress = stageContext({ stage: "export" }, call);
  const read: RowReader = async function* (want) {
    const before = pass * n;
    for (let from = 0; from < n; from += want.count) {
      const count = Math.min(want.count, n - from);
      const { run } = artifacts;
      const { vectors, texts } = want;
      const needs = vectors || texts;
      const batch: RowBatch = needs
        ? await source.call("rows", { run, from, count, vectors, texts })
        : { vectors: null, ownIds: null, titles: null, texts: null };
      peakBytes = Math.max(peakBytes, bytesOfBatch(batch));
      yield { ...batch, from, count };
      await progress.checkpoint(before + from + count, passes * n);
    }
    pass++;
  };
  return { read, peakBytes: () => peakBytes };
}

type DocumentReader = ReturnType<typeof createReader>;

async function writeAll(
  files: readonly KitFile[],
  context: KitContext,
  diskName: string | null,
  reader: DocumentReader,
): Promise<ExportOutcome> {
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
  files: readonly KitFile[],
  disk: DiskSink,
  read: RowReader,
): Promise<void> {
  if (files.length === 1) return files[0].write(disk, read);
  const zip = createZip(disk);
  for (const file of files) await file.write(zip.member(file.path), read);
  zip.finish();
}

async function write(
  { source: port, files: kind, options, diskName }: WriteRequest,
  call: CallContext,
): Promise<ExportOutcome> {
  const source = connect<RunSourceCalls, NoTells, WorkerServed>(port, {
    toError: ({ code, fault }) => new CallError(code, fault),
  });
  const artifacts = await source.call("artifacts", null);
  const context = kitContext(artifacts, options, holdsVectors(kind));
  const files = artifactFiles(kind, context);
  const passes = files.reduce((sum, file) => sum + file.passes, 0);
  const reader = createReader(source, context, passes, call);
  return writeAll(files, context, diskName, reader);
}

/** What went wrong; the page words it. */
function describe(error: unknown): ExportServed["failure"] {
  // The compute worker's own fault.
  if (error instanceof CallError)
    return { code: error.code, fault: error.fault };
  if (error instanceof ConfigError)
    return { code: error.code, fault: error.fault };
  const isFull =
    error instanceof DiskFullError ||
    (error instanceof DOMException && error.name === "QuotaExceededError");
  if (isFull)
    return { code: "quota", fault: { name: "export.disk-full", params: {} } };
  const detail = error instanceof Error ? error.message : String(error);
  return {
    code: "internal",
    fault: { name: "export.internal", params: { detail } },
  };
}

/** What the page asks of the export worker. */
const exportMethods = { write };

export type ExportCalls = CallsOf<typeof exportMethods>;

/** Writes files away from the page's thread; the documents come a batch at a time. */
export const exportService: Service<ExportCalls, NoTells, ExportServed> = {
  calls: exportMethods,
  tells: {},
  describe,
  transfer: ({ files }) => files.flatMap(({ bytes }) => buffersIn({ bytes })),
};
