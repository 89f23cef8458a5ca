import { KeepError } from "./types";

function isNamed(error: unknown, name: string): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    "name" in error &&
    error.name === name
  );
}

export const isMissing = (error: unknown) => isNamed(error, "NotFoundError");

/**
 * Writes a file whole: what was there before stays until the new content is on
 * the disk, so that a killed tab leaves either.
 *
 * @throws KeepError "quota" when the browser allows no more; then nothing is left of it.
 */
export async function writeFile(
  folder: FileSystemDirectoryHandle,
  name: string,
  content: Uint8Array<ArrayBuffer> | string,
): Promise<void> {
  let isNew = true;
  try {
    await folder.getFileHandle(name);
    isNew = false;
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  try {
    const handle = await folder.getFileHandle(name, { create: true });
    if (typeof handle.createWritable !== "function")
      throw new KeepError("unavailable", "keep.no-safe-writing", {});
    const stream = await handle.createWritable();
    try {
      await stream.write(content);
      await stream.close();
    } catch (error) {
      await stream.abort().catch(() => undefined);
      throw error;
    }
  } catch (error) {
    if (isNew) await folder.removeEntry(name).catch(() => undefined);
    if (!isNamed(error, "QuotaExceededError")) throw error;
    throw await quotaError(new Blob([content]).size, error);
  }
}

async function quotaError(needed: number, cause: unknown): Promise<KeepError> {
  const { usage, quota } = await estimate();
  return new KeepError(
    "quota",
    "keep.storage-full",
    { needed, usage, quota },
    { cause },
  );
}

/** What the browser says of this site's storage. */
export async function estimate(): Promise<{
  readonly usage: number;
  readonly quota: number | null;
}> {
  const storage = (globalThis.navigator as Partial<Navigator> | undefined)
    ?.storage;
  const estimate = await storage?.estimate?.().catch(() => null);
  return { usage: estimate?.usage ?? 0, quota: estimate?.quota ?? null };
}

/** The file of this name, or null. */
export async function readFile(
  folder: FileSystemDirectoryHandle,
  name: string,
): Promise<File | null> {
  try {
    return await (await folder.getFileHandle(name)).getFile();
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** The folder of this name, or null. */
export async function readFolder(
  folder: FileSystemDirectoryHandle,
  name: string,
): Promise<FileSystemDirectoryHandle | null> {
  try {
    return await folder.getDirectoryHandle(name);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Names in a folder, sorted. */
export async function namesIn(
  folder: FileSystemDirectoryHandle,
): Promise<string[]> {
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names.sort();
}
