import { GpuError, inErrorScopes } from "./gpuError";

/** One kernel with everything that its pipeline depends on. */
export interface PipelineRequest {
  /** Names the kernel: the file name without its ending. */
  readonly kernel: string;
  readonly code: string;
  readonly bindings: readonly GPUBindGroupLayoutEntry[];
  /** Values of the kernel's `override` constants. */
  readonly constants: Readonly<Record<string, number>>;
}

/** Compute pipelines of one device, each compiled once. */
export interface PipelineCache {
  /** The pipeline for this kernel and these constants; throws GpuError. */
  get(request: PipelineRequest): Promise<GPUComputePipeline>;
}

/** Key of a pipeline: the kernel and its constants, whatever their order. */
function pipelineKey(request: PipelineRequest): string {
  const constants = Object.entries(request.constants)
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  return `${request.kernel}(${constants.join(",")})`;
}

async function compile(
  device: GPUDevice,
  { kernel, code, bindings, constants }: PipelineRequest,
  key: string,
): Promise<GPUComputePipeline> {
  const what = `pipeline ${key}`;
  const { module, layout } = await inErrorScopes(device, what, () => ({
    module: device.createShaderModule({ label: kernel, code }),
    layout: device.createBindGroupLayout({
      label: kernel,
      entries: [...bindings],
    }),
  }));
  return device
    .createComputePipelineAsync({
      label: key,
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module, constants: { ...constants } },
    })
    .catch((error: unknown) => {
      throw new GpuError("validation", `${what}: ${String(error)}`);
    });
}

/** An empty cache for `device`. A failed compilation is not kept. */
export function createPipelineCache(device: GPUDevice): PipelineCache {
  const pipelines = new Map<string, Promise<GPUComputePipeline>>();
  return {
    get(request) {
      const key = pipelineKey(request);
      const known = pipelines.get(key);
      if (known) return known;
      const pipeline = compile(device, request, key);
      pipelines.set(key, pipeline);
      pipeline.catch(() => pipelines.delete(key));
      return pipeline;
    },
  };
}
