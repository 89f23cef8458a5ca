/**
 * A private Python environment for the oracles: `.cache/python/<key>`, where the key is made from
 * the requirements and the Python version, so a change of either makes a new one.
 */

import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { join } from "node:path";

import { print } from "./output.mjs";
import { CACHE, ROOT, fromRoot } from "./paths.mjs";
import { runProcess } from "./processes.mjs";

const REQUIREMENTS = join(ROOT, "tests/oracle/requirements.txt");
const ENVIRONMENTS = join(CACHE, "python");
/** Written last: a folder without it was interrupted while it was made. */
const READY = "ready";
const INSTALL_TIMEOUT_MS = 800_000;

/**
 * What pip says when the package index cannot be reached or is empty. Anything else that stops pip,
 * such as a pin that the index does not have among its versions, is a mistake of ours.
 */
const INDEX_IS_ABSENT =
  /Retrying \(Retry|NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|HTTP error \d|from versions: none/;

/** @typedef {{ python: string } | { skipped: string }} PythonOrReason */

/** @param {string} command @param {string[]} parameters */
function runQuietly(command, parameters) {
  return runProcess(command, parameters, {
    output: "keep",
    timeoutMs: INSTALL_TIMEOUT_MS,
  });
}

/** @param {string} statement @returns {Promise<boolean>} Whether Debian's Python can run it. */
async function python3Can(statement) {
  return (await runQuietly("python3", ["-c", statement])).code === 0;
}

/** Debian ships Python without the parts that venv needs. @returns {Promise<void>} */
async function installVenvPackage() {
  if (process.getuid?.() !== 0) return;
  if ((await runQuietly("apt-get", ["--version"])).code !== 0) return;
  print("Installing python3-venv with apt-get.");
  await runQuietly("apt-get", ["update", "-qq"]);
  await runProcess(
    "apt-get",
    ["install", "-y", "-qq", "--no-install-recommends", "python3-venv"],
    {
      output: "keep",
      timeoutMs: INSTALL_TIMEOUT_MS,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    },
  );
}

/**
 * @param {import("./processes.mjs").Outcome} outcome Of a pip command.
 * @param {string} requirements The list that it was to install.
 * @returns {string | null} Why there are no packages, or null when there are.
 * @throws {Error} When the requirements themselves are at fault.
 */
function reasonOfPip({ code, timedOut, stdout, stderr }, requirements) {
  if (code === 0) return null;
  if (timedOut) return "the package index does not answer in time";
  const said = (stderr.trim() || stdout.trim()).split("\n");
  // Unknown versions are answered with the list of all known ones.
  const lines = said.slice(-3).map((line) => line.slice(0, 240));
  if (INDEX_IS_ABSENT.test(stdout + stderr)) {
    return `no package index has the packages (pip: ${lines.at(-1)})`;
  }
  throw new Error(
    `pip cannot install ${fromRoot(requirements)}:\n${lines.join("\n")}`,
  );
}

/** @param {string} folder @param {string} requirements @returns {Promise<string | null>} The reason why not, or null when it is made. */
async function makeVenv(folder, requirements) {
  const made = await runQuietly("python3", ["-m", "venv", folder]);
  if (made.code !== 0) {
    throw new Error(
      `python3 -m venv fails:\n${made.stdout}${made.stderr}`.trim(),
    );
  }
  return reasonOfPip(
    await runQuietly(join(folder, "bin/python"), [
      ...["-m", "pip", "install", "--disable-pip-version-check"],
      ...["-r", requirements],
    ]),
    requirements,
  );
}

/**
 * Without venv: packages in a folder, and a `python` that looks there.
 * @param {string} folder @param {string} requirements @returns {Promise<string | null>} The reason why not, or null when it is made.
 */
async function makeTarget(folder, requirements) {
  const packages = join(folder, "packages");
  const reason = reasonOfPip(
    await runQuietly("python3", [
      ...["-m", "pip", "install", "--disable-pip-version-check"],
      ...["--target", packages, "-r", requirements],
    ]),
    requirements,
  );
  if (reason) return reason;
  fs.mkdirSync(join(folder, "bin"));
  fs.writeFileSync(
    join(folder, "bin/python"),
    `#!/bin/sh\nPYTHONPATH="${packages}" exec python3 "$@"\n`,
    { mode: 0o755 },
  );
  return null;
}

/** @param {string} version @param {string} requirements @returns {string} The name of the environment for this Python. */
function environmentKey(version, requirements) {
  return createHash("sha256")
    .update(version)
    .update(fs.readFileSync(requirements))
    .digest("hex")
    .slice(0, 12);
}

/** @param {string} current Key to keep. */
function removeOtherEnvironments(current) {
  for (const name of fs.readdirSync(ENVIRONMENTS)) {
    if (!/^[0-9a-f]{12}$/.test(name) || name === current) continue;
    fs.rmSync(join(ENVIRONMENTS, name), { recursive: true, force: true });
  }
}

/**
 * Makes the environment, or finds it made. Environments of lists that are no longer asked for go.
 * @param {string} requirements What to install: the oracles' own list unless given.
 * @returns {Promise<PythonOrReason>} The interpreter to run, or why this machine has none.
 * @throws {Error} When the requirements are wrong: that is a failure, not an absence.
 */
export async function ensurePython(requirements = REQUIREMENTS) {
  if (!(await python3Can("import ensurepip, venv"))) {
    await installVenvPackage();
  }
  const version = await runQuietly("python3", ["--version"]);
  if (version.code !== 0) return { skipped: "there is no python3" };

  const key = environmentKey(version.stdout, requirements);
  const folder = join(ENVIRONMENTS, key);
  const python = join(folder, "bin/python");
  if (fs.existsSync(join(folder, READY))) return { python };

  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  let reason;
  if (await python3Can("import ensurepip, venv")) {
    reason = await makeVenv(folder, requirements);
  } else if (await python3Can("import pip")) {
    reason = await makeTarget(folder, requirements);
  } else {
    reason =
      "python3 has neither venv nor pip (Debian: apt install python3-venv)";
  }
  if (reason) return { skipped: reason };
  fs.writeFileSync(join(folder, READY), version.stdout);
  if (requirements === REQUIREMENTS) removeOtherEnvironments(key);
  return { python };
}
