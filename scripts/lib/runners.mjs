/** Starts the test runners and turns their exit codes and reports into counts. */

import * as fs from "node:fs";
import { join } from "node:path";

import { ONE_FAILED, readVitestReport, sumCounts } from "./counts.mjs";
import { CACHE, binary } from "./paths.mjs";
import { runProcess } from "./processes.mjs";

const REPORTS = join(CACHE, "reports");

/** @typedef {import("./counts.mjs").Counts} Counts */

/**
 * Runs a command in the log of the part that asks for it.
 * @param {{ timeoutMs: number }} limit @param {string} command @param {readonly string[]} parameters
 * @param {Readonly<Record<string, string>>} [variables] Added to this process's environment.
 * @returns {Promise<number>} The exit code.
 * @throws {Error} When it takes longer than it may.
 */
export async function runShown(
  { timeoutMs },
  command,
  parameters,
  variables = {},
) {
  // A log is no terminal; what is shown in one may be coloured all the same.
  const colours = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
  const env = { ...process.env, ...colours, ...variables };
  const outcome = await runProcess(command, [...parameters], {
    timeoutMs,
    env,
  });
  if (outcome.timedOut) {
    throw new Error(`not finished after ${Math.round(timeoutMs / 1000)} s`);
  }
  return outcome.code;
}

/** @param {string} name @returns {string} Where a runner writes its report; an old one is removed. */
export function freshReport(name) {
  fs.mkdirSync(REPORTS, { recursive: true });
  const path = join(REPORTS, `${name}.json`);
  fs.rmSync(path, { force: true });
  return path;
}

/**
 * What a runner's exit code and report say together.
 * @param {number} code @param {Counts | null} counts @returns {Counts}
 * @throws {Error} When there is no report, or no test in it ran.
 */
export function judge(code, counts) {
  if (!counts) throw new Error(`no report was written (exit code ${code})`);
  if (counts.passed + counts.failed === 0) throw new Error("no test ran");
  // An error outside the tests fails the runner without failing a test.
  if (code !== 0 && counts.failed === 0) return sumCounts([counts, ONE_FAILED]);
  return counts;
}

/**
 * One start of Vitest.
 * @param {{ timeoutMs: number }} limit
 * @param {{ name: string, projects: readonly string[], variables?: Readonly<Record<string, string>> }} options `name` is the report's.
 * @returns {Promise<{ code: number, report: string }>} `report`: where Vitest wrote it.
 */
export async function runVitest(limit, { name, projects, variables }) {
  const report = freshReport(name);
  const chosen = projects.flatMap((project) => ["--project", project]);
  const code = await runShown(
    limit,
    binary("vitest"),
    [
      ...["run", ...chosen, "--reporter=default"],
      ...["--reporter=json", `--outputFile.json=${report}`],
    ],
    variables,
  );
  return { code, report };
}

/**
 * The tests of a Vitest start by the folder that their files are in.
 * @param {{ code: number, report: string }} run @param {readonly string[]} folders Under `tests`.
 * @returns {Counts & { sections: Readonly<Record<string, Counts>> }}
 * @throws {Error} When no test of a folder ran.
 */
export function judgeFolders({ code, report }, folders) {
  const sections = Object.fromEntries(
    folders.map((folder) => {
      const counts = readVitestReport(report, `tests/${folder}`);
      if (!counts) throw new Error(`no report was written (exit code ${code})`);
      if (counts.passed + counts.failed === 0)
        throw new Error(`no test of tests/${folder} ran`);
      return [folder, counts];
    }),
  );
  return { ...judge(code, sumCounts(Object.values(sections))), sections };
}
