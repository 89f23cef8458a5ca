/**
 * Measures the built app in headless Chromium, beside numpy on the same machine in the same run:
 *
 *     npm run bench [-- --quick] [--hardware]
 *
 * `--quick`: one repeat instead of five. `--hardware`: WebGPU on the machine's own adapter instead
 * of the software adapter that the tests use. Prints a table and writes .cache/bench/<time>.json.
 * A slow machine fails nothing: limits are printed beside the numbers.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { binary, CACHE, fromRoot } from "../scripts/lib/paths.mjs";
import { runProcess } from "../scripts/lib/processes.mjs";
import { describeAdapter, runOnce, startApp } from "./lib/app.mjs";
import { describeMachine } from "./lib/machine.mjs";
import { summarise, table } from "./lib/numbers.mjs";
import { prepareNumpy } from "./lib/numpy.mjs";
import { visit } from "./lib/pageMetrics.mjs";
import { LIMITS, comparisonRows, encodeRows, pageRows } from "./lib/rows.mjs";

const REPEATS = 5;
const FIT_STAGES = ["moments", "eigenvectors", "rotation"];

/** The notebooks' settings: a fit on all 10,000 documents, 100 of them as queries, 8 pivots. */
const RUN = {
  hash: { method: "itq", bits: 128, iterations: 50, seed: 42 },
  pivots: { count: 8, strategy: "furthest-first", space: "hamming", seed: 42 },
  protocol: "notebook-62",
  queries: { count: 100, seed: 42 },
  k: 10,
  device: "auto",
};

/** @param {any} result A RunResult. @returns {number} */
function fitMs({ timingsMs }) {
  const missing = FIT_STAGES.filter((stage) => !(stage in timingsMs));
  if (missing.length > 0) {
    throw new Error(`timingsMs lacks ${missing.join(", ")}.`);
  }
  return FIT_STAGES.reduce((sum, stage) => sum + timingsMs[stage], 0);
}

/** Builds what is measured. @returns {Promise<void>} */
async function build() {
  const steps = [
    [process.execPath, ["scripts/build-sample.mjs"]],
    [process.execPath, ["scripts/models.mjs", "--index-only"]],
    [binary("vite"), ["build", "--logLevel", "warn"]],
  ];
  for (const [command, parameters] of steps) {
    const { code } = await runProcess(command, parameters);
    if (code !== 0) throw new Error(`${parameters[0]} failed (exit ${code}).`);
  }
}

/**
 * App and numpy in turns, so that whatever else the machine does hits both.
 * @param {import("./lib/app.mjs").App} app
 * @param {Awaited<ReturnType<typeof prepareNumpy>>} numpy @param {number} repeats
 */
async function compareFits(app, numpy, repeats) {
  const runs = [];
  const numpyRuns = [];
  for (let repeat = 1; repeat <= repeats; repeat += 1) {
    console.log(`Fit and surface, repeat ${repeat} of ${repeats}.`);
    runs.push(await runOnce(app, RUN));
    if ("measure" in numpy) numpyRuns.push(await numpy.measure());
  }
  const [{ device }] = runs;
  const fit = { app: summarise(runs.map(fitMs)) };
  const surface = {
    app: summarise(runs.map(({ timingsMs }) => timingsMs.surface)),
  };
  const encode = summarise(runs.map(({ timingsMs }) => timingsMs.encode));
  if (numpyRuns.length === 0) return { device, fit, surface, encode };
  const [{ numpy: version, blas, threshold }] = numpyRuns;
  fit.numpy = summarise(numpyRuns.map((run) => run.fitMs));
  fit.ratio = fit.app.median / fit.numpy.median;
  surface.numpyOneThreshold = summarise(numpyRuns.map((run) => run.filterMs));
  return { device, numpy: { version, blas, threshold }, fit, surface, encode };
}

/** @param {import("./lib/app.mjs").App} app @param {string} device @param {number} repeats */
async function measureEncode(app, device, repeats) {
  // How long the fit takes is not asked here, and a software adapter is slow at it.
  const config = { ...RUN, device, hash: { ...RUN.hash, iterations: 2 } };
  const times = [];
  let used;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const result = await runOnce(app, config);
    used = result.device;
    times.push(result.timingsMs.encode);
  }
  return { device: used, encode: summarise(times) };
}

/** @template T @param {string} what @param {() => Promise<T>} measure @returns {Promise<T | { missing: string }>} */
async function orMissing(what, measure) {
  console.log(`${what}.`);
  try {
    return await measure();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(`${what}: not measured: ${message}`);
    return { missing: message.split("\n")[0] };
  }
}

/** @param {{ repeats: number, hardware: boolean }} options */
async function main({ repeats, hardware }) {
  const machine = await describeMachine();
  await build();
  const numpy = await prepareNumpy();
  if ("skipped" in numpy) console.log(`Without numpy: ${numpy.skipped}.`);
  const app = await startApp({ hardware });
  try {
    const adapter = await describeAdapter(app);
    const comparison = await orMissing("Fit and surface", () =>
      compareFits(app, numpy, repeats),
    );
    const encodes = {
      cpu: await orMissing("Encode on the CPU", () =>
        measureEncode(app, "cpu", repeats),
      ),
      webgpu: adapter
        ? await orMissing("Encode by WebGPU", () =>
            measureEncode(app, "webgpu", repeats),
          )
        : { missing: "Chromium gives no WebGPU adapter here" },
    };
    console.log("Visits.");
    const visits = [];
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      visits.push(await visit(app));
    }

    const browser = app.browserVersion;
    const report = {
      schema: "bitsieve.bench/1",
      machine: { ...machine, browser, adapter },
      limits: LIMITS,
      comparison,
      encodes,
      visits,
    };
    const folder = join(CACHE, "bench");
    mkdirSync(folder, { recursive: true });
    const path = join(
      folder,
      `${machine.measuredAt.replaceAll(":", "-")}.json`,
    );
    writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`);

    console.log(
      `\nBitsieve ${machine.version} at ${machine.commit}, ${browser}, Node ${machine.node},\n` +
        `${machine.runtime}, ${machine.cpu}, ${machine.threads} threads, ${repeats} repeat(s)\n`,
    );
    console.log(
      table([
        ["what", "median", "min", "with"],
        ...comparisonRows(comparison),
        ...encodeRows(encodes, adapter),
        ...pageRows(visits),
      ]),
    );
    console.log(`\nWritten to ${fromRoot(path)}`);
  } finally {
    await app.close();
  }
}

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    hardware: { type: "boolean", default: false },
  },
});
await main({
  repeats: values.quick ? 1 : REPEATS,
  hardware: values.hardware,
});
