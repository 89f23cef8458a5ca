import { env, pipeline } from "@huggingface/transformers";
import moduleUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";

/** What the bench calls in the page. */
interface PlainPipeline {
  /** Milliseconds that the pipeline takes for the texts, `batch` at a time in their own order. */
  embed(options: {
    readonly texts: readonly string[];
    readonly model: string;
    readonly dtype: "fp32" | "q8";
    readonly batch: number;
    /** null: as the runtime chooses. */
    readonly threads: number | null;
  }): Promise<number>;
}

declare global {
  interface Window {
    plainPipeline: PlainPipeline;
  }
}

const absolute = (url: string) => new URL(url, location.href).href;
const { wasm } = env.backends.onnx;
if (!wasm) throw new Error("transformers.js has no WASM runtime here.");
wasm.wasmPaths = { mjs: absolute(moduleUrl), wasm: absolute(wasmUrl) };
// As a hub: it asks for the sizes of files first, which it does of no local folder.
env.allowLocalModels = false;
env.remoteHost = absolute("/models/");
env.remotePathTemplate = "{model}/";

window.plainPipeline = {
  async embed({ texts, model, dtype, batch, threads }) {
    if (threads !== null) wasm.numThreads = threads;
    const extract = await pipeline("feature-extraction", model, {
      device: "wasm",
      dtype,
    });
    const options = { pooling: "mean", normalize: true } as const;
    await extract(["warm up"], options);
    const startMs = performance.now();
    for (let start = 0; start < texts.length; start += batch)
      await extract(texts.slice(start, start + batch), options);
    return performance.now() - startMs;
  },
};
