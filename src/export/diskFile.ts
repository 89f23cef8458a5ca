import type { ByteSink } from "./formats/byteSink";

/** Folder of the browser's own file system where exports wait to be saved. */
const FOLDER = "exports";

/** Small writes are gathered: each call to the file system takes its time. */
const BUFFER_BYTES = 1 << 20;

/** A write took fewer bytes than it was given. */
export class DiskFullError extends Error {
  override readonly name = "DiskFullError";
}

/** Whether this browser offers a file system of its own, in this window. */
export function hasDisk(): boolean {
  return typeof globalThis.navigator?.storage?.getDirectory === "function";
}

/** A file being written on the disk; what it holds in memory does not grow. */
export interface DiskSink extends ByteSink {
  readonly bufferBytes: number;
  close(): void;
}

async function folder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}

/** Opens a file for writing; in a worker only. */
export async function openDiskSink(name: string): Promise<DiskSink> {
  const file = await (await folder()).getFileHandle(name, { create: true });
  const handle = await file.createSyncAccessHandle();
  handle.truncate(0);
  const buffer = new Uint8Array(BUFFER_BYTES);
  let filled = 0;
  let sizeBytes = 0;
  const put = (bytes: Uint8Array) => {
    const written = handle.write(bytes, { at: sizeBytes - filled });
    if (written !== bytes.length) throw new DiskFullError();
  };
  const flush = () => {
    if (filled > 0) put(buffer.subarray(0, filled));
    filled = 0;
  };
  return {
    get sizeBytes() {
      return sizeBytes;
    },
    bufferBytes: BUFFER_BYTES,
    write(bytes) {
      if (filled + bytes.length > BUFFER_BYTES) flush();
      if (bytes.length > BUFFER_BYTES) {
        put(bytes);
      } else {
        buffer.set(bytes, filled);
        filled += bytes.length;
      }
      sizeBytes += bytes.length;
    },
    close() {
      flush();
      handle.flush();
      handle.close();
    },
  };
}

/** A written file, read from the disk as it is needed. */
export async function diskFile(name: string): Promise<File> {
  return (await (await folder()).getFileHandle(name)).getFile();
}

/** An ended worker lets go of its file a moment later. */
const RETRY_MS = [0, 50, 100, 200, 400, 800, 1600];

/** Removes a file; one that is not there, or stays open elsewhere, is left. */
export async function removeDiskFile(name: string): Promise<void> {
  for (const waitMs of RETRY_MS) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    try {
      await (await folder()).removeEntry(name);
      return;
    } catch (error) {
      if (error instanceof DOMException && error.name === "NotFoundError")
        return;
      // Still open: tried again, and by `removeOldDiskFiles` another day.
    }
  }
}

/** Removes what was written before this time, counted as `Date.now()` counts. */
export async function removeOldDiskFiles(beforeMs: number): Promise<void> {
  const files = await folder();
  for await (const [name, handle] of files.entries()) {
    if (handle.kind !== "file") continue;
    const { lastModified } = await handle.getFile();
    if (lastModified < beforeMs) await removeDiskFile(name);
  }
}
