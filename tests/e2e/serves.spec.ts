import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { expect, test } from "./support/fixtures";

/** What a first visit may load before it draws, gzipped. */
const INITIAL_SCRIPT_LIMIT_BYTES = 134_000;

/** Addresses of the scripts that index.html itself asks for, preloads included. */
function initialScripts(html: string): string[] {
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  return tags.flatMap((tag) => {
    const source = tag.startsWith("<script")
      ? /\bsrc="([^"]+)"/.exec(tag)
      : tag.includes('rel="modulepreload"')
        ? /\bhref="([^"]+)"/.exec(tag)
        : null;
    return source ? [source[1]] : [];
  });
}

test("the page is served cross-origin isolated", async ({ page }) => {
  const response = await page.goto("/");
  expect(response?.status()).toBe(200);
  const headers = response?.headers();
  expect(headers?.["cross-origin-opener-policy"]).toBe("same-origin");
  expect(headers?.["cross-origin-embedder-policy"]).toBe("require-corp");
  expect(await page.evaluate(() => self.crossOriginIsolated)).toBe(true);
});

test("a missing file is a 404, not the page", async ({ request }) => {
  for (const path of ["/no-such-file.js", "/samples/no-such/vectors.npy"]) {
    expect((await request.get(path)).status(), path).toBe(404);
  }
});

test("the initial scripts are few, and under 134 KB gzipped", async ({
  request,
}) => {
  const scripts = initialScripts(await (await request.get("/")).text());
  expect(scripts.length).toBeGreaterThan(0);
  // What all parts share comes in one file: a dozen small ones paint later.
  expect(scripts.length).toBeLessThanOrEqual(3);
  let sizeBytes = 0;
  for (const address of scripts) {
    const response = await request.get(address);
    expect(response.status(), address).toBe(200);
    sizeBytes += gzipSync(await response.body()).length;
  }
  expect(sizeBytes).toBeLessThan(INITIAL_SCRIPT_LIMIT_BYTES);
});

const ASSETS = join(import.meta.dirname, "../../dist/assets");
const WORKERS =
  /["'`]\.\/((?:entry|exportWorker|bitHelper|itqHelper)-[^"'`]+\.js)["'`]/g;

test("nothing imports a worker's own script: WebKit would run it twice", () => {
  const scripts = readdirSync(ASSETS).filter((name) => name.endsWith(".js"));
  const started = new Set<string>();
  for (const name of scripts) {
    const text = readFileSync(join(ASSETS, name), "utf8");
    // `new Worker(new URL("entry-….js", …))` names it without "./".
    const [script] = /(?:entry|exportWorker)-[\w-]+\.js/.exec(text) ?? [];
    if (script) started.add(script);
    expect([...text.matchAll(WORKERS)].map((match) => match[1])).toEqual([]);
  }
  expect(started.size).toBeGreaterThan(0);
});

test("an answer of “not modified” is isolated as well", async ({ request }) => {
  const first = await request.get("/");
  const { etag } = first.headers();
  expect(etag).toBeTruthy();
  const again = await request.get("/", { headers: { "If-None-Match": etag } });
  expect(again.status()).toBe(304);
  expect(again.headers()["cross-origin-embedder-policy"]).toBe("require-corp");
  expect(again.headers()["cross-origin-opener-policy"]).toBe("same-origin");
});
