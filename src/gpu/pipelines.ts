import { GpuError, inErrorScopes } from "./gpuError";

/** How a kernel uses a buffer of its group 0, in binding order. */
export type BindingType = "read" | "write";

/** One kernel with everything that its pipeline depends on. */
export interface KernelRequest {
  /** Names the kernel: the file name without its ending. */
  readonly kernel: string;
  readonly code: string;
  readonly bindings: readonly BindingType[];
  /** Bindings of groups 2, 3, ...: texts that are joined bring their own. */
  readonly parts?: readonly (readonly BindingType[])[];
  /** Values of the kernel's `override` constants. */
  readonly constants: Readonly<Record<string, number>>;
}

/** A compiled kernel. */
export interface Kernel {
  readonly name: string;
  readonly pipeline: GPUComputePipeline;
  /** Layouts of its groups; group 1 are the parameters. */
  readonly layouts: readonly GPUBindGroupLayout[];
}

/** Compute pipelines of one device, each compiled once. */
export interface PipelineCache {
  /** Layout of group 1: the parameters, at a dynamic offset. */
  readonly paramsLayout: GPUBindGroupLayout;
  /** The kernel with these constants; throws GpuError. */
  get(request: KernelRequest): Promise<Kernel>;
}

/** Bytes of one dispatch's parameters: the least offset that every device takes. */
export const PARAMS_BYTES = 256;

/** Key of a pipeline: the kernel and its constants, whatever their order. */
function pipelineKey(request: KernelRequest): string {
  const constants = Object.entries(request.constants)
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  return `${request.kernel}(${constants.join(",")})`;
}

async function compile(
  device: GPUDevice,
  paramsLayout: GPUBindGroupLayout,
  { kernel, code, bindings, parts = [], constants }: KernelRequest,
  key: string,
): Promise<Kernel> {
  const what = `pipeline ${key}`;
  const layoutOf = (types: readonly BindingType[]) =>
    device.createBindGroupLayout({
      label: kernel,
      entries: types.map((type, binding) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type: type === "read" ? "read-only-storage" : "storage" },
      })),
    });
  const { module, layouts } = await inErrorScopes(device, what, () => ({
    module: device.createShaderModule({ label: kernel, code }),
    layouts: [layoutOf(bindings), paramsLayout, ...parts.map(layoutOf)],
  }));
  const pipeline = await device
    .createComputePipelineAsync({
      label: key,
      layout: device.createPipelineLayout({ bindGroupLayouts: layouts }),
      compute: { module, constants: { ...constants } },
    })
    .catch((error: unknown) => {
      throw new GpuError("validation", `${what}: ${String(error)}`);
    });
  return { name: kernel, pipeline, layouts };
}

/** An empty cache for `device`. A failed compilation is not kept. */
export function createPipelineCache(device: GPUDevice): PipelineCache {
  const kernels = new Map<string, Promise<Kernel>>();
  const paramsLayout = device.createBindGroupLayout({
    label: "params",
    entries: [
      {
        binding: 0,
        visibility: GPUShaderStage.COMPUTE,
        buffer: {
          type: "uniform",
          hasDynamicOffset: true,
          minBindingSize: PARAMS_BYTES,
        },
      },
    ],
  });
  return {
    paramsLayout,
    get(request) {
      const key = pipelineKey(request);
      const former = kernels.get(key);
      if (former) return former;
      const kernel = compile(device, paramsLayout, request, key);
      kernels.set(key, kernel);
      kernel.catch(() => kernels.delete(key));
      return kernel;
    },
  };
}
