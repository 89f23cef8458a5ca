/**
 * What a part of the test command prints. Parts run side by side, so the text of each is kept and
 * shown whole when it ends; outside a part it goes straight to the standard output.
 */

import { AsyncLocalStorage } from "node:async_hooks";

/** @typedef {{ text: string }} Log What one part has printed so far. */

/** @type {AsyncLocalStorage<Log>} */
const logOfPart = new AsyncLocalStorage();

/** @type {Set<Log>} Logs of the parts that have not ended. */
const openLogs = new Set();

// An interrupted command still shows what its parts had to say.
process.on("exit", () => {
  for (const log of openLogs) process.stdout.write(log.text);
});

/**
 * Where the caller's text goes: to the log of the part that it belongs to, or null when it belongs
 * to none. A listener that may be called from elsewhere asks beforehand.
 * @returns {((text: string) => void) | null}
 */
export function currentLog() {
  const log = logOfPart.getStore();
  return log
    ? (text) => {
        log.text += text;
      }
    : null;
}

/** @param {string} line Printed with a line break after it. */
export function print(line) {
  const write = currentLog();
  if (write) write(`${line}\n`);
  else console.log(line);
}

/**
 * Runs a part with a log of its own and gives what it printed.
 * @template T @param {() => Promise<T>} work @returns {Promise<{ value: T, text: string }>}
 */
export async function runWithLog(work) {
  const log = { text: "" };
  openLogs.add(log);
  try {
    const value = await logOfPart.run(log, work);
    return { value, text: log.text };
  } finally {
    openLogs.delete(log);
  }
}
