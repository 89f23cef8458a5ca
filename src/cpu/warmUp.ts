import { type ComputeBackend, quietContext } from "../compute/backend";
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
    await runtime.run("scatterUpper", { x: tall, mean });
    await runtime.run("projection", { x: tall, mean, weights: square });
    await runtime.run("signProduct", { v: tall, rotation: square });
    await runtime.run("polar", { m: square });
  }
}

/** Documents and queries of a scan that is shared out to all threads. */
const SCAN_ROWS = 1 << 15;
const SCAN_QUERIES = 8;

/** As `warmUp` for the kernels of our own: their threads start, too. */
export async function warmUpKernels(backend: ComputeBackend): Promise<void> {
  const next = (i: number) => (Math.imul(i + 1, 0x9e3779b1) >>> 8) / 2 ** 24;
  const values = (rows: number) => ({
    data: Float32Array.from(
      { length: rows * COLUMNS },
      (_, i) => next(i) - 0.5,
    ),
    rows,
    columns: COLUMNS,
  });
  const square = values(COLUMNS);
  const { leading } = await backend.symmetricSpectrum(
    Float64Array.from(square.data),
    COLUMNS,
  );
  const axes = Float32Array.from(await leading(COLUMNS));
  await backend.itq(values(2 * ROWS), axes, REPEATS, quietContext);
  const codes = {
    words: Uint32Array.from({ length: SCAN_ROWS * 4 }, (_, i) =>
      Math.imul(i + 1, 0x9e3779b1),
    ),
    rows: SCAN_ROWS,
    bits: 128,
  };
  const queryCodes = {
    words: codes.words.slice(0, SCAN_QUERIES * 4),
    rows: SCAN_QUERIES,
    bits: 128,
  };
  const excluded = new Int32Array(SCAN_QUERIES).fill(-1);
  await backend.hammingTopK(codes, queryCodes, 10, excluded, quietContext);
}
