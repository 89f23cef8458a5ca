/**
 * Embeds WordNet texts in the built app and by the plain transformers.js pipeline, in one run on the
 * same machine:
 *
 *     npm run bench:embedding [-- --texts 2000] [--repeats 3]
 *
 * The pipeline is called with the same texts in their own order: all in one call, as it does with an
 * array, where that fits into memory, and 32 at a time; with the threads that the runtime chooses by
 * itself and with the app's. Needs `npm run models`.
 */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { chromium } from "playwright";
import { build, preview } from "vite";

import { chromiumArgs, findChromium } from "../scripts/chromium.mjs";
import { CACHE, ROOT } from "../scripts/lib/paths.mjs";
import { describeMachine } from "./lib/machine.mjs";

const MODEL = "Xenova/all-MiniLM-L6-v2";
const DTYPES = ["fp32", "q8"];

const { values } = parseArgs({
  options: {
    texts: { type: "string", default: "2000" },
    repeats: { type: "string", default: "3" },
  },
});
const count = Number(values.texts);
const repeats = Number(values.repeats);

/** @param {string | undefined} input @param {string} outDir */
async function serve(input, outDir) {
  const settings = {
    root: ROOT,
    logLevel: "error",
    build: {
      outDir,
      emptyOutDir: true,
      rollupOptions: input ? { input } : {},
    },
    preview: { port: 0, host: "127.0.0.1" },
  };
  await build(settings);
  return preview(settings);
}

/** @param {import("vite").PreviewServer} server */
const addressOf = (server) => server.resolvedUrls.local[0];

const median = (numbers) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const texts = readFileSync(
  join(ROOT, "public/samples/wordnet-10k/documents.jsonl"),
  "utf8",
)
  .split("\n")
  .slice(0, count)
  .map((line) => JSON.parse(line).text);

/** @param {import("playwright").Page} page @param {string} dtype */
async function measureApp(page, dtype) {
  return page.evaluate(
    async ([own, model, precision]) => {
      const options = { model, dtype: precision, device: "wasm" };
      await window.bitsieve.embed(["warm up"], options);
      const { elapsedMs, tokens } = await window.bitsieve.embed(own, options);
      return { elapsedMs, tokens };
    },
    [texts, MODEL, dtype],
  );
}

/** @returns {Promise<number | null>} null where the pipeline fails, as for want of memory. */
async function measurePlain(page, dtype, batch, threads) {
  return page
    .evaluate((options) => window.plainPipeline.embed(options), {
      texts,
      model: MODEL,
      dtype,
      batch,
      threads,
    })
    .catch((error) => {
      console.log(`  ${String(error).split("\n")[0]}`);
      return null;
    });
}

const { executablePath } = await findChromium({ install: false });
const app = await serve(undefined, join(CACHE, "bench/app"));
const plain = await serve(
  join(ROOT, "bench/pipeline/index.html"),
  join(CACHE, "bench/pipeline"),
);
const browser = await chromium.launch({ executablePath, args: chromiumArgs });
const rows = [];
try {
  for (const dtype of DTYPES) {
    const variants = [
      ["app", null],
      ["pipeline, one call", { batch: count, threads: null }],
      ["pipeline, 32 at a time", { batch: 32, threads: null }],
      ["pipeline, 32 at a time, 2 threads", { batch: 32, threads: 2 }],
    ];
    const times = new Map(variants.map(([name]) => [name, []]));
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      for (const [name, options] of variants) {
        const page = await browser.newPage();
        let elapsedMs;
        if (options === null) {
          await page.goto(addressOf(app));
          await page.evaluate(() => window.bitsieve.ready);
          ({ elapsedMs } = await measureApp(page, dtype));
        } else {
          await page.goto(`${addressOf(plain)}bench/pipeline/index.html`);
          await page.waitForFunction(() => "plainPipeline" in window);
          const { batch, threads } = options;
          elapsedMs = await measurePlain(page, dtype, batch, threads);
        }
        await page.close();
        console.log(
          `${dtype}, ${name}: ${elapsedMs === null ? "failed" : `${(elapsedMs / 1000).toFixed(1)} s`}`,
        );
        if (elapsedMs !== null) times.get(name).push(elapsedMs);
      }
    }
    const own = median(times.get("app"));
    for (const [name] of variants) {
      const measured = times.get(name);
      rows.push({
        dtype,
        name,
        textsPerSecond:
          measured.length > 0 ? (count / median(measured)) * 1000 : null,
        timesApp: measured.length > 0 ? median(measured) / own : null,
      });
    }
  }
} finally {
  await browser.close();
  await Promise.all([app.close(), plain.close()]);
}
console.log(`\n${count} WordNet texts, median of ${repeats}:`);
for (const { dtype, name, textsPerSecond, timesApp } of rows)
  console.log(
    `  ${dtype.padEnd(5)} ${name.padEnd(36)} ${textsPerSecond === null ? "failed".padStart(14) : `${textsPerSecond.toFixed(1).padStart(6)} texts/s`}  ${timesApp === null ? "" : `${timesApp.toFixed(2)} x the app's time`}`,
  );
mkdirSync(join(CACHE, "bench"), { recursive: true });
writeFileSync(
  join(CACHE, "bench/embedding.json"),
  JSON.stringify({ machine: describeMachine(), count, repeats, rows }, null, 2),
);
