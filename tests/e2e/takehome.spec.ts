import {
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { asyncBufferFromFile, parquetMetadataAsync } from "hyparquet";
import type { DeepPartial, RunConfig } from "../../src/worker/runConfig";
import { exportFiles, openEvaluated, run } from "./support/app";
import { expect, test } from "./support/fixtures";

/** Where the tests of the engines find what the built app exported. */
const KITS = join(import.meta.dirname, "../../.cache/kits");

/** Opens Take it home from the Export menu. */
async function openTakeHome(page: Page) {
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: /Take it home/ }).click();
  return page.getByRole("dialog", { name: "Take it home" });
}

/** Saves one target as a visitor does; returns where the browser put it. */
async function save(page: Page, kind: string) {
  const download = page.waitForEvent("download", { timeout: 120_000 });
  await page
    .getByTestId(`take-${kind}`)
    .getByRole("button", { name: /^Save/ })
    .click();
  const file = await download;
  return { name: file.suggestedFilename(), path: await file.path() };
}

const queries = { count: 50 };
const hash = (bits: number) => ({ bits, iterations: 10 });

/** One data set under every width and every kind of filter; by the automation API. */
const cases: readonly {
  readonly name: string;
  readonly threshold: number;
  readonly config: DeepPartial<RunConfig>;
}[] = [
  { name: "bits-64", threshold: 9, config: { hash: hash(64), queries } },
  {
    name: "bits-96",
    threshold: 12,
    // Queries that are documents: each is left out of its own answer.
    config: { hash: hash(96), queries, protocol: "notebook-62" },
  },
  { name: "bits-256", threshold: 26, config: { hash: hash(256), queries } },
  {
    name: "bits-45-cosine",
    threshold: 0.2,
    config: { hash: hash(45), queries, protocol: "notebook-67" },
  },
  {
    name: "bits-128-squares",
    threshold: 28,
    config: {
      hash: hash(128),
      queries,
      pivots: { statistic: "sum-of-squares" },
    },
  },
];

/** Leaves the files of a kit where the engines look for it. */
function keepKit(name: string, files: Iterable<[string, Uint8Array]>) {
  const folder = join(KITS, name);
  rmSync(folder, { recursive: true, force: true });
  for (const [path, bytes] of files) {
    const at = join(folder, path);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, bytes);
  }
}

for (const { name, threshold, config } of cases)
  test(`everything, by script: ${name}`, async ({ page }) => {
    await openEvaluated(page);
    await run(page, config);
    const files = await exportFiles(page, "zip", {
      threshold,
      limit: 100,
      embeddings: false,
    });
    const paths = files.map((file) => file.name);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths).toContain("duckdb/query.sql");
    keepKit(
      name,
      files.map((file) => [file.name, file.bytes]),
    );
  });

test("everything, by hand: the panel says what, how large and how, and saves it", async ({
  page,
}) => {
  await openEvaluated(page);
  await run(page, { hash: hash(128), queries });
  const dialog = await openTakeHome(page);
  const card = dialog.getByTestId("take-duckdb");
  await expect(card).toContainText(/about \d+(\.\d+)? MiB/);
  await card.getByText("How to load it").click();
  await expect(card.locator("pre")).toContainText("duckdb/schema.sql");
  const { name, path } = await save(page, "zip");
  expect(name).toBe("wordnet-10k-128bits-8pivots-zip.zip");
  await expect(page.getByTestId("take-status")).toContainText(
    /written to disk, at most .* in memory/,
  );
  const members = unzipSync(readFileSync(path));
  keepKit("bits-128", Object.entries(members));
  // The panel's size is a formula: it must be near what was written.
  const said = /about (\d+(?:\.\d+)?) MiB/.exec(
    (await dialog.getByTestId("take-zip").textContent()) ?? "",
  );
  const mebibytes = statSync(path).size / 2 ** 20;
  expect(Number(said?.[1]) / mebibytes).toBeGreaterThan(0.8);
  expect(Number(said?.[1]) / mebibytes).toBeLessThan(1.25);
});

test("100,000 x 384 with vectors streams to the disk; a cancel leaves nothing", async ({
  page,
}) => {
  test.setTimeout(300_000);
  await openEvaluated(page);
  await page.evaluate(async () => {
    const { bitsieve } = window;
    await bitsieve.load({ synthetic: { n: 100_000, dim: 384, clusters: 500 } });
    await bitsieve.run({ hash: { iterations: 3, trainRows: 20_000 } });
  });
  const memory = () =>
    page.evaluate(async () => {
      // Not in the DOM types yet; the page is isolated, so it may measure itself.
      const { measureUserAgentSpecificMemory } = performance as unknown as {
        measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }>;
      };
      const measured = await measureUserAgentSpecificMemory?.call(performance);
      return measured?.bytes ?? NaN;
    });
  const vectorsBytes = 100_000 * 384 * 4;
  const before = await memory();
  expect(before).toBeGreaterThan(vectorsBytes);
  const dialog = await openTakeHome(page);
  const download = page.waitForEvent("download", { timeout: 240_000 });
  await dialog.getByRole("button", { name: "Save Parquet" }).click();
  const status = page.getByTestId("take-status");
  await expect(status).toContainText(/of 99,900 documents .* left/);
  const during = await memory();
  const file = await download;
  const path = await file.path();
  expect(statSync(path).size).toBeGreaterThan(vectorsBytes);
  expect(await status.textContent()).toMatch(/at most \d+(\.\d+)? MiB of it/);
  // A batch, its rows as lists, its encoded columns: far from a second copy.
  expect(during - before).toBeLessThan(vectorsBytes);
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
});
