/**
 * The whole test command, on a bare machine (Debian, Node, nothing else):
 *
 *     node scripts/test.mjs             everything
 *     node scripts/test.mjs unit e2e    these parts, and what they need
 *
 * Goes on after a failure, so that one run shows them all. The last line of the output is
 * `N passed, N failed, N skipped`; the exit code is 1 when anything failed.
 */

import { ONE_FAILED, countingLine, sumCounts } from "./lib/counts.mjs";
import { selectParts } from "./lib/parts.mjs";

/** @typedef {import("./lib/counts.mjs").Counts} Counts */

/** All parts together may take this long; whatever has not begun by then fails. */
const TOTAL_LIMIT_MS = 24 * 60 * 1000;

const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Rejects when a part overruns its limit by a while. Parts end their own processes on time; this
 * is for a part that waits for something else.
 * @template T @param {Promise<T>} work @param {number} limitMs @returns {Promise<T>}
 */
async function withDeadline(work, limitMs) {
  let timer;
  const late = new Promise((_, reject) => {
    const message = `not finished after ${seconds(limitMs)}`;
    timer = setTimeout(() => reject(new Error(message)), limitMs + 10_000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {import("./lib/parts.mjs").Part} part
 * @param {import("./lib/parts.mjs").Context} context
 * @returns {Promise<Counts>}
 */
async function runPart(part, context) {
  try {
    if (context.timeoutMs <= 0) throw new Error("no time was left for it");
    return await withDeadline(part.run(context), context.timeoutMs);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`${part.name} failed: ${reason}`);
    return ONE_FAILED;
  }
}

/** @param {string[]} names @returns {Promise<Counts>} */
async function runParts(names) {
  const begin = Date.now();
  /** @type {import("./lib/parts.mjs").Context} */
  const context = { timeoutMs: 0, e2eRan: false };
  const rows = [];
  for (const part of selectParts(names)) {
    console.log(`\n=== ${part.heading}`);
    const started = Date.now();
    const leftMs = TOTAL_LIMIT_MS - (started - begin);
    context.timeoutMs = Math.min(part.limitSeconds * 1000, leftMs);
    const counts = await runPart(part, context);
    const elapsedMs = Date.now() - started;
    console.log(`=== ${part.name}: ${seconds(elapsedMs)}`);
    rows.push({ part, counts, elapsedMs });
  }

  console.log("\npart         passed  failed  skipped      time");
  for (const { part, counts, elapsedMs } of rows) {
    const numbers = [counts.passed, counts.failed, counts.skipped];
    const cells = numbers.map((count) => String(count).padStart(8)).join("");
    const time = seconds(elapsedMs).padStart(10);
    console.log(`${part.name.padEnd(11)}${cells}${time}`);
  }
  console.log(`total ${seconds(Date.now() - begin)}`);
  return sumCounts(rows.map(({ counts }) => counts));
}

let counts;
try {
  counts = await runParts(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  counts = ONE_FAILED;
}
console.log(countingLine(counts));
// A part that was given up on may still hold the event loop.
process.exit(counts.failed > 0 ? 1 : 0);
