import { CallError } from "../worker/callError";
import type { CallOptions, ComputeClient } from "../worker/client";
import type { MachineReport, MachineRequest } from "../model/machineReport";
import type { RunConfig } from "../model/run/configuration";
import type { Progress } from "../model/stages";
import type { DeviceInfo } from "../model/deviceInfo";

/** What the page knows of the machine. */
export interface MachineData {
  /** Facts, and the last measurements; null until it was asked. */
  readonly machine: MachineReport | null;
  readonly measuring: boolean;
  readonly measureProgress: Progress | null;
}

/** What the page can do with the machine. */
export interface MachineActions {
  /**
   * Asks for the facts and, with `measure`, for measurements. One measurement at
   * a time: another one, a run or a load stops it, since it would spoil the times;
   * for the same reason it is refused while one of these is under way.
   */
  readonly readMachine: (
    request?: MachineRequest,
    options?: CallOptions,
  ) => Promise<MachineReport>;
  /** Stops measuring; the former measurements stay. */
  readonly cancelMeasuring: () => void;
  /** Computes on another device from now on; runs nothing. */
  readonly chooseDevice: (device: RunConfig["device"]) => Promise<DeviceInfo>;
}

export const initialMachine: MachineData = {
  machine: null,
  measuring: false,
  measureProgress: null,
};

/** Where the actions read and write; the app's store. */
interface MachineStore {
  readonly get: () => MachineData & {
    readonly running: boolean;
    readonly loading: boolean;
  };
  readonly set: (
    patch: Partial<MachineData> & { readonly device?: DeviceInfo },
  ) => void;
}

/** The actions over one client. */
export function createMachineActions(
  client: ComputeClient,
  { get, set }: MachineStore,
): MachineActions {
  let current: AbortController | null = null;

  async function measure(
    request: MachineRequest,
    { signal, onProgress }: CallOptions,
  ): Promise<MachineReport> {
    const { running, loading } = get();
    if (running || loading)
      throw new CallError("bad-config", {
        name: "session.measuring-refused",
        params: {},
      });
    current?.abort();
    const controller = new AbortController();
    current = controller;
    const isCurrent = () => current === controller;
    const forward = () => controller.abort();
    if (signal?.aborted) forward();
    signal?.addEventListener("abort", forward, { once: true });
    set({ measuring: true, measureProgress: null });
    try {
      const machine = await client.call("machine", request, {
        signal: controller.signal,
        onProgress: (measureProgress) => {
          if (isCurrent()) set({ measureProgress });
          onProgress?.(measureProgress);
        },
      });
      if (isCurrent()) set({ machine });
      return machine;
    } finally {
      signal?.removeEventListener("abort", forward);
      if (isCurrent()) {
        current = null;
        set({ measuring: false, measureProgress: null });
      }
    }
  }

  return {
    async readMachine(request = {}, options = {}) {
      if (request.measure) return measure(request, options);
      const facts = await client.call("machine", request, options);
      // Facts alone do not wipe measurements off the page.
      if (!get().machine?.rates.length) set({ machine: facts });
      return facts;
    },
    cancelMeasuring() {
      current?.abort();
    },
    async chooseDevice(wanted) {
      current?.abort();
      const device = await client.call("device", { device: wanted });
      set({ device });
      return device;
    },
  };
}
