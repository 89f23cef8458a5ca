import type * as TransformersModule from "@huggingface/transformers";
import type * as OrtModule from "onnxruntime-web/webgpu";
import moduleUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";

type Ort = typeof OrtModule;
type Transformers = typeof TransformersModule;

/** ONNX Runtime and transformers.js, which share one copy of it. */
export interface Runtime {
  readonly ort: Ort;
  readonly transformers: Transformers;
  /** Runs `work` alone: overlapping runs or creations of sessions hang the runtime's thread. */
  exclusive<T>(work: () => Promise<T>): Promise<T>;
}

let loading: Promise<Runtime> | null = null;

/**
 * Loads both libraries, once; their files are the app's own. Sessions are made
 * by ONNX Runtime directly: transformers.js queues its sessions in one chain of
 * promises, in which one failure fails all that follow.
 */
export function loadRuntime(threads: number): Promise<Runtime> {
  loading ??= load(threads);
  // A failed loading is tried again by the next call.
  loading.catch(() => (loading = null));
  return loading;
}

async function load(threads: number): Promise<Runtime> {
  const ort = await import("onnxruntime-web/webgpu");
  const absolute = (url: string) => new URL(url, globalThis.location.href).href;
  // Before transformers.js is loaded, which would name a CDN.
  ort.env.wasm.wasmPaths = {
    mjs: absolute(moduleUrl),
    wasm: absolute(wasmUrl),
  };
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = "error";
  const transformers = await import("@huggingface/transformers");
  let last: Promise<unknown> = Promise.resolve();
  return {
    ort,
    transformers,
    exclusive(work) {
      const result = last.then(work, work);
      last = result;
      return result;
    },
  };
}
