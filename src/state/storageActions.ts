import type { ComputeClient } from "../worker/client";
import type { StorageReport } from "../worker/asks/storage";
import type { ExportedFile } from "../model/artifacts";

/** What the page can do with what the browser keeps. */
export interface StorageActions {
  /** Asks anew what is kept. */
  readonly refreshStorage: () => Promise<void>;
  readonly removeKept: (id: string) => Promise<void>;
  readonly removeModel: (id: string) => Promise<void>;
  readonly exportKept: (id: string) => Promise<readonly ExportedFile[]>;
}

/** The actions over one client; reports go to `show`. */
export function createStorageActions(
  client: ComputeClient,
  show: (storage: StorageReport) => void,
): StorageActions {
  return {
    refreshStorage: async () => show(await client.call("storage", null)),
    removeKept: async (id) => show(await client.call("removeKept", { id })),
    removeModel: async (id) => show(await client.call("removeModel", { id })),
    exportKept: (id) => client.call("exportKept", { id }),
  };
}
