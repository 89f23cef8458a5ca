import type { StepPart } from "../../compute/surfaceParts";
import code from "./scan.wgsl?raw";
import { choices } from "../choices";
import type { Encoded } from "../encoded";
import type { PreparedStructure, StructureMethod } from "./structure";

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

/** All documents, asked by `queries`. */
function scanOf(documents: Encoded, queries: Encoded): PreparedStructure {
  return {
    stored: { columns: 0, bytesPerDocument: 0, bytesOnce: 0 },
    parts: 0,
    firstParts: () => scanOf(documents, queries),
    asking: async (others) => scanOf(documents, others),
    steps: () => scanSteps(documents.codes.rows, queries.codes.rows),
    keeps: () => true,
    compared: () => 0,
    isWhole: true,
    explain: () => ({ stored: [], deciding: 0 }),
    queryStored: () => [],
    forecast: () => null,
    guarantee: () => null,
    view: () => null,
    diagnose: () => null,
    portable: () => ({
      columns: [],
      queryColumns: [],
      rule: null,
      arrays: {},
      documentRows: {},
      facts: {},
      programs: null,
    }),
  };
}

/** No structure: every document is compared with every query. */
export const scan: StructureMethod = {
  ...choices.structure.scan,
  build: async ({ documents, queries }) => scanOf(documents, queries),
};
