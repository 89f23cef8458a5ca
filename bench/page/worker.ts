import type { ComputeBackend } from "../../src/compute/backend";
import { createCpuBackend } from "../../src/cpu/cpuBackend";
import {
  type AdapterProbe,
  type GpuHandle,
  probeAdapter,
  requestGpuDevice,
} from "../../src/gpu/device";
import { productVariant } from "../../src/gpu/kernels/product";
import { createGpuRuntime } from "../../src/gpu/runtime";
import { createWebGpuBackend } from "../../src/gpu/webgpuBackend";
import { CASES } from "./cases";
import { uniform } from "./data";
import { onnxProduct, ownProduct, tfjsProduct } from "./products";

export type MeasureRequest =
  | { readonly type: "open"; readonly threads: number }
  | {
      readonly type: "measure";
      /** A case, or "m x d x n" for a product that stays on the device. */
      readonly name: string;
      /** "cpu", "webgpu", or a product's library. */
      readonly on: string;
      readonly repeats: number;
    };

/** The times of one case after a warm-up. */
export interface Measured {
  readonly repeats: readonly number[];
}

let cpu: ComputeBackend | null = null;
let gpu: GpuHandle | null = null;
let webgpu: ComputeBackend | null = null;
let failure: string | null = null;

async function freshProbe(): Promise<AdapterProbe> {
  const probe = await probeAdapter();
  if (!probe) throw new Error("no WebGPU adapter");
  return probe;
}

async function open(threads: number) {
  const opened = createCpuBackend({ threads });
  await opened.prepare();
  cpu = opened;
  const probe = await probeAdapter();
  gpu = await requestGpuDevice(probe);
  if (gpu)
    webgpu = createWebGpuBackend({
      gpu,
      fallback: opened,
      onFallback: (reason) => (failure = reason),
    });
  return {
    cpu: opened.label,
    isolated: globalThis.crossOriginIsolated,
    gpu: gpu && {
      label: gpu.label,
      isSoftware: probe?.software,
      product: await productVariant(createGpuRuntime(gpu)),
    },
    cases: CASES.map(({ name, unit, amount, cpuOnly }) => ({
      name,
      unit,
      amount,
      cpuOnly: cpuOnly ?? false,
    })),
  };
}

async function timed(
  run: () => Promise<unknown>,
  repeats: number,
): Promise<Measured> {
  const times: number[] = [];
  const firstMs = performance.now();
  await run();
  const warmUpMs = performance.now() - firstMs;
  // What takes long is warm by itself.
  const count = warmUpMs > 10_000 ? 1 : repeats;
  for (let i = 0; i < count; i++) {
    const startMs = performance.now();
    await run();
    times.push(performance.now() - startMs);
  }
  return { repeats: times };
}

async function measureCase(
  name: string,
  backend: ComputeBackend | null,
  repeats: number,
): Promise<Measured> {
  const found = CASES.find((candidate) => candidate.name === name);
  if (!found || !backend) throw new Error(`no case "${name}" here`);
  const wanted = backend.name;
  const measured = await timed(await found.prepare(backend), repeats);
  if (backend.name !== wanted)
    throw new Error(`the GPU handed over to the CPU: ${failure}`);
  return measured;
}

async function measureProduct(
  shape: string,
  on: string,
  repeats: number,
): Promise<Measured> {
  const [m, d, n] = shape.split(" x ").map(Number);
  if (!gpu) throw new Error("no WebGPU adapter");
  const peer =
    on === "onnxruntime-web"
      ? await onnxProduct(gpu)
      : on === "tfjs-webgpu"
        ? await tfjsProduct(await freshProbe())
        : ownProduct(
            gpu,
            on === "product" || on === "productDirect" ? on : undefined,
          );
  return peer.measure(uniform(m, d, 1), uniform(d, n, 2), (run) =>
    timed(run, repeats),
  );
}

async function answer(request: MeasureRequest): Promise<unknown> {
  if (request.type === "open") return open(request.threads);
  const { name, on, repeats } = request;
  if (on === "cpu") return measureCase(name, cpu, repeats);
  if (on === "webgpu") return measureCase(name, webgpu, repeats);
  return measureProduct(name, on, repeats);
}

self.onmessage = ({ data }: MessageEvent<MeasureRequest>) => {
  answer(data).then(
    (ok) => self.postMessage({ ok }),
    (error: unknown) => self.postMessage({ error: String(error) }),
  );
};
