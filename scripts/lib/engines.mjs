/**
 * The kits that the built app exported, searched in the engines they are written for: DuckDB,
 * PGlite and PostgreSQL from Node; numpy, FAISS, the Python module, ClickHouse and Spark from
 * Python. What a machine cannot have is skipped with its reason.
 */

import * as fs from "node:fs";
import { join } from "node:path";

import {
  NONE,
  ONE_FAILED,
  ONE_SKIPPED,
  readOracleOutput,
  sumCounts,
} from "./counts.mjs";
import { print } from "./output.mjs";
import { CACHE, ROOT } from "./paths.mjs";
import { runProcess } from "./processes.mjs";
import { ensurePython } from "./python.mjs";

export const KITS = join(CACHE, "kits");
const REQUIREMENTS = join(ROOT, "tests/engines");
const INSTALL_TIMEOUT_MS = 800_000;

/** @typedef {import("./counts.mjs").Counts} Counts */

/** @returns {boolean} Whether Debian's PostgreSQL server is there. */
function hasPostgres() {
  const root = "/usr/lib/postgresql";
  return (
    fs.existsSync(root) &&
    fs
      .readdirSync(root)
      .some((version) => fs.existsSync(join(root, version, "bin/initdb")))
  );
}

/**
 * Installs PostgreSQL where it is missing and can be; without a server of its own running.
 * @returns {Promise<string | null>} Why there is none, or null.
 */
async function ensurePostgres() {
  if (hasPostgres()) return null;
  if (process.getuid?.() !== 0)
    return "PostgreSQL is missing, and only root can install it";
  print("Installing postgresql with apt-get.");
  const settings = "/etc/postgresql-common";
  fs.mkdirSync(settings, { recursive: true });
  // The tests start a server of their own; the package's must not run.
  fs.writeFileSync(
    join(settings, "createcluster.conf"),
    "create_main_cluster = false\n",
  );
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (/** @type {string[]} */ ...parameters) =>
    runProcess("apt-get", parameters, {
      output: "keep",
      timeoutMs: INSTALL_TIMEOUT_MS,
      env,
    });
  await apt("update", "-qq");
  await apt(
    ...["install", "-y", "-qq", "--no-install-recommends"],
    ...["-o", "Dpkg::Options::=--force-confold", "postgresql"],
  );
  return hasPostgres() ? null : "apt-get cannot install postgresql";
}

/** @param {string} list @returns {Promise<import("./python.mjs").PythonOrReason>} What is optional is never a failure. */
async function optionalPython(list) {
  try {
    return await ensurePython(join(REQUIREMENTS, list));
  } catch (error) {
    return { skipped: error instanceof Error ? error.message : String(error) };
  }
}

/** @returns {Promise<boolean>} */
async function hasJava() {
  try {
    return (
      (
        await runProcess("java", ["-version"], {
          output: "keep",
          timeoutMs: 120_000,
        })
      ).code === 0
    );
  } catch {
    return false;
  }
}

/** @param {string} python @param {string} engine @param {string[]} kits @param {number} timeoutMs @returns {Promise<Counts>} */
async function checkKits(python, engine, kits, timeoutMs) {
  const folders = kits.map((kit) => join(KITS, kit));
  const outcome = await runProcess(
    python,
    ["tests/engines/check_kit.py", engine, ...folders],
    { output: "both", timeoutMs },
  );
  const found = readOracleOutput(outcome.stdout) ?? NONE;
  const hasChecked = found.passed + found.failed > 0;
  if (hasChecked && (outcome.code === 0 || found.failed > 0)) return found;
  print(`${engine} did not finish (exit ${outcome.code}).`);
  return sumCounts([found, ONE_FAILED]);
}

/**
 * Engines of `check_kit.py`, and the Python that has what they need.
 * @typedef {readonly { engines: readonly string[], python: import("./python.mjs").PythonOrReason }[]} Engines
 */

/**
 * Installs what the engines need and the machine can have; says what is left out.
 * @returns {Promise<Engines>}
 * @throws {Error} When a list of packages that are not optional is at fault.
 */
export async function prepareEngines() {
  const missing = await ensurePostgres();
  if (missing) print(`PostgreSQL is left out: ${missing}.`);
  return [
    {
      engines: ["numpy", "faiss", "modules"],
      python: await ensurePython(join(REQUIREMENTS, "requirements.txt")),
    },
    {
      engines: ["clickhouse"],
      python: await optionalPython("requirements-clickhouse.txt"),
    },
    {
      engines: ["spark"],
      python: (await hasJava())
        ? await optionalPython("requirements-spark.txt")
        : { skipped: "this machine has no Java" },
    },
  ];
}

/**
 * Runs the Python engines over every kit.
 * @param {Engines} prepared @param {number} timeoutMs For all together.
 * @returns {Promise<Counts>}
 */
export async function checkPythonEngines(prepared, timeoutMs) {
  const end = Date.now() + timeoutMs;
  const kits = fs.existsSync(KITS) ? fs.readdirSync(KITS).sort() : [];
  if (kits.length === 0) throw new Error("no kit to search: run exports first");
  const counts = [];
  for (const { engines, python } of prepared) {
    if ("skipped" in python) {
      print(`${engines.join(", ")} skipped: ${python.skipped}.`);
      counts.push(...engines.map(() => ONE_SKIPPED));
      continue;
    }
    for (const engine of engines) {
      print("");
      const leftMs = Math.max(1, end - Date.now());
      counts.push(await checkKits(python.python, engine, kits, leftMs));
    }
  }
  return sumCounts(counts);
}
