/**
 * The whole test command, on a bare machine (Debian, Node, nothing else):
 *
 *     node scripts/test.mjs             everything
 *     node scripts/test.mjs unit e2e    these parts, and what they need
 *
 * Parts run side by side, two heavy ones at most; each shows its output whole when it ends. Goes on
 * after a failure, so that one run shows them all. The last line of the output is
 * `N passed, N failed, N skipped`; the exit code is 1 when anything failed.
 */

import { ONE_FAILED, countingLine, sumCounts } from "./lib/counts.mjs";
import { print, runWithLog } from "./lib/output.mjs";
import { PARTS } from "./lib/testParts.mjs";
import { runSteps, selectSteps } from "./lib/schedule.mjs";

/**
 * @typedef {import("./lib/testParts.mjs").Part} Part
 * @typedef {import("./lib/testParts.mjs").Context} Context
 * @typedef {import("./lib/counts.mjs").PartCounts} PartCounts
 * @typedef {{ part: Part, counts: PartCounts, elapsedMs: number }} Row
 */

/** All parts together may take this long; whatever has not begun by then fails. */
const TOTAL_LIMIT_MS = 80 * 60 * 1000;

const HEAVY_AT_ONCE = 2;

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

/** @param {Part} part @param {Context} context @returns {Promise<PartCounts>} */
async function runPart(part, context) {
  try {
    if (context.timeoutMs <= 0) throw new Error("no time was left for it");
    return await withDeadline(part.run(context), context.timeoutMs);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    print(`${part.name} failed: ${reason}`);
    return ONE_FAILED;
  }
}

/** @param {readonly Row[]} rows @param {number} totalMs */
function printTable(rows, totalMs) {
  const line = (
    /** @type {string} */ name,
    /** @type {PartCounts} */ counts,
    time = "",
  ) => {
    const numbers = [counts.passed, counts.failed, counts.skipped];
    const cells = numbers.map((count) => String(count).padStart(8)).join("");
    console.log(`${name.padEnd(13)}${cells}${time.padStart(10)}`.trimEnd());
  };
  console.log("\npart           passed  failed  skipped      time");
  for (const { part, counts, elapsedMs } of rows) {
    line(part.name, counts, seconds(elapsedMs));
    for (const [name, section] of Object.entries(counts.sections ?? {}))
      line(`  ${name}`, section);
  }
  console.log(`total ${seconds(totalMs)}`);
}

/** @param {string[]} names @returns {Promise<import("./lib/counts.mjs").Counts>} */
async function runParts(names) {
  const begin = Date.now();
  const parts = selectSteps(PARTS, names);
  /** @type {import("./lib/testParts.mjs").Findings} */
  const findings = { exportsRan: false };
  /** @type {Row[]} */
  const rows = [];

  await runSteps(
    parts,
    async (part) => {
      console.log(`--- ${part.name} starts: ${part.heading}`);
      const started = Date.now();
      const leftMs = TOTAL_LIMIT_MS - (started - begin);
      const timeoutMs = Math.min(part.limitSeconds * 1000, leftMs);
      const { value, text } = await runWithLog(() =>
        runPart(part, { timeoutMs, findings }),
      );
      const elapsedMs = Date.now() - started;
      console.log(
        `\n=== ${part.heading}\n${text.trimEnd()}\n=== ${part.name}: ${seconds(elapsedMs)}`,
      );
      rows.push({ part, counts: value, elapsedMs });
    },
    HEAVY_AT_ONCE,
  );

  printTable(
    parts.flatMap((part) => rows.filter((row) => row.part === part)),
    Date.now() - begin,
  );
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
