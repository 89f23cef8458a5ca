import * as ort from "onnxruntime-web/wasm";
import moduleUrl from "onnxruntime-web/ort-wasm-simd-threaded.mjs?url";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import { createTurns } from "../channel/turns";
import { type GraphName, graphs } from "./graphs";
import { writeMatrixModel } from "./matrixModel";

/** A dense f32 operand, row-major. */
export interface Operand {
  readonly data: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/** Runs the graphs of `graphs.ts` in onnxruntime's WebAssembly. */
export interface WasmRuntime {
  /** Inputs by name; returns each output's values, row-major. */
  run(
    graph: GraphName,
    inputs: Readonly<Record<string, Operand>>,
  ): Promise<Record<string, Float32Array>>;
  dispose(): Promise<void>;
}

function configure(threads: number): void {
  const absolute = (url: string) => new URL(url, globalThis.location.href).href;
  ort.env.wasm.wasmPaths = {
    mjs: absolute(moduleUrl),
    wasm: absolute(wasmUrl),
  };
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = "error";
}

/**
 * Opens the runtime. Sessions are made when first used and kept. Calls are
 * queued: overlapping runs or creations hang onnxruntime's thread.
 */
export function createWasmRuntime(threads: number): WasmRuntime {
  configure(threads);
  const sessions = new Map<GraphName, ort.InferenceSession>();
  const enqueue = createTurns();

  async function session(graph: GraphName): Promise<ort.InferenceSession> {
    const existing = sessions.get(graph);
    if (existing) return existing;
    const created = await ort.InferenceSession.create(
      writeMatrixModel(graphs[graph]),
      { executionProviders: ["wasm"], graphOptimizationLevel: "all" },
    );
    sessions.set(graph, created);
    return created;
  }

  return {
    run: (graph, inputs) =>
      enqueue(async () => {
        const feeds: Record<string, ort.Tensor> = {};
        for (const [name, { data, rows, columns }] of Object.entries(inputs))
          feeds[name] = new ort.Tensor("float32", data, [rows, columns]);
        const results = await (await session(graph)).run(feeds);
        const outputs: Record<string, Float32Array> = {};
        for (const [name, tensor] of Object.entries(results)) {
          if (!(tensor.data instanceof Float32Array))
            throw new TypeError(`${graph}: output ${name} is not float32`);
          outputs[name] = tensor.data;
        }
        return outputs;
      }),
    dispose: () =>
      enqueue(async () => {
        for (const open of sessions.values()) await open.release();
        sessions.clear();
      }),
  };
}
