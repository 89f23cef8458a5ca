/**
 * The parts of the test command. A part returns its counts; it throws when it could not do its work
 * at all, which counts as one failure.
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
import { KITS, checkPythonEngines, prepareEngines } from "./engines.mjs";
import { EXPORTS, checkExports } from "./exports.mjs";
import { print } from "./output.mjs";
import { CACHE, ROOT, binary, fromRoot } from "./paths.mjs";
import { ensurePython } from "./python.mjs";
import {
  freshReport,
  judge,
  judgeFolders,
  runShown,
  runVitest,
} from "./runners.mjs";

/**
 * @typedef {import("./counts.mjs").PartCounts} PartCounts
 *
 * @typedef {object} Findings What parts that have ended leave to later ones.
 * @property {boolean} exportsRan The exports part ran in this command, so its files are fresh.
 * @property {import("./python.mjs").PythonOrReason} [python]
 * @property {import("./engines.mjs").Engines} [engines] What this machine can search the kits with.
 * @property {string} [randomSurfaces] The file of tables that numpy made in this command.
 *
 * @typedef {object} Context
 * @property {number} timeoutMs Time the part has.
 * @property {Findings} findings
 *
 * @typedef {import("./schedule.mjs").Step & {
 *   heading: string,
 *   limitSeconds: number,
 *   run: (context: Context) => Promise<PartCounts>,
 * }} Part The limit is at least four times what the part takes beside another on two idle cores.
 */

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
  print("Tests with the real model are skipped: see above.");
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
async function preparePython({ findings }) {
  const python = await ensurePython();
  findings.python = python;
  if ("python" in python) print(`Python: ${fromRoot(python.python)}.`);
  else print(`No Python for the oracles: ${python.skipped}.`);
  return NONE;
}

/**
 * The interpreter, or null where this machine has none; says so.
 * @param {Findings} findings @returns {string | null}
 * @throws {Error} When the environment is broken.
 */
function interpreter({ python }) {
  if (!python) throw new Error("the Python environment is broken, see above");
  if ("python" in python) return python.python;
  print(`Skipped: ${python.skipped}.`);
  return null;
}

/**
 * Tables of random configurations that numpy makes now, from a new seed: the unit tests compare the
 * app's surface with them, beside those that are stored.
 * @type {Part["run"]}
 */
async function makeRandomSurfaces(context) {
  const python = interpreter(context.findings);
  if (!python) return ONE_SKIPPED;
  const seed = Date.now() % 1_000_000_000;
  const file = join(CACHE, "surfaces.json");
  print(`Random configurations from seed ${seed}.`);
  const code = await runShown(context, python, [
    ...["tests/oracle/random_surfaces.py", String(seed), "20", file],
  ]);
  if (code !== 0) return ONE_FAILED;
  context.findings.randomSurfaces = file;
  return NONE;
}

/** @type {Part["run"]} */
async function runUnit(context) {
  const { randomSurfaces } = context.findings;
  const { code, report } = await runVitest(context, {
    name: "unit",
    projects: ["unit"],
    ...(randomSurfaces
      ? { variables: { BITSIEVE_RANDOM_SURFACES: randomSurfaces } }
      : {}),
  });
  return judge(code, readVitestReport(report));
}

/** @type {Part["run"]} */
async function runBrowser(context) {
  const run = await runVitest(context, {
    name: "browser",
    projects: ["browser", "ui"],
  });
  return judgeFolders(run, ["contract", "gpu", "ui"]);
}

/** @type {Part["run"]} */
async function build(context) {
  // A failed build must not leave an old one for the e2e tests to pass on.
  fs.rmSync(join(ROOT, "dist"), { recursive: true, force: true });
  const code = await runShown(context, binary("vite"), ["build"]);
  return code === 0 ? ONE_PASSED : ONE_FAILED;
}

/**
 * One start of Playwright on the built app.
 * @param {Context} context @param {string} project Of `playwright.config.ts`.
 */
async function runPlaywright(context, project) {
  const report = freshReport(project);
  const code = await runShown(
    context,
    binary("playwright"),
    ["test", "--project", project, "--reporter=list,json"],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  );
  return judge(code, readPlaywrightReport(report));
}

/** @type {Part["run"]} */
async function runExports(context) {
  fs.rmSync(EXPORTS, { recursive: true, force: true });
  fs.rmSync(KITS, { recursive: true, force: true });
  context.findings.exportsRan = true;
  return runPlaywright(context, "exports");
}

/** @type {Part["run"]} */
async function runE2e(context) {
  return runPlaywright(context, "app");
}

/** @type {Part["run"]} */
async function installEngines({ findings }) {
  findings.engines = await prepareEngines();
  return NONE;
}

/** @type {Part["run"]} */
async function runEngines(context) {
  const begin = Date.now();
  const { code, report } = await runVitest(context, {
    name: "engines",
    projects: ["engines"],
  });
  const node = judge(code, readVitestReport(report));
  const { engines } = context.findings;
  if (!engines) {
    print("The packages of the other engines are broken, see above.");
    return sumCounts([node, ONE_FAILED]);
  }
  const timeoutMs = context.timeoutMs - (Date.now() - begin);
  return sumCounts([node, await checkPythonEngines(engines, timeoutMs)]);
}

/** @type {Part["run"]} */
async function runOracles({ timeoutMs, findings }) {
  const python = interpreter(findings);
  if (!python) return ONE_SKIPPED;
  const { exportsRan } = findings;
  return checkExports(python, { timeoutMs, exportsRan });
}

/**
 * In the order in which they start where several could: those that others wait for come first.
 * `after` beyond what a part reads: only one at a time may install packages of the system (chromium,
 * python, packages), and the build is to get a lane as soon as the sample is there.
 * @type {readonly Part[]}
 */
export const PARTS = [
  {
    name: "sample",
    heading: "Sample texts",
    limitSeconds: 120,
    heavy: false,
    needs: [],
    run: buildSample,
  },
  {
    name: "chromium",
    heading: "Chromium",
    limitSeconds: 900,
    heavy: false,
    needs: [],
    run: prepareChromium,
  },
  {
    name: "models",
    heading: "Models (npm run models)",
    limitSeconds: 900,
    heavy: false,
    needs: [],
    run: prepareModels,
  },
  {
    name: "python",
    heading: "Python environment",
    limitSeconds: 900,
    heavy: false,
    needs: [],
    after: ["chromium"],
    run: preparePython,
  },
  {
    name: "surfaces",
    heading: "Random surfaces (numpy, a new seed)",
    limitSeconds: 180,
    heavy: false,
    needs: ["python"],
    run: makeRandomSurfaces,
  },
  {
    name: "packages",
    heading: "What the engines need: PostgreSQL, Python packages",
    limitSeconds: 2400,
    heavy: false,
    needs: [],
    after: ["python"],
    run: installEngines,
  },
  {
    name: "build",
    heading: "Build (vite)",
    limitSeconds: 300,
    heavy: true,
    needs: ["sample"],
    run: build,
  },
  {
    name: "exports",
    heading: "Exports (Playwright on the built app)",
    limitSeconds: 900,
    heavy: true,
    needs: ["chromium", "build"],
    run: runExports,
  },
  {
    name: "e2e",
    heading: "End to end (Playwright on the built app)",
    limitSeconds: 3600,
    heavy: true,
    needs: ["chromium", "models", "build"],
    after: ["exports"],
    run: runE2e,
  },
  {
    name: "types",
    heading: "Types (tsc)",
    limitSeconds: 300,
    heavy: true,
    needs: [],
    after: ["sample"],
    run: checkTypes,
  },
  {
    name: "browser",
    heading:
      "In Chromium (vitest): one case table for every backend, the WGSL kernels, the page's parts",
    limitSeconds: 2400,
    heavy: true,
    needs: ["chromium", "sample", "models"],
    run: runBrowser,
  },
  {
    name: "engines",
    heading: "Engines: the exported kits in databases and FAISS",
    limitSeconds: 1200,
    heavy: true,
    needs: ["python", "packages"],
    after: ["exports"],
    run: runEngines,
  },
  {
    name: "unit",
    heading: "Unit tests (vitest, Node)",
    limitSeconds: 1200,
    heavy: true,
    needs: ["sample", "surfaces"],
    run: runUnit,
  },
  {
    name: "lint",
    heading: "Lint (eslint, prettier)",
    limitSeconds: 600,
    heavy: true,
    needs: [],
    after: ["sample"],
    run: checkStyle,
  },
  {
    name: "oracles",
    heading: "Python oracles on the app's exports",
    limitSeconds: 900,
    heavy: true,
    needs: ["python"],
    after: ["exports"],
    run: runOracles,
  },
];
