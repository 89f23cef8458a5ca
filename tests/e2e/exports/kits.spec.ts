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
import type { PartialConfig } from "../../../src/model/run/configuration";
import { run } from "../support/app";
import { evaluatedTest as test, expect } from "../support/fixtures";
import { openTakeHome } from "../support/takeHome";

/** Where the engines find what the built app exported: `engines` of the test command reads it. */
const KITS = join(import.meta.dirname, "../../../.cache/kits");

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
