/** The built app in headless Chromium: the same page that a visitor gets, fresh each time. */

import { chromium } from "playwright";
import { preview } from "vite";

import { chromiumArgs, findChromium } from "../../scripts/chromium.mjs";
import { ROOT } from "../../scripts/lib/paths.mjs";

const READY_TIMEOUT_MS = 60_000;
/** The initial arguments name a software adapter; without it Chromium takes the machine's own. */
const SOFTWARE_ADAPTER = /^--use-webgpu-adapter=/;

/**
 * @typedef {object} App
 * @property {string} browserVersion
 * @property {() => Promise<{ page: import("playwright").Page, close: () => Promise<void> }>} open
 *   A page in a profile of its own, not yet navigated.
 * @property {string} address
 * @property {() => Promise<void>} close Ends the browser and the server.
 */

/** @param {{ hardware: boolean }} options `hardware`: let Chromium use the machine's GPU. @returns {Promise<App>} */
export async function startApp({ hardware }) {
  const { executablePath } = await findChromium({ install: false });
  const server = await preview({
    root: ROOT,
    logLevel: "error",
    preview: { host: "127.0.0.1" },
  });
  const [address] = server.resolvedUrls?.local ?? [];
  const isWanted = (argument) => !hardware || !SOFTWARE_ADAPTER.test(argument);
  const browser = await chromium.launch({
    executablePath,
    args: [
      ...chromiumArgs.filter(isWanted),
      // Memory is measured at once, not at the next garbage collection.
      "--enable-blink-features=ForceEagerMeasureMemory",
    ],
  });
  return {
    address,
    browserVersion: `Chromium ${browser.version()}`,
    async open() {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
      });
      return { page: await context.newPage(), close: () => context.close() };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/**
 * Opens a fresh page, loads the sample and runs once.
 * @param {App} app @param {object} config A part of RunConfig.
 * @returns {Promise<object>} The RunResult.
 */
export async function runOnce(app, config) {
  const { page, close } = await app.open();
  try {
    page.setDefaultTimeout(READY_TIMEOUT_MS);
    await page.goto(app.address);
    await page.waitForFunction(() => "bitsieve" in window);
    return await page.evaluate(async (wanted) => {
      // The page's own first run: cold, as a visitor has it. Where `wanted` asks
      // for the same, its times are those of that run.
      await window.bitsieve.ready;
      return window.bitsieve.run(wanted);
    }, config);
  } finally {
    await close();
  }
}

/** @param {App} app @returns {Promise<{ name: string, isSoftware: boolean } | null>} The WebGPU adapter, null without one. */
export async function describeAdapter(app) {
  const { page, close } = await app.open();
  try {
    await page.goto(app.address);
    return await page.evaluate(async () => {
      const adapter = await navigator.gpu?.requestAdapter();
      if (!adapter) return null;
      const { vendor, architecture, device, description, isFallbackAdapter } =
        adapter.info;
      const words = [vendor, architecture, device, description].filter(Boolean);
      const name = [...new Set(words)].join(" ");
      const isSoftware =
        Boolean(isFallbackAdapter) ||
        /swiftshader|llvmpipe|lavapipe|software|basic render/i.test(name);
      return { name, isSoftware };
    });
  } finally {
    await close();
  }
}
