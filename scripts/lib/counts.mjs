/** Reads how many tests passed, failed and were skipped out of the runners' reports. */

import { readFileSync } from "node:fs";
import { join, sep } from "node:path";

import { ROOT } from "./paths.mjs";

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {Counts & { sections?: Readonly<Record<string, Counts>> }} PartCounts Of a part, and of sections of it.
 */

/** @type {Readonly<Counts>} */
export const NONE = { passed: 0, failed: 0, skipped: 0 };
/** @type {Readonly<Counts>} */
export const ONE_PASSED = { ...NONE, passed: 1 };
/** @type {Readonly<Counts>} */
export const ONE_FAILED = { ...NONE, failed: 1 };
/** @type {Readonly<Counts>} */
export const ONE_SKIPPED = { ...NONE, skipped: 1 };

/** @param {readonly Counts[]} counts @returns {Counts} */
export function sumCounts(counts) {
  const total = { ...NONE };
  for (const count of counts) {
    total.passed += count.passed;
    total.failed += count.failed;
    total.skipped += count.skipped;
  }
  return total;
}

/** @param {Counts} counts @returns {string} The line that ends the test command. */
export function countingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** @param {string} path @returns {any} The parsed report, or null when the runner did not get to write it. */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

/**
 * Counts of Vitest's JSON report. A test file that could not even be loaded has no tests in it
 * and counts as one failure.
 * @param {string} path @param {string} [folder] Only of the files under it, seen from the root.
 * @returns {Counts | null} null: no report.
 */
export function readVitestReport(path, folder) {
  const report = readReport(path);
  if (!report) return null;
  const files = report.testResults.filter(
    ({ name }) => !folder || name.startsWith(join(ROOT, folder) + sep),
  );
  return sumCounts(
    files.map(({ status, assertionResults }) => {
      if (status === "failed" && assertionResults.length === 0) {
        return ONE_FAILED;
      }
      const count = (/** @type {string} */ wanted) =>
        assertionResults.filter((result) => result.status === wanted).length;
      const passed = count("passed");
      const failed = count("failed");
      return {
        passed,
        failed,
        skipped: assertionResults.length - passed - failed,
      };
    }),
  );
}

/**
 * Counts of Playwright's JSON report. Errors outside any test (a server that does not start, a
 * file that does not load) count as one failure each; a flaky test is a failed one.
 * @param {string} path @returns {Counts | null} null: no report.
 */
export function readPlaywrightReport(path) {
  const report = readReport(path);
  if (!report) return null;
  const { expected, unexpected, flaky, skipped } = report.stats;
  return {
    passed: expected,
    failed: unexpected + flaky + report.errors.length,
    skipped,
  };
}

/**
 * Counts of a Python oracle, whose last line says `N passed, N failed`.
 * @param {string} output @returns {Counts | null} null: it did not end with that line.
 */
export function readOracleOutput(output) {
  const last = output.trimEnd().split("\n").at(-1) ?? "";
  const match = /^(\d+) passed, (\d+) failed$/.exec(last.trim());
  if (!match) return null;
  return { passed: Number(match[1]), failed: Number(match[2]), skipped: 0 };
}
