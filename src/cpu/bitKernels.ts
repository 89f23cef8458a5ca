import { compiled } from "./compiled";
import bits from "./kernels/bits.as.ts?wasm";
import surface from "./kernels/surface.as.ts?wasm";

/** The exports of `kernels/bits.as.ts`: addresses and counts. */
interface BitExports {
  scan(
    codes: number,
    words: number,
    firstRow: number,
    rows: number,
    query: number,
    excluded: number,
    state: number,
    capacity: number,
    limit: number,
    counts: number,
    distances: number,
  ): void;
  finish(
    state: number,
    capacity: number,
    limit: number,
    counts: number,
    distances: number,
  ): void;
  distances16(
    codes: number,
    words: number,
    rows: number,
    other: number,
    out: number,
    stride: number,
  ): void;
  distances8: BitExports["distances16"];
}

/** The exports of `kernels/surface.as.ts`. */
interface SurfaceExports {
  steps8(
    columns: number,
    columnBytes: number,
    pivots: number,
    rows: number,
    own: number,
    out: number,
  ): void;
  steps16: SurfaceExports["steps8"];
  stepsSquares(
    columns: number,
    columnBytes: number,
    pivots: number,
    rows: number,
    own: number,
    valueBytes: number,
    out: number,
  ): void;
  stepsReal(
    columns: number,
    columnBytes: number,
    pivots: number,
    rows: number,
    own: number,
    thresholds: number,
    thresholdCount: number,
    out: number,
  ): void;
  count(
    keys: number,
    steps: number,
    rows: number,
    record: number,
    k: number,
    histogram: number,
    stepCount: number,
  ): void;
  countSearched: SurfaceExports["count"];
}

/** The kernels and the memory that they work in. */
export interface BitKernels {
  readonly run: BitExports & SurfaceExports;
  /**
   * Room for these sizes in bytes, by name: addresses on 16-byte boundaries.
   * Whatever was there before is given up.
   */
  allocate<Name extends string>(
    sizes: Readonly<Record<Name, number>>,
  ): Record<Name, number>;
  bytes(address: number, length: number): Uint8Array;
  u16(address: number, length: number): Uint16Array;
  u32(address: number, length: number): Uint32Array;
  f32(address: number, length: number): Float32Array;
}

const PAGE_BYTES = 65_536;
/** The first addresses stay unused: 0 is what a mistake would write to. */
const FIRST_ADDRESS = 1024;

function isBitExports(exports: object): exports is BitExports {
  return "scan" in exports && "distances16" in exports;
}

function isSurfaceExports(exports: object): exports is SurfaceExports {
  return "steps8" in exports && "count" in exports;
}

/**
 * One instance of the kernels with a memory of its own; null where the engine
 * has no WebAssembly SIMD, and plain loops must do.
 */
export function createBitKernels(): BitKernels | null {
  if (!WebAssembly.validate(bits)) return null;
  const memory = new WebAssembly.Memory({ initial: 1 });
  const exportsOf = (bytes: Uint8Array<ArrayBuffer>) =>
    new WebAssembly.Instance(compiled(bytes), { env: { memory } }).exports;
  const bitExports = exportsOf(bits);
  const surfaceExports = exportsOf(surface);
  if (!isBitExports(bitExports) || !isSurfaceExports(surfaceExports))
    throw new Error("the bit kernels lack their exports");
  return {
    run: { ...bitExports, ...surfaceExports },
    allocate<Name extends string>(sizes: Readonly<Record<Name, number>>) {
      const addresses: Partial<Record<Name, number>> = {};
      let end = FIRST_ADDRESS;
      for (const name in sizes) {
        addresses[name] = end;
        end += Math.ceil(sizes[name] / 16) * 16;
      }
      // Loads of whole vectors may reach past the last byte.
      const missing = end + 16 - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
      return addresses as Record<Name, number>;
    },
    bytes: (address, length) => new Uint8Array(memory.buffer, address, length),
    u16: (address, length) => new Uint16Array(memory.buffer, address, length),
    u32: (address, length) => new Uint32Array(memory.buffer, address, length),
    f32: (address, length) => new Float32Array(memory.buffer, address, length),
  };
}

/** 64-bit words that hold a code of `words` 32-bit ones. */
export function longWords(words: number): number {
  return Math.max(1, Math.ceil(words / 2));
}

/** Writes rows of 32-bit words to `address` as rows of 64-bit words. */
export function writeCodes(
  kernels: BitKernels,
  address: number,
  source: Uint32Array,
  words: number,
): void {
  const width = 2 * longWords(words);
  if (width === words) {
    kernels.u32(address, source.length).set(source);
    return;
  }
  const rows = words > 0 ? source.length / words : 0;
  const out = kernels.u32(address, rows * width);
  out.fill(0);
  for (let row = 0; row < rows; row++)
    for (let w = 0; w < words; w++)
      out[row * width + w] = source[row * words + w];
}
