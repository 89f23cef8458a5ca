import type { CallOptions, ComputeClient } from "../worker/client";
import type { WorkerMethods } from "../worker/messages";
import type { StorageReport } from "../worker/loading/dataSource";
import type { ExportedFile } from "../model/artifacts";

/** What the page can do with what the browser keeps. */
export interface StorageActions {
  /** Asks anew what is kept. */
  readonly refreshStorage: () => Promise<void>;
  readonly removeKept: (id: string) => Promise<void>;
  readonly removeModel: (id: string) => Promise<void>;
  readonly exportKept: (id: string) => Promise<readonly ExportedFile[]>;
}

type StorageMethod = "storage" | "removeKept" | "removeModel";

/** The actions over one client; reports go to `show`. */
export function createStorageActions(
  client: ComputeClient,
  show: (storage: StorageReport) => void,
): StorageActions {
  async function ask<M extends StorageMethod>(
    method: M,
    input: WorkerMethods[M]["in"],
    options: CallOptions = {},
  ): Promise<void> {
    show(await client.call(method, input, options));
  }
  return {
    refreshStorage: () => ask("storage", null),
    removeKept: (id) => ask("removeKept", { id }),
    removeModel: (id) => ask("removeModel", { id }),
    exportKept: (id) => client.call("exportKept", { id }),
  };
}
