import type { StepPart } from "../../compute/surfaceParts";
import code from "./scan.wgsl?raw";

const nothing = new Uint8Array(0);

/** Every document is looked at: one step, whose knob keeps all. */
export function scanSteps(rows: number, queries: number): StepPart {
  return {
    name: "scan",
    rows,
    queries,
    knobs: Float64Array.of(Infinity),
    stepOf: () => 0,
    compiled: {
      kernel: "every document",
      operands: () => ({
        documents: nothing,
        queries: nothing,
        constants: nothing,
      }),
    },
    wgsl: {
      name: "scan",
      code,
      constants: {},
      documents: null,
      others: [],
      cost: 0,
    },
  };
}
