/** Every operation on each backend, beside other libraries, in one run. */

import { availableParallelism } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright";
import { preview } from "vite";

import { chromiumArgs, findChromium } from "../../scripts/chromium.mjs";
import { ROOT, binary } from "../../scripts/lib/paths.mjs";
import { runProcess } from "../../scripts/lib/processes.mjs";
import { ensurePython } from "../../scripts/lib/python.mjs";
import { summarise } from "./numbers.mjs";

const SOFTWARE_ADAPTER = /^--use-webgpu-adapter=/;
/** Settings that make BLAS ignore what the machine can do. */
const HOBBLES = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"];
const PRODUCTS = ["9984 x 384 x 128", "1024 x 1024 x 1024"];
const PRODUCT_PEERS = [
  "product",
  "productDirect",
  "onnxruntime-web",
  "tfjs-webgpu",
];

/** What the project asks of itself; printed beside the numbers, never enforced. */
export const OPERATION_LIMITS = {
  onnxRatio: 4,
  tfjsRatio: 1.5,
  fitRatios: { "10000 x 384 -> 128": 1, "10000 x 1024 -> 256": 1.3 },
  faissRatio: 1.2,
};

/** @param {number} threads @returns {Promise<any>} What peers_bench.py prints, or why not. */
async function measurePeers(threads) {
  const found = await ensurePython(join(ROOT, "bench/requirements.txt"));
  if ("skipped" in found) return { missing: found.skipped };
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !HOBBLES.includes(name)),
  );
  const outcome = await runProcess(
    found.python,
    ["bench/peers_bench.py", "--threads", String(threads)],
    { env, output: "keep" },
  );
  if (outcome.code !== 0) return { missing: outcome.stderr.split("\n").at(-2) };
  return JSON.parse(outcome.stdout);
}

/** @param {{ hardware: boolean }} options The bench page, open. */
async function openPage({ hardware }) {
  const built = await runProcess(binary("vite"), [
    ...["build", "--config", "bench/vite.config.ts", "--logLevel", "warn"],
  ]);
  if (built.code !== 0) throw new Error("the bench page does not build");
  const server = await preview({
    configFile: join(ROOT, "bench/vite.config.ts"),
    logLevel: "error",
    preview: { host: "127.0.0.1", port: 0 },
  });
  const [address] = server.resolvedUrls?.local ?? [];
  const { executablePath } = await findChromium({ install: false });
  const browser = await chromium.launch({
    executablePath,
    args: chromiumArgs.filter(
      (argument) => !hardware || !SOFTWARE_ADAPTER.test(argument),
    ),
  });
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  await page.goto(address);
  return {
    page,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/**
 * @param {{ repeats: number, hardware: boolean, only: string | undefined }} options
 * @returns {Promise<any>} Times of every case on each backend, of the products, and of numpy and FAISS.
 */
export async function measureOperations(options) {
  const threads = Math.min(4, availableParallelism());
  const here = await measurePage(options, threads);
  // Only when the browser is gone: its idle threads would take from theirs.
  console.log("  numpy and FAISS.");
  return { threads, ...here, peers: await measurePeers(threads) };
}

/** @param {{ repeats: number, hardware: boolean, only: string | undefined }} options @param {number} threads */
async function measurePage({ repeats, hardware, only }, threads) {
  const isWanted = (/** @type {string} */ name) =>
    only === undefined || name.includes(only);
  const { page, close } = await openPage({ hardware });
  try {
    const about = await page.evaluate(
      (count) => window.bench.open(count),
      threads,
    );
    const measure = async (
      /** @type {string} */ name,
      /** @type {string} */ on,
    ) => {
      console.log(`  ${name}, ${on}.`);
      try {
        const { repeats: times } = await page.evaluate(
          (request) =>
            window.bench.measure(request.name, request.on, request.repeats),
          { name, on, repeats },
        );
        return summarise(times);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return { missing: message.split("\n")[0] };
      }
    };
    const operations = [];
    for (const one of about.cases) {
      if (!isWanted(one.name)) continue;
      operations.push({
        ...one,
        cpu: await measure(one.name, "cpu"),
        webgpu:
          one.cpuOnly || !about.gpu ? null : await measure(one.name, "webgpu"),
      });
    }
    const products = [];
    for (const shape of PRODUCTS) {
      if (!about.gpu || !isWanted(`product ${shape}`)) continue;
      /** @type {Record<string, any>} */
      const by = {};
      for (const peer of PRODUCT_PEERS) by[peer] = await measure(shape, peer);
      products.push({ shape, by });
    }
    return { threads, about, operations, products };
  } finally {
    await close();
  }
}

/** @param {any} time @param {number} amount @param {string} unit @returns {string} */
function rate(time, amount, unit) {
  const perSecond = amount / (time.min / 1000);
  if (unit === "multiply-adds")
    return `${((2 * perSecond) / 1e9).toFixed(1)} GFLOP/s`;
  if (unit === "fits") return "";
  return `${(perSecond / 1e6).toFixed(0)} M ${unit}/s`;
}

/** @param {any} time @param {number} amount @param {string} unit */
function cell(time, amount, unit) {
  if (time === null) return "";
  if ("missing" in time) return `not measured: ${time.missing}`;
  const ms = time.min < 10 ? time.min.toFixed(2) : time.min.toFixed(0);
  return `${ms} ms  ${rate(time, amount, unit)}`.trim();
}

/** @param {any} own @param {any} peer @returns {string} How many times longer the peer takes. */
function faster(own, peer) {
  if (!own || !peer || "missing" in own || "missing" in peer) return "";
  return `${(peer.min / own.min).toFixed(1)} x`;
}

/** @param {any} measured @returns {string[][][]} Two tables: operations, and comparisons. */
export function operationTables({ about, operations, products, peers }) {
  const gpu = about.gpu
    ? `WebGPU: ${about.gpu.label}${about.gpu.isSoftware ? ", SOFTWARE: says nothing of GPUs" : ""}`
    : "no WebGPU adapter";
  const first = [
    ["operation, best time", about.cpu, gpu],
    ...operations.map(
      (/** @type {any} */ { name, unit, amount, cpu, webgpu }) => [
        name,
        cell(cpu, amount, unit),
        cell(webgpu, amount, unit),
      ],
    ),
  ];
  const second = [
    ["compared in the same run", "here", "peer", "ratio", "wanted"],
  ];
  for (const { shape, by } of products) {
    const [m, d, n] = shape.split(" x ").map(Number);
    const own = by[about.gpu.product];
    const row = (/** @type {string} */ peer, /** @type {string} */ wanted) =>
      second.push([
        `WebGPU product ${shape} (${about.gpu.product}) / ${peer}`,
        cell(own, m * d * n, "multiply-adds"),
        cell(by[peer], m * d * n, "multiply-adds"),
        faster(own, by[peer]),
        wanted,
      ]);
    row("onnxruntime-web", `>= ${OPERATION_LIMITS.onnxRatio} x`);
    row("tfjs-webgpu", `>= ${OPERATION_LIMITS.tfjsRatio} x`);
    row(about.gpu.product === "product" ? "productDirect" : "product", "");
  }
  if ("missing" in peers) {
    second.push([
      "numpy and FAISS",
      "",
      `not measured: ${peers.missing}`,
      "",
      "",
    ]);
    return [first, second];
  }
  const find = (/** @type {string} */ start) =>
    operations.find((/** @type {any} */ one) => one.name.startsWith(start))
      ?.cpu;
  const compare = (
    /** @type {string} */ what,
    /** @type {any} */ own,
    /** @type {number | undefined} */ peerMs,
    /** @type {string} */ wanted,
  ) => {
    if (!own || "missing" in own || peerMs === undefined) return;
    second.push([
      what,
      `${own.min.toFixed(0)} ms`,
      `${peerMs.toFixed(0)} ms`,
      (own.min / peerMs).toFixed(2),
      wanted,
    ]);
  };
  for (const [shape, limit] of Object.entries(OPERATION_LIMITS.fitRatios))
    compare(
      `fit ${shape} bits / numpy ${peers.numpy} (${peers.blas})`,
      find(`fit ${shape}`),
      peers.fits[shape],
      `<= ${limit}`,
    );
  for (const shape of PRODUCTS)
    compare(
      `CPU product ${shape} / numpy`,
      find(`product ${shape}`),
      peers.products[shape],
      "",
    );
  if ("missing" in peers.faiss)
    second.push(["FAISS", "", `not measured: ${peers.faiss.missing}`, "", ""]);
  else
    for (const queries of ["1", "100"])
      compare(
        `scan 1000000 x 128 bits, ${queries} queries / FAISS ${peers.faiss.version}`,
        find(`scan 1000000 x 128 bits, ${queries} queries`),
        peers.faiss[queries],
        queries === "100" ? `<= ${OPERATION_LIMITS.faissRatio}` : "",
      );
  return [first, second];
}
