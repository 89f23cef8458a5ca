import type { WasmRuntime } from "./wasmRuntime";

/** Large enough that the engine compiles the loops of the products for good. */
const ROWS = 1024;
const COLUMNS = 128;
const REPEATS = 4;

/**
 * Opens every session and runs it a few times: WebAssembly starts in a quick
 * baseline and is optimised while it runs, which the first fit would wait for.
 * Meant for the time in which data is still being fetched.
 */
export async function warmUp(runtime: WasmRuntime): Promise<void> {
  const filled = (rows: number) => ({
    data: new Float32Array(rows * COLUMNS).fill(1 / 64),
    rows,
    columns: COLUMNS,
  });
  const tall = filled(ROWS);
  const square = filled(COLUMNS);
  const mean = filled(1);
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    await runtime.run("dotProducts", { queries: square, documents: tall });
    await runtime.run("scatter", { x: tall, mean });
    await runtime.run("projection", { x: tall, mean, weights: square });
    await runtime.run("signProduct", { v: tall, rotation: square });
    await runtime.run("polar", { m: square });
  }
}
