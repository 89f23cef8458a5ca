/** numpy's side of the comparison, as a person's own numpy would run. */

import { ensurePython } from "../../scripts/lib/python.mjs";
import { SAMPLE_VECTORS } from "../../scripts/lib/paths.mjs";
import { runProcess } from "../../scripts/lib/processes.mjs";

/** Settings that make OpenBLAS ignore what the machine can do; a comparison must not run with them. */
const HOBBLES = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"];

/**
 * @returns {Promise<{ measure: () => Promise<any> } | { skipped: string }>}
 *   `measure` resolves to what numpy_bench.py prints.
 */
export async function prepareNumpy() {
  const found = await ensurePython();
  if ("skipped" in found) return found;
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !HOBBLES.includes(name)),
  );
  return {
    async measure() {
      const outcome = await runProcess(
        found.python,
        ["bench/numpy_bench.py", SAMPLE_VECTORS],
        { env, output: "keep" },
      );
      if (outcome.code !== 0) {
        throw new Error(`bench/numpy_bench.py fails:\n${outcome.stderr}`);
      }
      return JSON.parse(outcome.stdout);
    },
  };
}
