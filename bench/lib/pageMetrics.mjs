/** What a visitor feels: first paint, first curve, the slider, memory and what is loaded first. */

import { gzipSync } from "node:zlib";

import { quantile } from "./numbers.mjs";

/** The first line that the trade-off chart draws. */
const CURVE = ".recharts-line-curve, .recharts-curve, [data-curve]";
const SLIDER = "Threshold t";
const SLIDER_MOVES = 30;
const TIMEOUT_MS = 60_000;

/** @param {import("playwright").Page} page @returns {Promise<number>} First contentful paint, ms after navigation. */
async function firstPaint(page) {
  const handle = await page.waitForFunction(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    undefined,
    { timeout: TIMEOUT_MS },
  );
  return handle.jsonValue();
}

/** @param {import("playwright").Page} page @returns {Promise<number>} ms from navigation to the first curve. */
async function firstCurve(page) {
  const handle = await page.waitForFunction(
    (selector) => (document.querySelector(selector) ? performance.now() : 0),
    CURVE,
    { polling: "raf", timeout: TIMEOUT_MS },
  );
  return handle.jsonValue();
}

/**
 * Moves the slider and waits for two frames: the first is asked for after the input, the second
 * after the first was drawn. `idle` is the same wait without an input, which is the floor.
 * @param {import("playwright").Page} page @returns {Promise<{ moves: number[], idle: number[] }>} Milliseconds.
 */
async function sliderResponse(page) {
  const slider = page.getByRole("slider", { name: SLIDER }).first();
  await slider.waitFor({ timeout: TIMEOUT_MS });
  return slider.evaluate(async (element, moves) => {
    if (!(element instanceof HTMLInputElement)) {
      throw new Error("the threshold slider is no <input type=range>");
    }
    const descriptor = Object.getOwnPropertyDescriptor(
      HTMLInputElement.prototype,
      "value",
    );
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const [min, max, step] = [element.min, element.max, element.step].map(
      Number,
    );
    const steps = Math.max(1, Math.round((max - min) / (step || 1)));
    const measure = async (/** @type {number | null} */ value) => {
      await frame();
      const start = performance.now();
      if (value !== null) {
        // Past React's own setter, which would take the event for no change.
        descriptor?.set?.call(element, String(value));
        element.dispatchEvent(new Event("input", { bubbles: true }));
      }
      await frame();
      await frame();
      return performance.now() - start;
    };
    const result = { moves: [], idle: [] };
    for (let move = 0; move < moves; move += 1) {
      result.idle.push(await measure(null));
      // A stride coprime to most counts visits the whole range.
      const at = (move * 7 + 3) % (steps + 1);
      result.moves.push(await measure(min + at * (step || 1)));
    }
    return result;
  }, SLIDER_MOVES);
}

/** @param {import("playwright").Page} page @returns {Promise<{ heapBytes: number, totalBytes: number | null }>} `totalBytes`: workers and WebAssembly too. */
async function memory(page) {
  const session = await page.context().newCDPSession(page);
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const totalBytes = await page.evaluate(async () => {
    if (!self.crossOriginIsolated) return null;
    if (!performance.measureUserAgentSpecificMemory) return null;
    return (await performance.measureUserAgentSpecificMemory()).bytes;
  });
  return { heapBytes: usedSize, totalBytes };
}

/** @param {import("playwright").Page} page @returns {Promise<number>} Scripts that index.html asks for, gzipped. */
async function initialScriptBytes(page) {
  const addresses = await page.evaluate(async () => {
    const html = await (await fetch(location.href)).text();
    const tree = new DOMParser().parseFromString(html, "text/html");
    const links = tree.querySelectorAll("script[src], link[rel=modulepreload]");
    return [...links].map((link) => {
      const path = link.getAttribute("src") ?? link.getAttribute("href");
      return new URL(path ?? "", location.href).href;
    });
  });
  let sizeBytes = 0;
  for (const address of addresses) {
    const response = await fetch(address);
    sizeBytes += gzipSync(Buffer.from(await response.arrayBuffer())).length;
  }
  return sizeBytes;
}

/** @template T @param {() => Promise<T>} measure @returns {Promise<T | { missing: string }>} */
async function orMissing(measure) {
  try {
    return await measure();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { missing: message.split("\n")[0] };
  }
}

/**
 * One fresh visit. What the page does not have yet is `{ missing: reason }`.
 * @param {import("./app.mjs").App} app
 */
export async function visit(app) {
  const { page, close } = await app.open();
  try {
    await page.goto(app.address);
    const firstPaintMs = await orMissing(() => firstPaint(page));
    const firstCurveMs = await orMissing(() => firstCurve(page));
    const slider = await orMissing(() => sliderResponse(page));
    return {
      firstPaintMs,
      firstCurveMs,
      slider:
        "missing" in slider
          ? slider
          : {
              medianMs: quantile(slider.moves, 0.5),
              p95Ms: quantile(slider.moves, 0.95),
              idleMedianMs: quantile(slider.idle, 0.5),
            },
      memory: await orMissing(() => memory(page)),
      initialScriptBytes: await orMissing(() => initialScriptBytes(page)),
    };
  } finally {
    await close();
  }
}
