/** Checks what the app exported in the e2e tests with Python, which knows nothing of the app's code. */

import * as fs from "node:fs";
import { join } from "node:path";

import {
  NONE,
  ONE_FAILED,
  ONE_PASSED,
  readOracleOutput,
  sumCounts,
} from "./counts.mjs";
import { print } from "./output.mjs";
import {
  CACHE,
  SAMPLE_QUERY_VECTORS,
  SAMPLE_VECTORS,
  fromRoot,
} from "./paths.mjs";
import { runProcess } from "./processes.mjs";

/**
 * One folder a case, written by the tests of `tests/e2e/exports`: export.npz, result.json and, where the data set is not
 * the bundled sample, vectors.npy (and query-vectors.npy for a query set of its own).
 */
export const EXPORTS = join(CACHE, "exports");

/** @returns {string[]} Names of the case folders. */
function listCases() {
  if (!fs.existsSync(EXPORTS)) return [];
  return fs
    .readdirSync(EXPORTS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** @param {string} folder @returns {boolean} The queries were a set of their own, not documents. */
function hasQuerySet(folder) {
  const result = fs.readFileSync(join(folder, "result.json"), "utf8");
  return JSON.parse(result).querySource === "query-set";
}

/** @param {string} folder @returns {string[]} Arguments of Python. */
function checkArguments(folder) {
  const ownVectors = join(folder, "vectors.npy");
  const ownQueries = join(folder, "query-vectors.npy");
  const isSample = !fs.existsSync(ownVectors);
  const vectors = isSample ? SAMPLE_VECTORS : ownVectors;
  const queryVectors = isSample ? SAMPLE_QUERY_VECTORS : ownQueries;
  return [
    ...["tests/oracle/check_export.py"],
    ...[join(folder, "export.npz"), join(folder, "result.json")],
    ...["--vectors", vectors],
    // Where the queries are documents, their vectors are among the documents'.
    ...(hasQuerySet(folder) ? ["--query-vectors", queryVectors] : []),
  ];
}

/** @param {string} python @param {string} folder @param {number} timeoutMs */
async function checkCase(python, folder, timeoutMs) {
  let parameters;
  try {
    parameters = checkArguments(folder);
  } catch (error) {
    print(`${fromRoot(folder)}/result.json: ${error.message}`);
    return ONE_FAILED;
  }
  const outcome = await runProcess(python, parameters, {
    output: "both",
    timeoutMs,
  });
  const found = readOracleOutput(outcome.stdout) ?? NONE;
  // A crash, and an end before any check, is no pass.
  const hasChecked = found.passed + found.failed > 0;
  if (hasChecked && (outcome.code === 0 || found.failed > 0)) return found;
  const how = outcome.timedOut ? "timed out" : `exit ${outcome.code}`;
  print(`The oracle did not finish on ${fromRoot(folder)} (${how}).`);
  return sumCounts([found, ONE_FAILED]);
}

/**
 * The oracle's own tests: that it accepts right exports and names each kind of mistake.
 * @param {string} python @param {number} timeoutMs
 */
async function checkOracle(python, timeoutMs) {
  const parameters = ["-m", "unittest", "discover", "-s", "tests/oracle"];
  const { code } = await runProcess(python, parameters, { timeoutMs });
  return code === 0 ? ONE_PASSED : ONE_FAILED;
}

/**
 * Runs the check on every case; one that does not finish counts as a failure.
 * @param {string} python @param {{ timeoutMs: number, exportsRan: boolean }} options `timeoutMs` is for all cases together.
 * @returns {Promise<import("./counts.mjs").Counts>}
 * @throws {Error} When there is nothing to check.
 */
export async function checkExports(python, { timeoutMs, exportsRan }) {
  const cases = listCases();
  if (cases.length === 0) {
    const why = exportsRan
      ? "the exports part exported nothing"
      : "run exports first";
    throw new Error(`no export to check in ${fromRoot(EXPORTS)}: ${why}`);
  }

  const end = Date.now() + timeoutMs;
  const counts = [await checkOracle(python, timeoutMs)];
  for (const name of cases) {
    print(`\nExport ${name}`);
    const timeLeftMs = Math.max(1, end - Date.now());
    counts.push(await checkCase(python, join(EXPORTS, name), timeLeftMs));
  }
  return sumCounts(counts);
}
