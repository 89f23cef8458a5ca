import { copyFile, mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { exportFiles, openEvaluated, openSmall, run } from "./support/app";
import { evaluatedTest, expect, test } from "./support/fixtures";
import { openTakeHome } from "./support/takeHome";

/** What leaves the page comes back, and what another program made is compared. */

async function saved(page: Page, kind: string): Promise<string> {
  const dialog = await openTakeHome(page);
  const download = page.waitForEvent("download");
  await dialog
    .getByTestId(`kit-${kind}`)
    .getByRole("button", { name: /^Save/ })
    .click();
  const path = await (await download).path();
  await page.keyboard.press("Escape");
  return path;
}

/** Chooses a file under its own name in the import part of the data panel. */
async function chooseParameters(page: Page, name: string, path: string) {
  await page.getByTestId("data-chip").click();
  const dialog = page.getByRole("dialog", { name: "Data" });
  const named = join(await mkdtemp(join(tmpdir(), "bitsieve-")), name);
  await copyFile(path, named);
  await dialog.getByLabel("Choose parameter files").setInputFiles(named);
  return dialog;
}

const settings = {
  hash: { bits: 96, iterations: 12, seed: 3 },
  pivots: { count: 5, seed: 11 },
  queries: { count: 60, seed: 8 },
  protocol: "notebook-62",
  k: 7,
  thresholds: [9, 14],
  limits: [80, 300],
} as const;

for (const [kind, name, open] of [
  ["parquet", "documents.parquet", openEvaluated],
  ["safetensors", "parameters.safetensors", openSmall],
  ["zip", "everything.zip", openSmall],
] as const)
  test(`export as ${kind}, reload, import: the same table to the last digit`, async ({
    page,
  }) => {
    await open(page);
    const before = await run(page, settings);
    const path = await saved(page, kind);
    await page.reload();
    await page.evaluate(() => window.bitsieve.ready);
    const dialog = await chooseParameters(page, name, path);
    const confirm = dialog.getByTestId("confirm-import");
    await expect(confirm).toContainText("Found: ");
    await expect(confirm).toContainText("96 bits");
    await expect(confirm).toContainText("compared by Hamming distance");
    await expect(confirm.getByRole("list")).toHaveCount(0);
    await confirm.getByRole("button", { name: "Use these and run" }).click();
    await dialog.getByRole("button", { name: "See the result" }).click();
    await expect(page.locator(".statusLine")).not.toHaveAttribute("data-busy");
    const after = await page.evaluate(() => {
      const [record] = window.bitsieve.runs();
      return record.result;
    });
    expect(after.fit.imported).toBe(true);
    const { pivots, ...others } = settings;
    expect(after.config).toMatchObject({
      ...others,
      limits: expect.arrayContaining([80, 300]),
      structure: { count: pivots.count, strategy: "imported" },
    });
    const rows = (result: typeof after) =>
      result.rows.map((row) => ({
        ...row,
        recall: row.recall.filter(({ limit }) => [80, 300].includes(limit)),
      }));
    expect(rows(after)).toEqual(rows(before));
  });

evaluatedTest(
  "what was exported can be imported and gives the same codes and table",
  async ({ page }) => {
    const trained = await run(page, { protocol: "notebook-62" });
    const before = await exportFiles(page, "npz");
    const report = await page.evaluate(async () => {
      const files = await window.bitsieve.export("npy");
      const wanted = ["mean.npy", "pca.npy", "rotation.npy", "pivots.npy"];
      return window.bitsieve.importParameters(
        files
          .filter((file) => wanted.includes(file.name))
          .map((file) => new File([new Uint8Array(file.bytes)], file.name)),
      );
    });
    expect([...report.used].sort()).toEqual([
      "mean",
      "pca",
      "pivots",
      "rotation",
    ]);
    const imported = await run(page, {
      protocol: "notebook-62",
      // Would give another rotation and other pivots if it were trained again.
      hash: { seed: 1 },
      pivots: { seed: 1 },
    });
    expect(imported.fit.imported).toBe(true);
    expect(imported.rows).toEqual(trained.rows);
    const after = await exportFiles(page, "npz");
    const codes = (npz: Buffer) => unzipSync(npz)["packed_hashes.npy"];
    expect(codes(after[0].bytes)).toEqual(codes(before[0].bytes));
  },
);

evaluatedTest(
  "the parity check names a flipped bit and an unnormalised input",
  async ({ page }) => {
    const query = await page.evaluate(async () => {
      const [file] = await window.bitsieve.export("golden");
      const golden = JSON.parse(new TextDecoder().decode(file.bytes)) as {
        queries: { id: number; kind: string; input: number[]; code: string }[];
      };
      return golden.queries[0];
    });
    const dialog = await openTakeHome(page);
    const report = dialog.getByTestId("parity-report");
    const paste = async (value: unknown) => {
      await dialog.getByLabel(/^A vector of/).fill(JSON.stringify(value));
      await dialog.getByRole("button", { name: "Compare" }).click();
    };
    const { id, kind } = query;
    await paste(query);
    await expect(report).toContainText("No difference.");
    const last = Number.parseInt(query.code.slice(-1), 16);
    const code = query.code.slice(0, -1) + (last ^ 1).toString(16);
    await paste({ id, kind, code });
    await expect(report).toContainText("The first difference: hash.");
    await expect(report).toContainText("Bit 127 of 128 differs");
    await expect(report).toContainText("a flipped bit");
    await paste({ id, kind, input: query.input.map((x) => 4 * x) });
    await expect(report).toContainText("The first difference: vector.");
    await expect(report).toContainText("not normalised: its length is 4.000");
    await paste("no numbers");
    await expect(dialog.getByRole("alert")).toBeVisible();
  },
);

test("the parity check names a missing prefix", async ({ page }) => {
  const index = await readFile("public/models/index.json", "utf8").catch(
    () => "",
  );
  test.skip(!index.includes("all-MiniLM-L6-v2"), "the model was not brought");
  await openSmall(page);
  const lines = await readFile(
    "public/samples/wordnet-10k/documents.jsonl",
    "utf8",
  );
  const reports = await page.evaluate(
    async ([content]) => {
      const { bitsieve } = window;
      const model = "Xenova/all-MiniLM-L6-v2";
      const prefix = "passage: ";
      await bitsieve.load({
        files: [new File([content], "few.jsonl")],
        model,
        embedding: { device: "wasm", prefix },
      });
      await bitsieve.run({
        hash: { bits: 32, iterations: 5 },
        queries: { count: 20 },
        protocol: "notebook-62",
      });
      const first = JSON.parse(content.split("\n")[0]) as { text: string };
      const embed = (given: string) =>
        bitsieve.embed([first.text], { model, device: "wasm", prefix: given });
      const subject = { kind: "document", id: 0 } as const;
      const check = async (given: string) => {
        const { vectors } = await embed(given);
        return bitsieve.parity({
          subject,
          vector: Array.from(vectors),
          threshold: null,
        });
      };
      return {
        right: await check(prefix),
        bare: await check(""),
        other: await check("query: "),
      };
    },
    [lines.split("\n").slice(0, 80).join("\n")],
  );
  expect(reports.right.firstDifference).toBeNull();
  expect(reports.bare.firstDifference).toBe("vector");
  expect(reports.bare.stages[0].finding).toBe(
    "It is the vector of the same text without its prefix “passage: ”.",
  );
  expect(reports.other.stages[0].finding).toBe(
    "It is the vector of the same text with the prefix “query: ”.",
  );
});
