import { chromium } from "@playwright/test";
import { preview } from "vite";
import { chromiumArgs, findChromium } from "/work/main/scripts/chromium.mjs";
const server = await preview({ root: "/work/main", preview: { port: 0, host: "127.0.0.1" } });
const address = server.resolvedUrls.local[0];
const { executablePath } = await findChromium({ install: true });
const browser = await chromium.launch({ executablePath, args: chromiumArgs });
const [, , tabs = "diagnostics,certainty,pivots,queries", width = "1440", scheme = "light"] = process.argv;
const page = await browser.newPage({ viewport: { width: Number(width), height: 900 }, colorScheme: scheme, reducedMotion: "reduce" });
page.on("console", (m) => { if (m.type() === "error") console.log("console:", m.text()); });
page.on("pageerror", (e) => console.log("pageerror:", e.message));
await page.goto(address);
await page.evaluate(() => window.bitsieve.ready);
const skip = page.getByRole("button", { name: "No hints" });
if (await skip.isVisible()) await skip.click();
for (const tab of tabs.split(",")) {
  await page.locator(`#tab-${tab}`).click();
  await page.waitForTimeout(3500);
  if (tab === "certainty") { await page.getByRole("button", { name: "Run the seeds" }).click(); await page.getByTestId("seed-strips").waitFor({ timeout: 60000 }); }
  await page.locator("section.tabs").screenshot({ path: `/tmp/shot-${tab}-${width}-${scheme}.png` });
  console.log(tab, await page.evaluate(() => document.documentElement.scrollWidth));
}
if (process.argv[5] === "report") { const f = await page.evaluate(async () => (await window.bitsieve.export("report-html")).concat(await window.bitsieve.export("report-md"), await window.bitsieve.export("run-json"), await window.bitsieve.export("per-query-csv"), await window.bitsieve.export("surface-npz")).map((x) => [x.name, x.name.endsWith("npz") ? String(x.bytes.length) : new TextDecoder().decode(x.bytes)])); const fs = await import("node:fs"); for (const [n, t] of f) { fs.writeFileSync("/tmp/out-" + n, t); console.log(n, t.length); } const p2 = await browser.newPage({ viewport: { width: 900, height: 1200 }, colorScheme: scheme }); await p2.goto("file:///tmp/out-" + f[0][0]); await p2.screenshot({ path: "/tmp/shot-report.png", fullPage: true }); }
if (process.argv[5] === "census") {
  const r = await page.evaluate(async () => { const t = performance.now(); const r = await window.bitsieve.run({ protocol: "notebook-62", queries: { census: true } }); return { ms: performance.now() - t, row: r.rows[2], timings: r.timingsMs }; });
  console.log(JSON.stringify(r));
}
await browser.close(); await server.close();
