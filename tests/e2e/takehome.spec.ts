import { readFileSync, statSync } from "node:fs";
import type { Page } from "@playwright/test";
import { asyncBufferFromFile, parquetMetadataAsync } from "hyparquet";
import { accessibilityFaults } from "./support/accessibility";
import { openSmall, run } from "./support/app";
import {
  evaluatedTest as test,
  expect,
  test as pageTest,
} from "./support/fixtures";
import { openTakeHome } from "./support/takeHome";

/** Resident memory of the browser's renderers, and the most of it since now. */
async function watchRenderers(page: Page) {
  const session = await page.context().browser()?.newBrowserCDPSession();
  if (!session) throw new Error("no browser");
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  const residentBytes = () =>
    renderers.reduce((sum, { id }) => {
      const status = readFileSync(`/proc/${id}/status`, "utf8");
      return sum + 1024 * Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
    }, 0);
  let peak = residentBytes();
  const timer = setInterval(() => {
    peak = Math.max(peak, residentBytes());
  }, 50);
  return {
    residentBytes,
    peakBytes() {
      clearInterval(timer);
      return peak;
    },
  };
}

for (const [width, scheme] of [
  [1440, "light"],
  [390, "dark"],
] as const)
  test(`the panels are accessible and fit at ${width} px, ${scheme}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    const check = async (where: string) => {
      expect(await accessibilityFaults(page), where).toEqual([]);
      const overflow = await page.evaluate(
        () =>
          document.querySelector("dialog[open]")?.scrollWidth ??
          document.documentElement.scrollWidth,
      );
      expect(overflow).toBeLessThanOrEqual(width);
    };
    const dialog = await openTakeHome(page);
    await dialog.getByText("How to load it").first().click();
    await dialog
      .getByLabel(/^A vector of/)
      .fill("ffff0000ffff0000ffff0000ffff0000");
    await dialog.getByRole("button", { name: "Compare" }).click();
    await expect(dialog.getByTestId("parity-report")).toContainText(
      "The first difference: hash.",
    );
    await check("Take it home");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: "Save safetensors" }).click(),
    ]);
    const path = await download.path();
    await page.keyboard.press("Escape");
    await page.getByTestId("data-chip").click();
    await page.getByLabel("Choose parameter files").setInputFiles({
      name: "parameters.safetensors",
      mimeType: "application/octet-stream",
      buffer: readFileSync(path),
    });
    await expect(page.getByTestId("confirm-import")).toBeVisible();
    await check("Import");
  });

pageTest(
  "100,000 x 384 with vectors streams to the disk; a cancel leaves nothing",
  async ({ page }) => {
    pageTest.setTimeout(1_800_000);
    const idle = (await watchRenderers(page)).peakBytes();
    await openSmall(page);
    await page.evaluate(async () => {
      const { bitsieve } = window;
      await bitsieve.load({
        synthetic: { n: 100_000, dim: 384, clusters: 500 },
      });
      await bitsieve.run({ hash: { iterations: 3, trainRows: 20_000 } });
    });
    const vectorsBytes = 100_000 * 384 * 4;
    const memory = await watchRenderers(page);
    // Without the page that other tests share.
    const before = memory.residentBytes() - idle;
    expect(before).toBeGreaterThan(vectorsBytes);
    const dialog = await openTakeHome(page);
    const download = page.waitForEvent("download");
    await dialog.getByRole("button", { name: "Save Parquet" }).click();
    const status = page.getByTestId("kit-status");
    await expect(status).toContainText(/of 99,900 documents .* left/);
    const file = await download;
    const grownBytes = memory.peakBytes() - idle - before;
    const path = await file.path();
    expect(statSync(path).size).toBeGreaterThan(vectorsBytes);
    expect(await status.textContent()).toMatch(
      /at most [1-9](\.\d+)?\sMiB of it/,
    );
    console.log(
      `renderer ${(before / 1e6).toFixed(0)} MB before, at most ${(grownBytes / 1e6).toFixed(0)} MB more while writing`,
    );
    // Garbage that was not collected yet counts here too. The page holds about seven
    // times the vectors; a second copy of what it holds would be as much again.
    expect(grownBytes).toBeLessThan(3 * vectorsBytes);
    const rows = await parquetMetadataAsync(await asyncBufferFromFile(path));
    expect(Number(rows.num_rows)).toBe(99_900);

    const kept = () =>
      page.evaluate(async () => {
        const root = await navigator.storage.getDirectory();
        const folder = await root.getDirectoryHandle("exports");
        const names = [];
        for await (const key of folder.keys()) names.push(key);
        return names.length;
      });
    const held = await kept();
    await dialog.getByRole("button", { name: "Save PostgreSQL alone" }).click();
    await expect(status).toContainText(/documents .* left/);
    await status.getByRole("button", { name: "Cancel" }).click();
    await expect(status).toContainText("Stopped");
    await expect.poll(kept).toBe(held);
    // The page goes on.
    expect((await run(page, { hash: { iterations: 3 } })).corpusSize).toBe(
      99_900,
    );
  },
);
