/** Where and with what the numbers were measured: without it they mean nothing. */

import { readFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import { join } from "node:path";

import { ROOT } from "../../scripts/lib/paths.mjs";
import { runProcess } from "../../scripts/lib/processes.mjs";

/** @param {string[]} parameters @returns {Promise<string | null>} What git says, null without git. */
async function git(parameters) {
  const outcome = await runProcess("git", parameters, { output: "keep" });
  return outcome.code === 0 ? outcome.stdout.trim() : null;
}

/** @returns {Promise<string>} Short commit id, "+" when files differ from it. */
async function commit() {
  const id = await git(["rev-parse", "--short", "HEAD"]);
  if (id === null) return "no commit";
  return (await git(["status", "--porcelain"])) ? `${id}+` : id;
}

/** @returns {Promise<object>} */
export async function describeMachine() {
  const { version, dependencies } = JSON.parse(
    readFileSync(join(ROOT, "package.json"), "utf8"),
  );
  return {
    commit: await commit(),
    version,
    runtime: `onnxruntime-web ${dependencies["onnxruntime-web"]}`,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model ?? "unknown",
    threads: availableParallelism(),
    memoryBytes: totalmem(),
    measuredAt: new Date().toISOString(),
  };
}
