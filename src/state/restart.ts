import type { FaultMessage } from "../model/fault";
import type { WorkerMethods } from "../worker/asks/asks";
import type { ComputeClient } from "../worker/client";
import type { LoadSource } from "../worker/loading/dataSource";
import type { AppState } from "./appState";

/** What a worker that takes the place of another is to be given. */
export interface Restart {
  startRequest: WorkerMethods["start"]["in"] | null;
  /** Of the data set that is open. */
  openedSource: LoadSource | null;
}

/**
 * Brings a new worker to where the one that stopped was, and says so. It does so
 * once: what ends that worker too may do so again and again.
 */
export function restoreOnRestart(
  client: ComputeClient,
  {
    get,
    set,
  }: {
    readonly get: () => AppState;
    readonly set: (change: Partial<AppState>) => void;
  },
): Restart {
  const restart: Restart = { startRequest: null, openedSource: null };
  let isRestoring = false;

  async function restore(): Promise<void> {
    const { startRequest, openedSource } = restart;
    if (isRestoring || !startRequest) return;
    isRestoring = true;
    const request = { ...startRequest, device: get().config.device };
    const hadImported = get().imported !== null;
    set({ imported: null });
    try {
      set({ device: await client.call("start", request) });
      const opened = openedSource && (await get().load(openedSource));
      if (opened) await get().run();
      const fault: FaultMessage = {
        name: "session.worker-restarted",
        params: { dataset: opened?.name ?? null, hadImported },
      };
      set({ error: { code: "internal", fault } });
    } catch (error) {
      get().reportError(error);
      // Where that worker stopped too, yet another waits, empty.
      await client.call("start", request).catch(() => undefined);
    } finally {
      isRestoring = false;
    }
  }

  client.onRestart(() => void restore());
  return restart;
}
