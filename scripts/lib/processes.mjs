/**
 * Child processes that cannot outlive their task. Each task has a process group of its own and a
 * mark in its environment; both are used to end everything that it started when its time is up,
 * when it has ended itself, and when this process ends or is interrupted. The mark also finds those
 * who made a group of their own, as Playwright's browser and server do.
 */

import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

import { currentLog } from "./output.mjs";
import { ROOT } from "./paths.mjs";

/** How long a task may take to end by itself after SIGTERM. */
const GRACE_MS = 3000;

const MARK = "BITSIEVE_TASK";

/** @typedef {{ group: number, mark: string }} Task */

/** @type {Set<Task>} Tasks that may still have processes. */
const tasks = new Set();
let tasksStarted = 0;

/** @param {string} mark @returns {number[]} Ids of the processes that carry the mark; none without /proc. */
function findMarked(mark) {
  /** @param {string} id */
  const isMarked = (id) => {
    try {
      const entries = readFileSync(`/proc/${id}/environ`, "utf8").split("\0");
      return entries.includes(`${MARK}=${mark}`);
    } catch {
      return false; // Ended meanwhile, or somebody else's.
    }
  };
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name) && isMarked(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** @param {Task} task @param {NodeJS.Signals} signal */
function signalTask({ group, mark }, signal) {
  for (const id of [-group, ...findMarked(mark)]) {
    try {
      process.kill(id, signal);
    } catch {
      // Ended already.
    }
  }
}

function killAllTasks() {
  for (const task of tasks) signalTask(task, "SIGKILL");
  tasks.clear();
}

process.on("exit", killAllTasks);
for (const [signal, code] of /** @type {const} */ ([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
])) {
  process.on(signal, () => process.exit(code));
}

/**
 * @typedef {object} StartOptions
 * @property {string} [cwd] Root of the repository when left out.
 * @property {NodeJS.ProcessEnv} [env] The whole environment; this process's own when left out.
 * @property {"show" | "keep" | "both"} [output] Shown ("show"), returned ("keep"), or both. Shown is: in the log of the part that starts it.
 *
 * @typedef {StartOptions & { timeoutMs?: number }} RunOptions
 *
 * @typedef {object} Outcome
 * @property {number} code Exit code; 128 + n after a signal, 127 when the command could not be started.
 * @property {boolean} timedOut
 * @property {string} stdout Empty with `output: "show"`.
 * @property {string} stderr Empty with `output: "show"`.
 */

/**
 * Starts a command without a standard input.
 * @param {string} command @param {string[]} parameters @param {StartOptions} [options]
 * @returns {{ ended: Promise<Omit<Outcome, "timedOut">>, stop: () => Promise<void> }}
 *   `ended` never rejects; `stop` ends all of it and waits.
 */
export function startProcess(
  command,
  parameters,
  { cwd = ROOT, env = process.env, output = "show" } = {},
) {
  const log = currentLog();
  const pipe = output === "show" && !log ? "inherit" : "pipe";
  const mark = `${process.pid}.${(tasksStarted += 1)}`;
  const child = spawn(command, parameters, {
    cwd,
    env: { ...env, [MARK]: mark },
    detached: true,
    stdio: ["ignore", pipe, pipe],
  });
  const task = child.pid === undefined ? null : { group: child.pid, mark };
  if (task) tasks.add(task);

  const text = { stdout: "", stderr: "" };
  for (const name of /** @type {const} */ (["stdout", "stderr"])) {
    child[name]?.setEncoding("utf8").on("data", (chunk) => {
      if (output !== "show") text[name] += chunk;
      if (output === "keep") return;
      if (log) log(chunk);
      else process[name].write(chunk);
    });
  }

  const ended = new Promise((resolve) => {
    child.on("error", (error) => {
      resolve({ code: 127, ...text, stderr: `${command}: ${error.message}\n` });
    });
    // "exit", then the rest, then "close": a process that outlives its parent
    // holds the pipes open, and "close" alone would wait for it.
    child.on("exit", () => {
      if (!task) return;
      signalTask(task, "SIGKILL");
      tasks.delete(task);
    });
    child.on("close", (code, signal) => {
      resolve({ code: code ?? (signal === "SIGKILL" ? 137 : 143), ...text });
    });
  });

  async function stop() {
    if (!task || !tasks.has(task)) return;
    signalTask(task, "SIGTERM");
    const timer = setTimeout(() => signalTask(task, "SIGKILL"), GRACE_MS);
    await ended;
    clearTimeout(timer);
  }

  return { ended, stop };
}

/**
 * Runs a command to its end.
 * @param {string} command @param {string[]} parameters @param {RunOptions} [options]
 * @returns {Promise<Outcome>} Never rejects: a failure is in `code` and `timedOut`.
 */
export async function runProcess(
  command,
  parameters,
  { timeoutMs = 600_000, ...options } = {},
) {
  const { ended, stop } = startProcess(command, parameters, options);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    void stop();
  }, timeoutMs);
  const outcome = await ended;
  clearTimeout(timer);
  return { ...outcome, timedOut };
}
