import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { startHub } from "../hub/server.mjs";
import { HUB_MODELS } from "../hub/tinyModels.mjs";
import { makeArticles, writeArticles } from "../hub/wikipedia.mjs";
import { accessibilityFaults } from "./support/accessibility";
import { openEvaluated, openSmall } from "./support/app";
import { expect, test } from "./support/fixtures";

const formats = "tests/fixtures/formats";

async function openDialog(page: Page): Promise<void> {
  await page.getByTestId("data-chip").click();
  await page.getByRole("dialog").waitFor();
}

/** Loads a file of the formats' fixtures through the automation API. */
async function loadFixture(page: Page, name: string, options: object) {
  const bytes = [...(await readFile(join(formats, name)))];
  return page.evaluate(
    async ([file, content, rest]) => {
      try {
        const files = [new File([Uint8Array.from(content)], file)];
        await window.bitsieve.load({ files, normalise: true, ...rest });
        return "opened";
      } catch (error) {
        return (error as Error).message;
      }
    },
    [name, bytes, options] as const,
  );
}

test("every format is read in the page's worker up to the check of its size", async ({
  page,
}) => {
  await openSmall(page);
  // The fixtures have 6 dimensions: what is refused is that, after reading them.
  const tooSmall = /rows of 6 dimensions; the shortest hash/;
  const column = (file: string, name: string) => ({
    columns: { vectors: { file, column: name }, texts: null, titles: null },
  });
  for (const [name, options] of [
    ["f4.npy", {}],
    ["packed.npz", {}],
    ["arrays.safetensors", column("arrays.safetensors", "bf16")],
    ["rows.fvecs", {}],
    ["rows.bvecs", {}],
    ["ann.hdf5", {}],
    ["zstd.parquet", column("zstd.parquet", "fixed")],
    ["records.jsonl", {}],
    ["records.csv", {}],
  ] as const)
    expect(await loadFixture(page, name, options), name).toMatch(tooSmall);
});

test("Wikipedia: cost first, then articles, embedded, evaluated", async ({
  page,
  allowedOrigins,
}) => {
  const folder = await mkdtemp(join(tmpdir(), "bitsieve-e2e-"));
  const datasets = join(folder, "datasets");
  writeArticles(datasets, "ja", makeArticles(300), [200, 100], 50);
  const hub = await startHub({ models: HUB_MODELS, datasets });
  allowedOrigins.add(hub.url).add(hub.cdnUrl);
  try {
    await openEvaluated(page, `/?hub=${encodeURIComponent(hub.url)}`);
    await openDialog(page);
    await page.getByTestId("source-wikipedia").click();
    await page.getByRole("textbox", { name: "Articles" }).fill("120");
    await page.getByRole("button", { name: "Look inside" }).click();
    const inspection = page.getByTestId("inspection");
    await expect(inspection).toContainText("120 documents");
    await expect(inspection).toContainText("Loading will download about");
    await page
      .getByTestId("model-choice")
      .getByLabel("Model", { exact: true })
      .selectOption("Xenova/multilingual-e5-small");
    await page.getByTestId("open-source").click();
    // Too few articles for 128 bits; what was embedded is kept, and used.
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("128 bits need");
    await alert.getByRole("button", { name: "Open with fewer bits" }).click();
    await expect(page.getByTestId("data-chip")).toContainText("wikipedia-ja-");
    await expect(page.getByTestId("recall-big")).toContainText("%");
    // Three row groups of the first file, none of the second.
    const paths = hub.requests.map(({ path }) => path);
    expect(paths.some((path) => path.includes("train-00000"))).toBe(true);
    expect(paths.some((path) => path.includes("train-00001"))).toBe(false);

    // The page takes the query prefix, or the passage's.
    await page.getByRole("button", { name: "Your words" }).click();
    await page.getByTestId("typed-query").fill("東京都");
    await page.getByTestId("typed-query").press("Enter");
    await expect(page.getByTestId("search-exact")).toContainText("Article");
    const first = await page.getByTestId("search-exact").innerText();
    await page.getByRole("button", { name: /as a passage/ }).click();
    await expect
      .poll(() => page.getByTestId("search-exact").innerText())
      .not.toBe(first);
    await expect(page.getByTestId("search-filtered")).toBeVisible();
  } finally {
    await hub.close();
    await rm(folder, { recursive: true });
  }
});

test("an embedding that is stopped is offered again, and resumed or discarded", async ({
  page,
  hub,
}) => {
  await openSmall(page, `/?hub=${encodeURIComponent(hub.url)}`);
  await openDialog(page);
  const lines = Array.from({ length: 6000 }, (_, i) =>
    JSON.stringify({ text: `number ${i} ${"word ".repeat(i % 40)}` }),
  );
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({
      name: "many.jsonl",
      mimeType: "text/plain",
      buffer: Buffer.from(lines.join("\n")),
    });
  await page
    .getByTestId("model-choice")
    .getByLabel("Model", { exact: true })
    .selectOption("Xenova/multilingual-e5-small");
  await page.getByTestId("open-source").click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("status")).toContainText(
    /Embedding… .*texts\/s/,
  );
  await expect(dialog.getByRole("status")).toContainText("tokens/s");
  await page.getByTestId("cancel-load").click();
  // What was open is still there.
  await expect(page.getByTestId("data-chip")).toContainText(
    "synthetic-400x144",
  );
  const panel = page.getByTestId("storage-panel");
  await expect(panel).toContainText(/many.* of 6,000 texts/s);
  await page.keyboard.press("Escape");
  const offer = page.getByTestId("resume-offer");
  await expect(offer).toContainText("of 6,000 texts are embedded");
  expect(await accessibilityFaults(page)).toEqual([]);

  // After a reload the offer is there again.
  await openSmall(page, `/?hub=${encodeURIComponent(hub.url)}`);
  await offer.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByTestId("data-chip")).toContainText("many");
  await openDialog(page);
  await expect(panel).toContainText("complete");
  expect(await accessibilityFaults(page, "dialog")).toEqual([]);
  await panel.getByRole("button", { name: "Delete" }).first().click();
  await panel.getByRole("button", { name: "Delete for good?" }).click();
  await expect(panel).toContainText("Nothing is kept yet");
});
