import type { ComputeBackend } from "../compute/backend";
import { createReferenceBackend } from "../compute/reference/referenceBackend";
import type { Message } from "../model/message";
import {
  type AdapterProbe,
  type GpuHandle,
  probeAdapter,
  requestGpuDevice,
} from "./device";
import { GpuError } from "./gpuError";
import {
  type SampleParts,
  selfCheck,
  type SelfCheckDifference,
} from "./selfCheck";
import {
  createWebGpuBackend,
  type WebGpuBackendOptions,
} from "./webgpuBackend";

export type DeviceRequest = "auto" | "webgpu" | "cpu";

/** What `chooseBackend` works with; what is optional has defaults. */
export interface ChooseDeviceDeps {
  /** The CPU backend: the choice without a GPU, the GPU's fallback with one. */
  readonly cpu: ComputeBackend;
  /** Surfaces for the start-up self-check. */
  readonly sampleParts: SampleParts;
  /** Told when a chosen GPU fails later and the CPU takes over. */
  readonly onFallback?: (reason: string) => void;
  readonly probe?: () => Promise<AdapterProbe | null>;
  readonly open?: (probe: AdapterProbe) => Promise<GpuHandle | null>;
  readonly createGpuBackend?: (options: WebGpuBackendOptions) => ComputeBackend;
  /** The oracle of the start-up self-check. */
  readonly reference?: ComputeBackend;
}

export interface DeviceChoice {
  readonly backend: ComputeBackend;
  /** For the visitor: why this one. */
  readonly note: Message;
  /** Label of the adapter that was found, used or not. */
  readonly adapter?: string;
}

/**
 * The backend for a run. "auto" takes the GPU when it is hardware and its
 * self-check agrees with the reference; "webgpu" takes a software adapter as
 * well; anything else, and every failure, ends on the CPU with a note that says
 * why. Throws nothing that a missing or broken GPU could cause.
 */
export async function chooseBackend(
  request: DeviceRequest,
  deps: ChooseDeviceDeps,
): Promise<DeviceChoice> {
  const { cpu } = deps;
  if (request === "cpu")
    return { backend: cpu, note: { name: "device.cpu-asked", params: {} } };

  const probe = await (deps.probe ?? probeAdapter)();
  if (!probe)
    return { backend: cpu, note: { name: "device.no-gpu", params: {} } };
  const adapter = probe.label;
  if (request === "auto" && probe.software)
    return {
      backend: cpu,
      note: { name: "device.software-gpu", params: { adapter } },
      adapter,
    };

  const tried = await tryGpu(probe, deps);
  if ("problem" in tried) return { backend: cpu, note: tried.problem, adapter };
  const { software } = probe;
  return {
    backend: tried.backend,
    note: { name: "device.gpu", params: { adapter, software } },
    adapter,
  };
}

function wrong(
  adapter: string,
  difference: SelfCheckDifference | null,
): { readonly problem: Message } | null {
  return (
    difference && {
      problem: { name: "device.gpu-wrong", params: { adapter, ...difference } },
    }
  );
}

type TriedGpu =
  { readonly backend: ComputeBackend } | { readonly problem: Message };

/** The checked GPU backend, or why there is none. */
async function tryGpu(
  probe: AdapterProbe,
  deps: ChooseDeviceDeps,
): Promise<TriedGpu> {
  const open = deps.open ?? requestGpuDevice;
  const create = deps.createGpuBackend ?? createWebGpuBackend;
  const adapter = probe.label;
  const failed = (detail: string): TriedGpu => ({
    problem: { name: "device.gpu-unusable", params: { adapter, detail } },
  });
  let gpu: GpuHandle | null;
  try {
    gpu = await open(probe);
  } catch (error) {
    if (!(error instanceof GpuError)) throw error;
    return failed(error.message);
  }
  if (!gpu)
    return { problem: { name: "device.gpu-gave-none", params: { adapter } } };

  // While the check runs, a failure decides the choice and is nobody's news.
  let checking = true;
  let failure: string | null = null;
  const backend = create({
    gpu,
    fallback: deps.cpu,
    onFallback: (reason) => {
      if (checking) failure = reason;
      else deps.onFallback?.(reason);
    },
  });
  const difference = await selfCheck(
    backend,
    deps.reference ?? createReferenceBackend(),
    deps.sampleParts,
  );
  checking = false;
  const problem =
    failure === null ? wrong(adapter, difference) : failed(failure);
  if (problem === null) return { backend };
  // Not backend.dispose(): that would take the CPU backend with it.
  gpu.destroy();
  return problem;
}
