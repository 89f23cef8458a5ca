import { compiled } from "./compiled";
import bytes from "./kernels/itq.as.ts?wasm";

/*
 * ITQ's steps on a part of the rows, which stays in one WebAssembly memory for
 * the whole alternation. Between two steps few signs change: V' B is brought up
 * to date by those alone.
 */

/** The exports of `kernels/itq.as.ts`. */
interface Exports {
  start(
    v: number,
    rows: number,
    depth: number,
    columns: number,
    m: number,
  ): void;
  step(
    v: number,
    rows: number,
    depth: number,
    columns: number,
    panels: number,
    signs: number,
    m: number,
  ): number;
}

/** What one step gives for the part's rows. */
export interface ShareStep {
  /** (b, b): column i of V' B is row i. */
  readonly transposed: Float32Array;
  /** Sum of |V R|. */
  readonly absolute: number;
}

export interface ItqShare {
  /** One step from the rotation (b, b). */
  step(rotation: Float32Array): ShareStep;
}

const PAGE_BYTES = 65_536;
const FIRST_ADDRESS = 1024;
const PANEL = 8;

function isExports(exports: object): exports is Exports {
  return "start" in exports && "step" in exports;
}

/** Whether this engine runs the kernels: WebAssembly with SIMD. */
export function hasItqKernels(): boolean {
  return WebAssembly.validate(bytes);
}

/** Bytes that the part of `rows` rows takes. */
export function itqShareBytes(rows: number, bits: number): number {
  return rows * bits * 4 + 2 * bits * bits * 4;
}

/** Takes the (rows, bits) values `v` in, at their first step's start. */
export function createItqShare(v: Float32Array, bits: number): ItqShare {
  const rows = bits > 0 ? v.length / bits : 0;
  const paddedRows = Math.ceil(rows / 4) * 4;
  const depth = Math.ceil(bits / 4) * 4;
  const panelCount = Math.ceil(bits / PANEL);
  let end = FIRST_ADDRESS;
  const reserve = (sizeBytes: number) => {
    const address = end;
    end += Math.ceil(sizeBytes / 16) * 16;
    return address;
  };
  const at = {
    v: reserve(paddedRows * depth * 4),
    panels: reserve(panelCount * depth * PANEL * 4),
    signs: reserve(paddedRows * panelCount),
    m: reserve(bits * depth * 4),
  };
  const memory = new WebAssembly.Memory({
    initial: Math.ceil((end + 16) / PAGE_BYTES),
  });
  const { exports } = new WebAssembly.Instance(compiled(bytes), {
    env: { memory },
  });
  if (!isExports(exports))
    throw new Error("the ITQ kernels lack their exports");
  const floats = (address: number, length: number) =>
    new Float32Array(memory.buffer, address, length);

  // A new memory is all zeros: padding, and the signs of -1.
  const padded = floats(at.v, paddedRows * depth);
  if (depth === bits) padded.set(v);
  else
    for (let row = 0; row < rows; row++)
      padded.set(v.subarray(row * bits, (row + 1) * bits), row * depth);
  exports.start(at.v, paddedRows, depth, bits, at.m);

  return {
    step(rotation) {
      const panels = floats(at.panels, panelCount * depth * PANEL);
      for (let p = 0; p < panelCount; p++) {
        const width = Math.min(PANEL, bits - p * PANEL);
        for (let k = 0; k < bits; k++) {
          const to = (p * depth + k) * PANEL;
          const from = k * bits + p * PANEL;
          for (let j = 0; j < width; j++) panels[to + j] = rotation[from + j];
        }
      }
      const absolute = exports.step(
        at.v,
        paddedRows,
        depth,
        bits,
        at.panels,
        at.signs,
        at.m,
      );
      const m = floats(at.m, bits * depth);
      const transposed = new Float32Array(bits * bits);
      for (let j = 0; j < bits; j++)
        transposed.set(m.subarray(j * depth, j * depth + bits), j * bits);
      return { transposed, absolute };
    },
  };
}
