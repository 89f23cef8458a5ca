import { isMissing, namesIn, readFile, readFolder, writeFile } from "./folder";
import { KeepError } from "./types";

/** JSON documents by id in one folder of the browser's own file system. */
export interface DocumentFolder {
  /** All that can be read; what cannot is named in `damaged`. */
  readAll(): Promise<{
    readonly documents: readonly unknown[];
    readonly damaged: readonly string[];
  }>;
  /** Durable when it resolves. Throws `KeepError` "quota" and leaves what is there. */
  write(id: string, document: unknown): Promise<void>;
  remove(id: string): Promise<void>;
}

const EXTENSION = ".json";

function fileName(id: string): string {
  if (!/^[0-9a-f]{1,64}$/.test(id))
    throw new KeepError("damaged", "keep.no-document-id", { id });
  return `${id}${EXTENSION}`;
}

/** The documents in folder `name` under `root`; the folder is made when first written to. */
export function openDocumentFolder(
  root: () => Promise<FileSystemDirectoryHandle>,
  name: string,
): DocumentFolder {
  return {
    async readAll() {
      const folder = await readFolder(await root(), name);
      const documents: unknown[] = [];
      const damaged: string[] = [];
      if (!folder) return { documents, damaged };
      for (const file of await namesIn(folder)) {
        if (!file.endsWith(EXTENSION)) continue;
        try {
          const content = await readFile(folder, file);
          const document: unknown = JSON.parse((await content?.text()) ?? "");
          documents.push(document);
        } catch {
          damaged.push(file);
        }
      }
      return { documents, damaged };
    },

    async write(id, document) {
      const folder = await (
        await root()
      ).getDirectoryHandle(name, { create: true });
      await writeFile(folder, fileName(id), JSON.stringify(document));
    },

    async remove(id) {
      const folder = await readFolder(await root(), name);
      try {
        await folder?.removeEntry(fileName(id));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  };
}

/** The root of the page's own file system. Throws `KeepError` "unavailable" where there is none. */
export async function pageFolder(): Promise<FileSystemDirectoryHandle> {
  const storage = (globalThis.navigator as Partial<Navigator> | undefined)
    ?.storage;
  if (!storage?.getDirectory)
    throw new KeepError("unavailable", "keep.no-page-folder", {});
  return storage.getDirectory();
}
