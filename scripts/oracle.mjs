/**
 * Runs a Python script in the oracles' own environment, which is made when it is missing:
 *
 *     node scripts/oracle.mjs tests/oracle/make_fixtures.py [arguments]
 *
 * Ends with the script's exit code. Without Python or a package index it says why and ends with 0:
 * that is the machine's lack, not a failure.
 */

import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { runProcess } from "./lib/processes.mjs";
import { ensurePython } from "./lib/python.mjs";

export { ensurePython };

/** @param {string[]} parameters Script and its arguments. @returns {Promise<number>} Exit code. */
async function main(parameters) {
  if (parameters.length === 0) {
    console.error("Usage: node scripts/oracle.mjs SCRIPT.py [arguments]");
    return 2;
  }
  const found = await ensurePython();
  if ("skipped" in found) {
    console.log(`Skipped ${parameters[0]}: ${found.skipped}.`);
    return 0;
  }
  const timeoutMs = 3_600_000;
  return (await runProcess(found.python, parameters, { timeoutMs })).code;
}

const script = process.argv[1];
if (script && realpathSync(script) === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
