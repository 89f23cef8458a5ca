import { availableThreads, createCpuBackend } from "../cpu/cpuBackend";
import { chooseBackend } from "../gpu/chooseDevice";
import { sampleParts } from "../search/sampleParts";
import { createSharedDevice } from "../gpu/sharedDevice";
import { createServices } from "./createServices";
import { describeFailure } from "./failure";
import type {
  MethodName,
  WorkerMethods,
  WorkerReply,
  WorkerRequest,
} from "./messages";
import { type ChosenDevice, createSession } from "./session";
import type { RunConfig } from "../model/runConfig";
import type { DeviceInfo } from "../model/deviceInfo";

/** The compute worker: owns vectors, codes and the device; see `session.ts`. */

const threads = availableThreads();
const cpu = createCpuBackend({ threads });
// While the page fetches its first data set. Where it fails, the operation that
// needs it fails too, and says so to whoever asked.
cpu.prepare().catch(() => undefined);

const shared = createSharedDevice();

function post(reply: WorkerReply, transfer: Transferable[] = []): void {
  self.postMessage(reply, { transfer });
}

async function chooseDevice(
  request: RunConfig["device"],
): Promise<ChosenDevice> {
  const choice = await chooseBackend(request, {
    cpu,
    sampleParts,
    open: async () => (await shared.open())?.gpu ?? null,
    onFallback: (reason) =>
      post({
        kind: "device",
        device: {
          backend: "cpu",
          label: cpu.label,
          threads,
          note: { name: "device.gpu-stopped", params: { detail: reason } },
        },
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

const session = createSession({
  chooseDevice,
  now: () => performance.now(),
  createServices: (settings) => createServices(settings, shared, threads),
});
const running = new Map<number, AbortController>();

/** Buffers of the arrays directly inside `output`, handed over, not copied. */
function transferables(output: unknown): Transferable[] {
  if (typeof output !== "object" || output === null) return [];
  return Object.values(output)
    .filter((value) => ArrayBuffer.isView(value))
    .map((view) => view.buffer)
    .filter((buffer) => buffer instanceof ArrayBuffer);
}

async function answer<M extends MethodName>(
  callId: number,
  method: M,
  input: WorkerMethods[M]["in"],
): Promise<void> {
  const controller = new AbortController();
  running.set(callId, controller);
  try {
    const output = await session[method](input, {
      signal: controller.signal,
      onProgress: (progress) => post({ kind: "progress", callId, progress }),
    });
    post({ kind: "done", callId, output }, transferables(output));
  } catch (error) {
    const failure = describeFailure(error, controller.signal);
    if (failure.code === "internal") console.error(error);
    post({ kind: "failed", callId, failure });
  } finally {
    running.delete(callId);
  }
}

self.addEventListener("message", (event: MessageEvent<WorkerRequest>) => {
  const request = event.data;
  if (request.kind === "cancel") {
    running.get(request.callId)?.abort();
    return;
  }
  // `createComputeClient` pairs each method with that method's input type.
  void answer(
    request.callId,
    request.method,
    request.input as WorkerMethods[MethodName]["in"],
  );
});
