import type { ComputeBackend } from "../../compute/backend";
import {
  adapterLimits,
  type AdapterProbe,
  probeAdapter,
} from "../../gpu/device";
import type { CallContext } from "../progress";
import type { Message } from "../../model/message";
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
  /** Why this one. */
  readonly info: { readonly note: Message };
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
  const opened = gpu !== null && "backend" in gpu;
  if (opened) ready.push(gpu);
  backends.push({
    name: "webgpu",
    label: probe?.label ?? "WebGPU",
    measured: opened,
    reason: gpu === null || opened ? gpuRemark(probe) : gpu,
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

const noGpu: Message = { name: "machine.no-gpu", params: {} };

function gpuRemark(probe: AdapterProbe | null): Message | null {
  if (!probe) return noGpu;
  return probe.software ? { name: "machine.software-gpu", params: {} } : null;
}

/** The GPU's backend, or why it is not measured. */
async function openGpu(
  probe: AdapterProbe | null,
  request: MachineRequest,
  device: MachineEnvironment["device"],
): Promise<MeasuredBackend | Message> {
  if (!probe) return noGpu;
  if (probe.software && request.software !== true)
    return { name: "machine.software-not-asked", params: {} };
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
