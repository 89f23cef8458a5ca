import {
  type AdapterProbe,
  type GpuHandle,
  probeAdapter,
  requestGpuDevice,
} from "./device";

/** One device for all that runs on the GPU; opened when first asked for. */
export interface SharedDevice {
  /** The open device, or a new one after a loss. Null without an adapter; throws `GpuError`. */
  open(): Promise<{
    readonly probe: AdapterProbe;
    readonly gpu: GpuHandle;
  } | null>;
}

/** A device that is opened once, and again only after it was lost. */
export function createSharedDevice(): SharedDevice {
  type Opening = ReturnType<SharedDevice["open"]>;

  /** The device of `previous` while it lives, else a new one. */
  async function reopen(previous: Opening | null): Opening {
    const present = await previous?.catch(() => null);
    if (present && present.gpu.lostReason() === null) return present;
    const probe = await probeAdapter();
    const gpu = await requestGpuDevice(probe);
    return probe && gpu ? { probe, gpu } : null;
  }

  let latest: Opening | null = null;
  return {
    open() {
      latest = reopen(latest);
      return latest;
    },
  };
}
