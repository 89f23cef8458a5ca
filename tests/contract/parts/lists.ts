import type { StepPart } from "../../../src/compute/surfaceParts";
import { type Values, valueRows } from "./difference";
import code from "./lists.wgsl?raw";

/**
 * A structure that the app does not have: documents in lists, which each query
 * opens in an order of its own. `listOf` (n, 1); `ranks` (Q, lists).
 */
export function listSteps(listOf: Values, ranks: Values): StepPart {
  return {
    name: "lists",
    rows: listOf.rows,
    queries: ranks.rows,
    knobs: Float64Array.from({ length: ranks.width }, (_, i) => i + 1),
    stepOf: (row, query) => ranks.data[query * ranks.width + listOf.data[row]],
    compiled: null,
    wgsl: {
      name: "lists",
      code,
      constants: { stepLists: ranks.width },
      documents: valueRows("lists", listOf),
      others: [valueRows("ranks", ranks)],
      cost: 2,
    },
  };
}
