import { existsSync } from "node:fs";
import { type Hub, startHub } from "../../hub/server.mjs";
import { HUB_MODELS, makeTinyModels } from "../../hub/tinyModels.mjs";
import { test as base, expect, type BrowserContext } from "@playwright/test";

export { expect };

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

/** Collects the offences of every page and worker of `context`. */
function watch(
  context: BrowserContext,
  allowed: ReadonlySet<string>,
): Offence[] {
  const offences: Offence[] = [];
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

/**
 * Playwright's `test`, which also fails a test whose page logs an error, throws one, or asks any
 * address but the preview server's for anything: nothing of the visitor's data may leave the page.
 */
export const test = base.extend<
  GuardOptions & HubFixtures & { guard: undefined }
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

      const met = new Set<RegExp>();
      const unexpected = offences.filter(({ kind, text }) => {
        const pattern = expectedErrors.find((candidate) =>
          candidate.test(text),
        );
        if (kind === "foreign request" || !pattern) return true;
        met.add(pattern);
        return false;
      });
      const listed = unexpected.map(({ kind, text }) => `${kind}: ${text}`);
      expect(listed, "What the page did that it must not").toEqual([]);
      const missing = expectedErrors.filter((pattern) => !met.has(pattern));
      expect(missing.map(String), "Expected errors that did not come").toEqual(
        [],
      );
    },
    { auto: true },
  ],
});
