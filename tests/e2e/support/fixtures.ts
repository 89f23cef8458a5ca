import { existsSync } from "node:fs";
import { type Hub, startHub } from "../../hub/server.mjs";
import { HUB_MODELS, makeTinyModels } from "../../hub/tinyModels.mjs";
import {
  test as base,
  expect,
  type BrowserContext,
  type Page,
} from "@playwright/test";
import { openEvaluated } from "./app";
import { previewOrigin, previewPort } from "./preview";

export { expect };

const DESKTOP = { width: 1440, height: 900 };

export interface GuardOptions {
  /** Console errors that a test provokes on purpose; each pattern must be met. */
  expectedErrors: RegExp[];
}

export interface HubFixtures {
  /** A hub of its own for the test, with small models; the page may ask it. */
  hub: Hub;
  /** Origins that the page may ask: its own, and a hub where a test starts one. */
  allowedOrigins: Set<string>;
}

/** What a page did that it must never do, in the order in which it happened. */
interface Offence {
  readonly kind: "console error" | "page error" | "foreign request";
  readonly text: string;
}

/** Collects the offences of every page and worker of `context` in `offences`. */
function watch(
  context: BrowserContext,
  allowed: ReadonlySet<string>,
  offences: Offence[] = [],
): Offence[] {
  context.on("console", (message) => {
    if (message.type() !== "error") return;
    const text = `${message.text()} (${message.location().url})`;
    offences.push({ kind: "console error", text });
  });
  context.on("weberror", (webError) => {
    const error = webError.error();
    offences.push({ kind: "page error", text: error.stack ?? error.message });
  });
  const noteAddress = (address: string) => {
    const url = new URL(address);
    // data: and blob: URLs never leave the browser; a blob's origin is its page's.
    const isLocal = url.protocol === "data:" || allowed.has(url.origin);
    if (!isLocal) offences.push({ kind: "foreign request", text: url.href });
  };
  context.on("request", (request) => {
    noteAddress(request.url());
  });
  context.on("page", (page) => {
    page.on("websocket", (socket) => {
      noteAddress(socket.url());
    });
  });
  return offences;
}

/** Fails where a page did what it must not, or did not do what a test provokes. */
function judge(
  offences: readonly Offence[],
  expectedErrors: readonly RegExp[],
): void {
  const met = new Set<RegExp>();
  const unexpected = offences.filter(({ kind, text }) => {
    const pattern = expectedErrors.find((candidate) => candidate.test(text));
    if (kind === "foreign request" || !pattern) return true;
    met.add(pattern);
    return false;
  });
  const listed = unexpected.map(({ kind, text }) => `${kind}: ${text}`);
  expect(listed, "What the page did that it must not").toEqual([]);
  const missing = expectedErrors.filter((pattern) => !met.has(pattern));
  expect(missing.map(String), "Expected errors that did not come").toEqual([]);
}

/** One page with the evaluated sample, for all the tests of a worker that take it. */
interface SharedPage {
  readonly page: Page;
  /** The slider's value as a first visit finds it. */
  readonly threshold: string;
  /** Offences since they were last taken. */
  removeOffences(): readonly Offence[];
}

/**
 * Playwright's `test`, which also fails a test whose page logs an error, throws one, or asks any
 * address but the preview server's for anything: nothing of the visitor's data may leave the page.
 */
export const test = base.extend<
  GuardOptions & HubFixtures & { guard: undefined },
  { sharedPage: SharedPage }
>({
  expectedErrors: [[], { option: true }],
  allowedOrigins: async ({ baseURL }, use) => {
    if (!baseURL) throw new Error("playwright.config.ts sets no baseURL.");
    await use(new Set([new URL(baseURL).origin]));
  },
  hub: async ({ allowedOrigins }, use) => {
    if (!existsSync(HUB_MODELS)) makeTinyModels();
    const hub = await startHub({ models: HUB_MODELS });
    allowedOrigins.add(hub.url).add(hub.cdnUrl);
    await use(hub);
    await hub.close();
  },
  guard: [
    async ({ context, expectedErrors, allowedOrigins }, use) => {
      const offences = watch(context, allowedOrigins);
      await use(undefined);
      judge(offences, expectedErrors);
    },
    { auto: true },
  ],
  sharedPage: [
    async ({ browser }, use) => {
      const origin = previewOrigin(await previewPort());
      const context = await browser.newContext({
        baseURL: origin,
        viewport: DESKTOP,
      });
      const offences: Offence[] = [];
      watch(context, new Set([origin]), offences);
      const page = await context.newPage();
      await openEvaluated(page);
      await use({
        page,
        threshold: await page.getByRole("slider").inputValue(),
        removeOffences: () => offences.splice(0),
      });
      await context.close();
    },
    { scope: "worker" },
  ],
});

/** Shows the default run at its first threshold, limit, k and tab, without a dialog, on a desktop. */
async function putBack({ page, threshold }: SharedPage): Promise<void> {
  await page.setViewportSize(DESKTOP);
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  const dialog = page.locator("dialog[open]");
  while ((await dialog.count()) > 0) await page.keyboard.press("Escape");
  await page.evaluate(async () => {
    await window.bitsieve.clearParameters();
    await window.bitsieve.run();
  });
  await page.getByRole("slider").fill(threshold);
  await page.getByRole("spinbutton", { name: "Limit L" }).fill("500");
  await page.getByRole("spinbutton", { name: "Neighbours k" }).fill("10");
  await page.getByRole("tab").first().click();
}

/**
 * `test` for what only reads the evaluated sample: all of them share one page, which loads and fits
 * once. Each finds it with the default run shown; what another one opened, moved or ran is put back.
 * A test that opens other data, imports, reloads or leaves something in the browser takes `test`.
 */
export const evaluatedTest = test.extend({
  guard: async ({ sharedPage, expectedErrors }, use) => {
    await putBack(sharedPage);
    await use(undefined);
    judge(sharedPage.removeOffences(), expectedErrors);
  },
  page: async ({ sharedPage }, use) => {
    await use(sharedPage.page);
  },
  context: async ({ sharedPage }, use) => {
    await use(sharedPage.page.context());
  },
});
