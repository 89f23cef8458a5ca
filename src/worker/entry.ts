import { bind } from "../channel/methods";
import type { NoTells } from "../channel/protocol";
import { serve } from "../channel/serve";
import { availableThreads, createCpuBackend } from "../cpu/cpuBackend";
import { chooseBackend } from "../gpu/chooseDevice";
import { sampleParts } from "../search/sampleParts";
import { createSharedDevice } from "../gpu/sharedDevice";
import { openHubAndStorage } from "./openHubAndStorage";
import { asks, type WorkerMethods } from "./asks/asks";
import { reportFailure, type WorkerServed } from "./failure";
import { type ChosenDevice, Session } from "./session";
import type { RunConfig } from "../model/run/configuration";
import type { DeviceInfo } from "../model/deviceInfo";

/** The compute worker: owns vectors, codes and the device; see `session.ts`. */

const threads = availableThreads();
const cpu = createCpuBackend({ threads });
// While the page fetches its first data set. Where it fails, the operation that
// needs it fails too, and says so to whoever asked.
cpu.prepare().catch(() => undefined);

const shared = createSharedDevice();

async function chooseDevice(
  request: RunConfig["device"],
): Promise<ChosenDevice> {
  const choice = await chooseBackend(request, {
    cpu,
    sampleParts,
    open: async () => (await shared.open())?.gpu ?? null,
    onFallback: (reason) =>
      page.announce({
        backend: "cpu",
        label: cpu.label,
        threads,
        note: { name: "device.gpu-stopped", params: { detail: reason } },
      }),
  });
  return {
    backend: choice.backend,
    // A backend whose GPU fails goes on as the CPU and says so by name and label.
    get info(): DeviceInfo {
      return {
        backend: choice.backend.name,
        label: choice.backend.label,
        threads,
        note: choice.note,
        ...(choice.adapter === undefined ? {} : { adapter: choice.adapter }),
      };
    },
  };
}

const session = new Session({
  chooseDevice,
  now: () => performance.now(),
  openHubAndStorage: (settings) => openHubAndStorage(settings, shared, threads),
});

const page = serve<WorkerMethods, NoTells, WorkerServed>(self, {
  calls: bind(asks, session),
  tells: {},
  describe: reportFailure,
  isThread: true,
});
