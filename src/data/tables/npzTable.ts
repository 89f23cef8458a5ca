import type { Budget } from "../budget";
import { DataError } from "../dataError";
import { checkDataLength } from "../npy";
import { npyDataOffset, npyPrefixBytes, readNpyHeader } from "../npyHeader";
import type { OpenTable } from "../table";
import { openMember, readZip, type ZipEntry } from "../zip";
import { type ArraySource, arrayTable } from "./arrayTable";
import { npySource } from "./npyTable";

const ENDING = ".npy";

/**
 * Opens a .npz, as numpy's savez and savez_compressed write it: each array is a column. Only the
 * headers are unpacked; an array's rows are unpacked when they are read, piece by piece, and its
 * CRC-32 is checked then.
 *
 * @throws DataError "unknown-format" for a damaged archive or one without arrays, "too-large",
 *   and what reading an .npy throws, naming the member.
 */
export async function openNpz(file: File, budget: Budget): Promise<OpenTable> {
  const entries = (await readZip(file, budget)).filter(({ name }) =>
    name.endsWith(ENDING),
  );
  if (entries.length === 0)
    throw new DataError("unknown-format", "data.npz-empty", {
      file: file.name,
    });
  budget.spend("arrays", entries.length);
  const arrays: ArraySource[] = [];
  for (const entry of entries) {
    budget.check("arrays", entries.length);
    arrays.push(await sourceOf(file, entry));
  }
  return arrayTable({
    fileName: file.name,
    format: "npz",
    sizeBytes: file.size,
    arrays,
    close() {
      for (const { release } of arrays) release?.();
    },
  });
}

async function sourceOf(file: File, entry: ZipEntry): Promise<ArraySource> {
  const label = `${file.name}:${entry.name}`;
  const member = await openMember(file, entry);
  const { sizeBytes } = member;
  const start = (bytes: number) => member.read(0, Math.min(bytes, sizeBytes));
  const dataOffset = npyDataOffset(await start(npyPrefixBytes), label);
  const header = readNpyHeader(await start(dataOffset), label);
  checkDataLength(sizeBytes, header, label);
  member.release();
  const source = npySource(
    {
      sizeBytes,
      read: async (from, to, signal) =>
        (await member.read(from, to, signal)).buffer,
    },
    header,
    entry.name.slice(0, -ENDING.length),
    label,
  );
  return {
    ...source,
    finish: (signal) => member.finish(signal),
    release: () => member.release(),
  };
}
