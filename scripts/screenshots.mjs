/**
 * Takes the pictures of docs/screenshots from the built app:
 * desktop (1440 x 900) and phone (390 x 844), light and dark.
 *
 *     npm run build && npm run screenshots [-- FOLDER] [-- --full]
 *
 * --full takes the whole page instead of the first screen.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { preview } from "vite";
import { chromiumArgs, findChromium } from "./chromium.mjs";

const screens = [
  { name: "desktop", width: 1440, height: 900, scale: 1 },
  { name: "phone", width: 390, height: 844, scale: 2 },
];

const wholePage = process.argv.includes("--full");
const folder =
  process.argv.slice(2).find((argument) => !argument.startsWith("--")) ??
  join("docs", "screenshots");

const server = await preview({ preview: { port: 0, host: "127.0.0.1" } });
const address = server.resolvedUrls?.local[0];
if (!address) throw new Error("The preview server has no address.");
const { executablePath } = await findChromium({ install: true });
const browser = await chromium.launch({ executablePath, args: chromiumArgs });
await mkdir(folder, { recursive: true });
for (const { name, width, height, scale } of screens) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await browser.newPage({
      viewport: { width, height },
      deviceScaleFactor: scale,
      colorScheme,
      reducedMotion: "reduce",
    });
    // The hints of a first visit would cover what the picture is about.
    await page.goto(address);
    await page.evaluate(() => window.bitsieve.ready);
    const skip = page.getByRole("button", { name: "No hints" });
    if (await skip.isVisible()) await skip.click();
    await page.getByTestId("tradeoff-chart").locator("svg").first().waitFor();
    await page.waitForTimeout(800);
    const path = join(folder, `${name}-${colorScheme}.png`);
    await page.screenshot({ path, fullPage: wholePage });
    console.log(path);
    await page.close();
  }
}
await browser.close();
await server.close();
