import { GpuError } from "./gpuError";

/** An adapter, and what is known of it before a device is opened. */
export interface AdapterProbe {
  /** For people: the adapter's description, or vendor and architecture. */
  readonly label: string;
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  /** True when the adapter is software on the CPU (`isFallbackAdapter`). */
  readonly software: boolean;
  readonly features: readonly string[];
  readonly limits: GpuLimits;
  /** Good for one device. */
  readonly adapter: GPUAdapter;
}

/** The limits that decide how work is cut into chunks. */
export interface GpuLimits {
  readonly maxStorageBufferBindingSize: number;
  readonly maxBufferSize: number;
  readonly maxComputeWorkgroupsPerDimension: number;
}

/** An open device. Whoever opened it calls `destroy`. */
export interface GpuHandle {
  readonly device: GPUDevice;
  readonly label: string;
  readonly limits: GpuLimits;
  /** Resolves with the reason, in words, when the device is lost. */
  readonly lost: Promise<string>;
  /** The reason once the device is lost, before that null. */
  lostReason(): string | null;
  destroy(): void;
}

export interface RequestDeviceOptions {
  /** Told of errors that no error scope caught; the console by default. */
  readonly onUncapturedError?: (message: string) => void;
}

// The defaults are 128 and 256 MiB; most adapters allow far more. The others are
// those that ONNX Runtime asks for when it opens a device itself.
const WANTED_LIMITS = [
  "maxStorageBufferBindingSize",
  "maxBufferSize",
  "maxStorageBuffersPerShaderStage",
  "maxComputeWorkgroupStorageSize",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupSizeX",
  "maxComputeWorkgroupSizeY",
  "maxComputeWorkgroupSizeZ",
  "maxComputeWorkgroupsPerDimension",
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/** Features that models run faster or smaller with, asked for where they are. */
const WANTED_FEATURES = [
  "shader-f16",
  "subgroups",
] as const satisfies readonly GPUFeatureName[];

function readLimits(limits: GPUSupportedLimits): GpuLimits {
  return {
    maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
    maxBufferSize: limits.maxBufferSize,
    maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
  };
}

/** Every limit of an adapter by its name, for people to read. */
export function adapterLimits(
  adapter: GPUAdapter,
): Readonly<Record<string, number>> {
  const limits: Record<string, number> = {};
  // Names are getters of the prototype: no object's own keys.
  for (const name in adapter.limits) {
    const value: unknown = Reflect.get(adapter.limits, name);
    if (typeof value === "number") limits[name] = value;
  }
  return limits;
}

function adapterLabel(info: GPUAdapterInfo): string {
  const family = [info.vendor, info.architecture].filter(Boolean).join(" ");
  return info.description || family || "unnamed GPU";
}

/**
 * Asks for the fastest adapter; null when the browser has no WebGPU or the
 * machine no adapter. Works in a page and in a dedicated worker.
 */
export async function probeAdapter(): Promise<AdapterProbe | null> {
  // Typed as always there; in fact many browsers miss it, and Node 20 misses
  // `navigator` itself.
  const gpu = (globalThis.navigator as Partial<Navigator> | undefined)?.gpu;
  const adapter = await gpu
    ?.requestAdapter({ powerPreference: "high-performance" })
    .catch(() => null);
  if (!adapter) return null;
  const { info } = adapter;
  return {
    label: adapterLabel(info),
    vendor: info.vendor,
    architecture: info.architecture,
    description: info.description,
    software: info.isFallbackAdapter,
    features: [...adapter.features].sort(),
    limits: readLimits(adapter.limits),
    adapter,
  };
}

/**
 * Opens a device with the adapter's own limits and what features of use it has:
 * one device serves the app's kernels and the models.
 * Null when `probe` is null (no adapter). Throws GpuError "unavailable" when
 * the adapter refuses.
 */
export async function requestGpuDevice(
  probe: AdapterProbe | null,
  options: RequestDeviceOptions = {},
): Promise<GpuHandle | null> {
  if (!probe) return null;
  const { adapter, label } = probe;
  const requiredLimits: Record<string, number> = {};
  for (const name of WANTED_LIMITS) requiredLimits[name] = adapter.limits[name];
  const device = await adapter
    .requestDevice({
      label: "bitsieve",
      requiredLimits,
      requiredFeatures: WANTED_FEATURES.filter((name) =>
        adapter.features.has(name),
      ),
    })
    .catch((error: unknown) => {
      throw new GpuError(
        "unavailable",
        `The GPU (${label}) gave no device: ${String(error)}`,
      );
    });

  const report =
    options.onUncapturedError ??
    ((message: string) => console.error(`GPU (${label}): ${message}`));
  device.addEventListener("uncapturederror", (event) =>
    report(event.error.message),
  );

  let reason: string | null = null;
  const lost = device.lost.then((info) => {
    const detail = info.message || info.reason || "no reason given";
    reason = `The GPU (${label}) was lost: ${detail}`;
    return reason;
  });
  return {
    device,
    label,
    limits: readLimits(device.limits),
    lost,
    lostReason: () => reason,
    destroy: () => device.destroy(),
  };
}
