/**
 * Measures every heavy operation on the CPU and on WebGPU in headless Chromium, beside numpy,
 * FAISS, onnxruntime-web and tfjs in the same run:
 *
 *     npm run bench:operations [-- --quick] [--hardware] [--only scan]
 *
 * `--quick`: one repeat instead of three. `--hardware`: the machine's own adapter. `--only`: cases
 * whose name contains the text. Also a part of `npm run bench`. Writes .cache/bench/operations-<time>.json.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { CACHE, fromRoot } from "../scripts/lib/paths.mjs";
import { describeMachine } from "./lib/machine.mjs";
import { table } from "./lib/numbers.mjs";
import {
  OPERATION_LIMITS,
  measureOperations,
  operationTables,
} from "./lib/operations.mjs";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    hardware: { type: "boolean", default: false },
    only: { type: "string" },
  },
});
const machine = await describeMachine();
console.log("Operations.");
const measured = await measureOperations({
  repeats: values.quick ? 1 : 3,
  hardware: values.hardware,
  only: values.only,
});
const folder = join(CACHE, "bench");
mkdirSync(folder, { recursive: true });
const name = `operations-${machine.measuredAt.replaceAll(":", "-")}.json`;
const path = join(folder, name);
writeFileSync(
  path,
  `${JSON.stringify({ schema: "bitsieve.bench-operations/1", machine, limits: OPERATION_LIMITS, ...measured }, null, 2)}\n`,
);
for (const rows of operationTables(measured)) console.log(`\n${table(rows)}`);
console.log(`\nWritten to ${fromRoot(path)}`);
