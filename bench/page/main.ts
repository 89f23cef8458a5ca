import type { Measured, MeasureRequest } from "./worker";

/** One request to the worker, which owns the backends and all data. */
function ask<T>(worker: Worker, request: MeasureRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({
      data,
    }: MessageEvent<{ ok: T } | { error: string }>) => {
      if ("error" in data) reject(new Error(data.error));
      else resolve(data.ok);
    };
    worker.postMessage(request);
  });
}

declare global {
  interface Window {
    bench: {
      /** Opens the backends; says what they are. */
      open(threads: number): Promise<unknown>;
      measure(name: string, on: string, repeats: number): Promise<Measured>;
    };
  }
}

const worker = new Worker(new URL("./worker.ts", import.meta.url), {
  type: "module",
});

window.bench = {
  open: (threads) => ask(worker, { type: "open", threads }),
  measure: (name, on, repeats) =>
    ask(worker, { type: "measure", name, on, repeats }),
};
