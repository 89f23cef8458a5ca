import { readFile, writeFile } from "node:fs/promises";
import { exportFiles, openSmall, run } from "./support/app";
import {
  evaluatedTest as test,
  expect,
  test as pageTest,
} from "./support/fixtures";

test("every k', every first pivots and every limit are read off one run", async ({
  page,
}) => {
  const asked = { limits: [50, 700], k: 4, pivots: 3 };
  const report = await page.evaluate(async (request) => {
    await window.bitsieve.run({});
    return window.bitsieve.report(request);
  }, asked);
  const direct = await run(page, {
    k: 4,
    pivots: { count: 3 },
    limits: [50, 700],
    thresholds: [10, 20],
  });
  for (const row of direct.rows)
    expect(
      report.curve.find(({ threshold }) => threshold === row.threshold),
    ).toEqual(row);
});

test("the diagnostics answer their questions on the sample", async ({
  page,
}) => {
  const { pairs, bits, pivots } = await page.evaluate(() =>
    window.bitsieve.diagnostics({ threshold: 20 }),
  );
  expect(pairs.pairs).toBe(124_750);
  // all-MiniLM-L6-v2 on its own corpus: −0.6897 published, −0.0225 by mistake.
  // Here −0.6438; the least and the most of three seeds of the rotation are 0.004 apart.
  expect(pairs.spearman).toBeCloseTo(-0.6438, 2);
  expect(bits.balance).toHaveLength(128);
  expect(pivots?.histograms).toHaveLength(8);
  await page.getByRole("tab", { name: "Diagnostics" }).click();
  for (const name of [
    "losses",
    "forecast",
    "density",
    "distances",
    "statistics",
    "pivot-distances",
    "bit-balance",
    "bit-correlation",
  ])
    await expect(
      page.getByTestId(`figure-${name}`).locator("svg.plot"),
    ).toBeVisible();
  await expect(page.getByTestId("figure-density")).toContainText(
    `Spearman −${Math.abs(pairs.spearman).toFixed(4)}`,
  );
  await expect(page.getByTestId("figure-density")).toContainText("−0.6897");
});

test("a census of every document, then intervals and seeds of a sample", async ({
  page,
}) => {
  const census = await run(page, {
    protocol: "notebook-62",
    queries: { census: true },
  });
  expect(census.queryIds).toHaveLength(10_000);
  expect(census.config.queries).toMatchObject({ count: 10_000, census: true });
  for (const row of census.rows) {
    expect(row.filterRecallLow).toBe(row.filterRecallHigh);
    for (const at of row.recall) expect(at.low).toBe(at.high);
  }
  await page.getByRole("tab", { name: "Certainty" }).click();
  await expect(page.getByTestId("precision")).toContainText("Census");
  const sample = await run(page, { protocol: "notebook-62" });
  const whole = census.rows[2].recall[0];
  const own = sample.rows[2].recall[0];
  // The seed of the queries may be an unlucky one of twenty, not one far off.
  expect(Math.abs(own.expected - whole.expected)).toBeLessThan(
    own.high - own.low,
  );
  await page.getByRole("combobox", { name: "Seeds" }).selectOption("5");
  await page.getByRole("button", { name: "Run the seeds" }).click();
  await expect(page.getByTestId("seed-strips")).toBeVisible();
});

test("a notebook's preset on the sample, beside the published figures", async ({
  page,
}) => {
  await page.getByRole("tab", { name: "Notebooks" }).click();
  const preset = page.getByRole("region", { name: "Notebook 67" });
  await preset.getByRole("button", { name: "On the bundled sample" }).click();
  await expect
    .poll(() => page.evaluate(() => window.bitsieve.runs()[0].result.config))
    .toMatchObject({
      protocol: "notebook-67",
      structure: { space: "cosine" },
      thresholds: [0.1, 0.15, 0.2, 0.25, 0.3],
    });
  await expect(page.getByTestId("conditions")).toContainText("Corpus");
  const table = page.getByTestId("published");
  await expect(table).toContainText("candidates, t = 0.2");
  await expect(table).toContainText("8818");
  await expect(table).toContainText("-0.6111");
  await page
    .getByRole("combobox", { name: "Compare with" })
    .selectOption("notebook-66");
  await expect(table).toContainText("corrected: −0.6897");
});

pageTest(
  "runs are kept over a reload and go through a file",
  async ({ page }, info) => {
    await openSmall(page);
    await run(page, { pivots: { seed: 7 } });
    await run(page, { protocol: "notebook-62" });
    const files = () =>
      page.evaluate(async () => {
        const root = await navigator.storage.getDirectory();
        const folder = await root.getDirectoryHandle("runs", { create: true });
        let count = 0;
        // A file that is being written is there, and empty.
        for await (const [name, handle] of folder.entries())
          if (name.endsWith(".json") && handle instanceof FileSystemFileHandle)
            count += Number((await handle.getFile()).size > 0);
        return count;
      });
    await expect.poll(files).toBe(3);
    await page.reload();
    await page.evaluate(() => window.bitsieve.ready);
    await page.getByRole("tab", { name: "Runs" }).click();
    const rows = page.getByTestId("run-row");
    await expect(rows).toHaveCount(3);
    for (let i = 0; i < 3; i++) await rows.nth(i).getByRole("checkbox").check();
    const compare = page.getByTestId("compare");
    await expect(compare.locator("svg.plot")).toBeVisible();

    const download = page.waitForEvent("download");
    await rows.nth(0).getByRole("button", { name: "Export" }).click();
    const path = info.outputPath("run.json");
    await (await download).saveAs(path);
    await page.getByTestId("import-run").setInputFiles(path);
    await expect(rows).toHaveCount(4);
  },
);

pageTest(
  "a link reopens the same view; a damaged one is told and the sample shown",
  async ({ page, context }) => {
    await openSmall(page);
    await page.evaluate(() =>
      window.bitsieve.load({ synthetic: { n: 2000, dim: 64, seed: 3 } }),
    );
    const made = await run(page, { hash: { bits: 32 }, pivots: { count: 4 } });
    await page.getByRole("tab", { name: "Runs" }).click();
    await page
      .getByRole("button", { name: "Copy a link to this view" })
      .click();
    await expect.poll(() => page.url()).toContain("#view=1.");
    const other = await context.newPage();
    await other.goto(page.url());
    await other.evaluate(() => window.bitsieve.ready);
    const [opened] = await other.evaluate(() => window.bitsieve.runs());
    expect(opened.result.dataset).toEqual(made.dataset);
    expect(opened.result.rows).toEqual(made.rows);
    await expect(other.getByTestId("finding")).toHaveText(
      await page.getByTestId("finding").innerText(),
    );
    await other.goto("about:blank");
    await other.goto(page.url().slice(0, -20));
    await other.evaluate(() => window.bitsieve.ready);
    await expect(other.getByRole("alert")).toContainText("cannot be read");
    await expect(other.getByTestId("data-chip")).toContainText("wordnet-10k");
  },
);

test("the report stands alone, and values per query add up to the table", async ({
  page,
}, info) => {
  const result = await run(page, {});
  const [html] = await exportFiles(page, "report-html");
  const text = new TextDecoder().decode(html.bytes);
  expect(text).not.toMatch(/<script|<link|src=|url\(http/);
  const [markdown] = await exportFiles(page, "report-md");
  expect(new TextDecoder().decode(markdown.bytes)).toContain("## Results");
  const path = info.outputPath(html.name);
  await writeFile(path, html.bytes);
  const opened = await page.context().newPage();
  const asked: string[] = [];
  opened.on("request", (request) => asked.push(request.url()));
  await opened.setContent(await readFile(path, "utf8"));
  await expect(opened.locator("h1")).toContainText("wordnet-10k");
  expect(await opened.locator("svg.plot").count()).toBeGreaterThanOrEqual(9);
  expect(asked).toEqual([]);

  const [csv] = await exportFiles(page, "per-query-csv");
  const [head, ...lines] = new TextDecoder()
    .decode(csv.bytes)
    .trim()
    .split("\r\n");
  expect(head.split(",")).toHaveLength(10);
  const values = lines.map((line) => line.split(","));
  const row = result.rows[2];
  const own = values.filter(
    ([, , threshold, limit]) =>
      threshold === String(row.threshold) && limit === "500",
  );
  expect(own).toHaveLength(100);
  const sum = own.reduce((total, cells) => total + Number(cells[6]), 0);
  expect(sum / 100).toBeCloseTo(
    row.recall.find(({ limit }) => limit === 500)?.expected ?? NaN,
    12,
  );
});
