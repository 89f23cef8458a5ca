import type { ComputeBackend } from "../../compute/backend";
import {
  adapterLimits,
  type AdapterProbe,
  probeAdapter,
} from "../../gpu/device";
import type { CallContext } from "../progress";
import { version } from "../version";
import type {
  AdapterFacts,
  BackendFacts,
  MachineReport,
  MachineRequest,
} from "../../model/machineReport";
import { measureBackends } from "./measureBackends";
import { type MeasurePlan, standardPlan } from "./plan";
import type { MeasuredBackend } from "./timeCase";

/** A backend as it was chosen for a kind of device. */
export interface BackendOffer {
  readonly backend: ComputeBackend;
  /** In words, why this one. */
  readonly info: { readonly note: string };
}

/** What a report is made from; tests bring their own. */
export interface MachineEnvironment {
  readonly device: (kind: "cpu" | "webgpu") => Promise<BackendOffer>;
  readonly now: () => number;
  readonly probe?: () => Promise<AdapterProbe | null>;
  readonly plan?: MeasurePlan;
}

/** Facts about this machine and, when asked for, what each backend is measured at. */
export async function reportMachine(
  request: MachineRequest,
  environment: MachineEnvironment,
  call: CallContext,
): Promise<MachineReport> {
  const { device, now, plan = standardPlan } = environment;
  const probe = await (environment.probe ?? probeAdapter)();
  const measure = request.measure === true;
  const cpu = await device("cpu");
  const ready: MeasuredBackend[] = [
    { name: cpu.backend.name, backend: cpu.backend },
  ];
  const backends: BackendFacts[] = [
    {
      name: cpu.backend.name,
      label: cpu.backend.label,
      measured: measure,
      reason: null,
    },
  ];
  const gpu = measure ? await openGpu(probe, request, device) : null;
  if (gpu && typeof gpu !== "string") ready.push(gpu);
  backends.push({
    name: "webgpu",
    label: probe?.label ?? "WebGPU",
    measured: gpu !== null && typeof gpu !== "string",
    reason: typeof gpu === "string" ? gpu : gpuRemark(probe),
  });
  const measured = measure
    ? await measureBackends({ backends: ready, plan, now, call })
    : { rates: [], crossover: [] };
  return {
    schema: "bitsieve.machine/1",
    version,
    measuredAt: new Date().toISOString(),
    userAgent: globalThis.navigator?.userAgent ?? "",
    threads: globalThis.navigator?.hardwareConcurrency ?? 1,
    crossOriginIsolated: globalThis.crossOriginIsolated ?? false,
    adapter: probe && adapterFacts(probe),
    backends,
    ...measured,
  };
}

function gpuRemark(probe: AdapterProbe | null): string | null {
  if (!probe) return "The browser offers no GPU.";
  return probe.software
    ? "A software GPU: the CPU imitates a GPU. Its times say nothing about a real one."
    : null;
}

/** The GPU's backend, or why it is not measured. */
async function openGpu(
  probe: AdapterProbe | null,
  request: MachineRequest,
  device: MachineEnvironment["device"],
): Promise<MeasuredBackend | string> {
  if (!probe) return "The browser offers no GPU.";
  if (probe.software && request.software !== true)
    return "A software GPU is measured only when you ask for it.";
  const { backend, info } = await device("webgpu");
  if (backend.name !== "webgpu") return info.note;
  return { name: "webgpu", backend };
}

function adapterFacts(probe: AdapterProbe): AdapterFacts {
  const { label, vendor, architecture, description, software } = probe;
  return {
    label,
    vendor,
    architecture,
    description,
    software,
    features: probe.features,
    limits: adapterLimits(probe.adapter),
  };
}
