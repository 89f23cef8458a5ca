import type * as TransformersModule from "@huggingface/transformers";
import type * as OrtModule from "onnxruntime-web/webgpu";
import cpuModuleUrl from "onnxruntime-web/ort-wasm-simd-threaded.mjs?url";
import cpuWasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import gpuModuleUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url";
import gpuWasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";
import type { EmbedDevice } from "../model/embedding";

type Ort = Pick<typeof OrtModule, "InferenceSession" | "Tensor" | "env">;
type Transformers = typeof TransformersModule;

/** ONNX Runtime for a device. Its files are the app's own. */
export interface Runtime {
  readonly ort: Ort;
  /** Runs `work` alone: overlapping runs or creations of sessions hang the runtime's thread. */
  exclusive<T>(work: () => Promise<T>): Promise<T>;
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return () => {
    const current = loading ?? load();
    loading = current;
    // A failed loading is tried again by the next call.
    current.catch(() => (loading = null));
    return current;
  };
}

const absolute = (url: string) => new URL(url, globalThis.location.href).href;

function prepare(
  ort: Ort,
  mjs: string,
  wasm: string,
  threads: number,
): Runtime {
  ort.env.wasm.wasmPaths = { mjs: absolute(mjs), wasm: absolute(wasm) };
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = "error";
  let last: Promise<unknown> = Promise.resolve();
  return {
    ort,
    exclusive(work) {
      const result = last.then(work, work);
      last = result;
      return result;
    },
  };
}

/** What models need of libraries, each loaded when it is first asked for. */
export interface Runtimes {
  /** The build with WebGPU for WebGPU only: on the CPU the other is smaller, and shared with the app's own products. */
  readonly forDevice: (device: EmbedDevice) => Promise<Runtime>;
  readonly transformers: () => Promise<Transformers>;
}

/**
 * Sessions are made by ONNX Runtime directly: transformers.js queues its
 * sessions in one chain of promises, in which one failure fails all that follow.
 */
export function createRuntimes(threads: number): Runtimes {
  const webgpu = once(async () =>
    prepare(
      await import("onnxruntime-web/webgpu"),
      gpuModuleUrl,
      gpuWasmUrl,
      threads,
    ),
  );
  const wasm = once(async () =>
    prepare(
      await import("onnxruntime-web/wasm"),
      cpuModuleUrl,
      cpuWasmUrl,
      threads,
    ),
  );
  return {
    forDevice: (device) => (device === "webgpu" ? webgpu() : wasm()),
    transformers: once(async () => {
      // It names a CDN for the runtime's files, unless they are named before.
      await webgpu();
      return import("@huggingface/transformers");
    }),
  };
}
