import {
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { asyncBufferFromFile, parquetMetadataAsync } from "hyparquet";
import type { PartialConfig } from "../../src/model/run/configuration";
import { openSmall, run } from "./support/app";
import {
  evaluatedTest as test,
  expect,
  test as pageTest,
} from "./support/fixtures";

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
  const download = page.waitForEvent("download");
  await page
    .getByTestId(`kit-${kind}`)
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
  readonly config: PartialConfig;
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

/**
 * Everything as the automation API gives it. The files come as one download,
 * their names and sizes first: tens of megabytes are slow through the protocol.
 */
async function exportAll(page: Page, threshold: number) {
  const arrives = page.waitForEvent("download");
  const listed = await page.evaluate(async (t) => {
    const files = await window.bitsieve.export("zip", {
      threshold: t,
      limit: 100,
      embeddings: false,
    });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(
      new Blob(files.map(({ bytes }) => new Uint8Array(bytes))),
    );
    link.download = "all";
    link.click();
    return files.map(({ name, bytes }) => ({ name, size: bytes.length }));
  }, threshold);
  const whole = readFileSync(await (await arrives).path());
  let at = 0;
  return listed.map(({ name, size }) => {
    at += size;
    return { name, bytes: whole.subarray(at - size, at) };
  });
}

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
    await run(page, config);
    const files = await exportAll(page, threshold);
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
  await run(page, { hash: hash(128), queries });
  const dialog = await openTakeHome(page);
  const card = dialog.getByTestId("kit-duckdb");
  await expect(card).toContainText(/about \d+(\.\d+)?\sMiB/);
  await card.getByText("How to load it").click();
  await expect(card.locator("pre")).toContainText("duckdb/schema.sql");
  const { name, path } = await save(page, "zip");
  expect(name).toBe("wordnet-10k-128bits-8pivots.zip");
  await expect(page.getByTestId("kit-status")).toContainText(
    /written to disk, at most .* in memory/,
  );
  const members = unzipSync(readFileSync(path));
  keepKit("bits-128", Object.entries(members));
  // The panel's size is a formula: it must be near what was written.
  const said = /about (\d+(?:\.\d+)?)\sMiB/.exec(
    (await dialog.getByTestId("kit-zip").textContent()) ?? "",
  );
  const mebibytes = statSync(path).size / 2 ** 20;
  expect(Number(said?.[1]) / mebibytes).toBeGreaterThan(0.8);
  expect(Number(said?.[1]) / mebibytes).toBeLessThan(1.25);
});

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
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${where} ${id}: ${nodes[0]?.html}`),
      ).toEqual([]);
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
