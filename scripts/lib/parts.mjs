/**
 * The parts of the test command, in the order in which they run. A part returns its counts; it
 * throws when it could not do its work at all, which counts as one failure.
 */

import * as fs from "node:fs";
import { join } from "node:path";

import {
  NONE,
  ONE_FAILED,
  ONE_PASSED,
  ONE_SKIPPED,
  readPlaywrightReport,
  readVitestReport,
  sumCounts,
} from "./counts.mjs";
import { KITS, checkPythonEngines, ensurePostgres } from "./engines.mjs";
import { EXPORTS, checkExports } from "./exports.mjs";
import { CACHE, ROOT, binary, fromRoot } from "./paths.mjs";
import { runProcess } from "./processes.mjs";
import { ensurePython } from "./python.mjs";

const REPORTS = join(CACHE, "reports");

/**
 * @typedef {import("./counts.mjs").Counts} Counts
 *
 * @typedef {object} Context What earlier parts leave to later ones.
 * @property {number} timeoutMs Time the part has.
 * @property {boolean} e2eRan The e2e part ran in this command, so its exports are fresh.
 * @property {{ skipped: string } | { python: string }} [python]
 *
 * @typedef {object} Part
 * @property {string} name
 * @property {string} heading
 * @property {number} limitSeconds
 * @property {string[]} needs Parts that must have run; they are added when only some are named.
 * @property {(context: Context) => Promise<Counts>} run
 */

/** @param {Context} context @param {string} command @param {string[]} parameters @param {NodeJS.ProcessEnv} [env] */
async function runShown({ timeoutMs }, command, parameters, env = process.env) {
  const outcome = await runProcess(command, parameters, { timeoutMs, env });
  if (outcome.timedOut) {
    throw new Error(`not finished after ${Math.round(timeoutMs / 1000)} s`);
  }
  return outcome.code;
}

/** @param {string} name @returns {string} Where a runner writes its report; an old one is removed. */
function freshReport(name) {
  fs.mkdirSync(REPORTS, { recursive: true });
  const path = join(REPORTS, `${name}.json`);
  fs.rmSync(path, { force: true });
  return path;
}

/**
 * What a runner's exit code and report say together.
 * @param {number} code @param {Counts | null} counts @returns {Counts}
 */
function judge(code, counts) {
  if (!counts) throw new Error(`no report was written (exit code ${code})`);
  if (counts.passed + counts.failed === 0) throw new Error("no test ran");
  // An error outside the tests fails the runner without failing a test.
  if (code !== 0 && counts.failed === 0) return sumCounts([counts, ONE_FAILED]);
  return counts;
}

/** @param {string} project @returns {Part["run"]} */
function vitest(project) {
  return async (context) => {
    const report = freshReport(project);
    const code = await runShown(context, binary("vitest"), [
      ...["run", "--project", project, "--reporter=default"],
      ...["--reporter=json", `--outputFile.json=${report}`],
    ]);
    return judge(code, readVitestReport(report));
  };
}

/** @type {Part["run"]} */
async function checkTypes(context) {
  const code = await runShown(context, binary("tsc"), ["--noEmit"]);
  return code === 0 ? ONE_PASSED : ONE_FAILED;
}

/** @type {Part["run"]} */
async function checkStyle(context) {
  const eslint = [".", "--max-warnings", "0"];
  const codes = [
    await runShown(context, binary("eslint"), eslint),
    await runShown(context, binary("prettier"), ["--check", "."]),
  ];
  return codes.every((code) => code === 0) ? ONE_PASSED : ONE_FAILED;
}

/** @type {Part["run"]} */
async function buildSample(context) {
  const code = await runShown(context, process.execPath, [
    "scripts/build-sample.mjs",
  ]);
  if (code !== 0) throw new Error("the sample's texts could not be built");
  return NONE;
}

/** @type {Part["run"]} */
async function prepareModels(context) {
  const code = await runShown(context, process.execPath, [
    "scripts/models.mjs",
  ]);
  if (code === 0) return NONE;
  console.log("Tests with the real model are skipped: see above.");
  return ONE_SKIPPED;
}

/** @type {Part["run"]} */
async function prepareChromium(context) {
  const code = await runShown(context, process.execPath, [
    ...["scripts/chromium.mjs", "--install"],
  ]);
  if (code !== 0) throw new Error("there is no Chromium to test in");
  return NONE;
}

/** @type {Part["run"]} */
async function preparePython(context) {
  context.python = await ensurePython();
  if ("python" in context.python) {
    console.log(`Python: ${fromRoot(context.python.python)}.`);
  } else {
    console.log(`No Python for the oracles: ${context.python.skipped}.`);
  }
  return NONE;
}

/** @type {Part["run"]} */
async function build(context) {
  // A failed build must not leave an old one for the e2e tests to pass on.
  fs.rmSync(join(ROOT, "dist"), { recursive: true, force: true });
  const code = await runShown(context, binary("vite"), ["build"]);
  return code === 0 ? ONE_PASSED : ONE_FAILED;
}

/** @type {Part["run"]} */
async function runE2e(context) {
  fs.rmSync(EXPORTS, { recursive: true, force: true });
  fs.rmSync(KITS, { recursive: true, force: true });
  context.e2eRan = true;
  const report = freshReport("e2e");
  const code = await runShown(
    context,
    binary("playwright"),
    ["test", "--reporter=list,json"],
    { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  );
  return judge(code, readPlaywrightReport(report));
}

/** @type {Part["run"]} */
async function runEngines(context) {
  const begin = Date.now();
  const missing = await ensurePostgres();
  if (missing) console.log(`PostgreSQL skipped: ${missing}.`);
  const node = await vitest("engines")(context);
  const timeoutMs = context.timeoutMs - (Date.now() - begin);
  return sumCounts([node, await checkPythonEngines(timeoutMs)]);
}

/** @type {Part["run"]} */
async function runOracles({ timeoutMs, e2eRan, python }) {
  if (!python) throw new Error("the Python environment is broken, see above");
  if ("python" in python) {
    const surfaces = await checkRandomSurfaces(python.python, timeoutMs);
    const exports = await checkExports(python.python, { timeoutMs, e2eRan });
    return sumCounts([surfaces, exports]);
  }
  console.log(`Skipped: ${python.skipped}.`);
  return ONE_SKIPPED;
}

/**
 * Tables that numpy makes now, from a new seed, against the app's surface.
 * @param {string} python @param {number} timeoutMs
 */
async function checkRandomSurfaces(python, timeoutMs) {
  const seed = Date.now() % 1_000_000_000;
  const file = join(CACHE, "surfaces.json");
  console.log(`Random configurations from seed ${seed}.`);
  const made = await runProcess(
    python,
    ["tests/oracle/random_surfaces.py", String(seed), "20", file],
    { timeoutMs },
  );
  if (made.code !== 0) return ONE_FAILED;
  const report = freshReport("random-surfaces");
  const { code } = await runProcess(
    binary("vitest"),
    [
      ...["run", "--project", "unit"],
      "tests/unit/evaluate/randomSurfaces.test.ts",
      ...["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`],
    ],
    { timeoutMs, env: { ...process.env, BITSIEVE_RANDOM_SURFACES: file } },
  );
  return judge(code, readVitestReport(report));
}

/** @type {readonly Part[]} */
export const PARTS = [
  {
    name: "types",
    heading: "Types (tsc)",
    limitSeconds: 180,
    needs: [],
    run: checkTypes,
  },
  {
    name: "lint",
    heading: "Lint (eslint, prettier)",
    limitSeconds: 240,
    needs: [],
    run: checkStyle,
  },
  {
    name: "sample",
    heading: "Sample texts",
    limitSeconds: 120,
    needs: [],
    run: buildSample,
  },
  {
    name: "models",
    heading: "Models (npm run models)",
    limitSeconds: 300,
    needs: [],
    run: prepareModels,
  },
  {
    name: "chromium",
    heading: "Chromium",
    limitSeconds: 420,
    needs: [],
    run: prepareChromium,
  },
  {
    name: "python",
    heading: "Python environment",
    limitSeconds: 420,
    needs: [],
    run: preparePython,
  },
  {
    name: "unit",
    heading: "Unit tests (vitest, Node)",
    limitSeconds: 300,
    needs: ["sample"],
    run: vitest("unit"),
  },
  {
    name: "contract",
    heading: "Contract tests (vitest, Chromium: one case table, every backend)",
    limitSeconds: 300,
    needs: ["chromium"],
    run: vitest("contract"),
  },
  {
    name: "gpu",
    heading: "GPU tests (vitest, Chromium: the WGSL kernels)",
    limitSeconds: 300,
    needs: ["chromium", "sample", "models"],
    run: vitest("gpu"),
  },
  {
    name: "build",
    heading: "Build (vite)",
    limitSeconds: 180,
    needs: ["sample"],
    run: build,
  },
  {
    name: "e2e",
    heading: "End to end (Playwright on the built app)",
    limitSeconds: 1020,
    needs: ["chromium", "models", "build"],
    run: runE2e,
  },
  {
    name: "engines",
    heading: "Engines: the exported kits in databases and FAISS",
    limitSeconds: 420,
    needs: ["python"],
    run: runEngines,
  },
  {
    name: "oracles",
    heading: "Python oracles on the app's exports",
    limitSeconds: 240,
    needs: ["python"],
    run: runOracles,
  },
];

/**
 * The named parts and what they need, in the order in which they run; all when none is named.
 * @param {readonly string[]} names @returns {readonly Part[]}
 * @throws {Error} On a name that is no part.
 */
export function selectParts(names) {
  if (names.length === 0) return PARTS;
  const wanted = new Set();
  const visit = (name) => {
    const part = PARTS.find((candidate) => candidate.name === name);
    if (!part) {
      const known = PARTS.map((candidate) => candidate.name).join(", ");
      throw new Error(`There is no part "${name}". The parts: ${known}.`);
    }
    wanted.add(name);
    part.needs.forEach(visit);
  };
  names.forEach(visit);
  return PARTS.filter((part) => wanted.has(part.name));
}
