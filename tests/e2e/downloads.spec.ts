import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { exportFiles, jsonObject, run } from "./support/app";
import { evaluatedTest as test, expect } from "./support/fixtures";

/** Bytes and name of the file that `act` makes the page save. */
async function saved(
  page: Page,
  act: () => Promise<void>,
): Promise<{ name: string; bytes: Buffer }> {
  const download = page.waitForEvent("download");
  await act();
  const file = await download;
  return {
    name: file.suggestedFilename(),
    bytes: await readFile(await file.path()),
  };
}

test("the export menu saves every file that it names", async ({ page }) => {
  const choose = async (item: string) => {
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("menuitem", { name: item }).click();
  };
  const npz = await saved(page, async () => {
    await choose("Take it home…");
    await page
      .getByTestId("kit-npz")
      .getByRole("button", { name: "Save numpy .npz" })
      .click();
  });
  await page.keyboard.press("Escape");
  expect(npz.name).toBe("wordnet-10k-128bits-8pivots.npz");
  expect(Object.keys(unzipSync(npz.bytes))).toEqual(
    expect.arrayContaining(["mean.npy", "pivots.npy", "metadata.json"]),
  );
  const metadata = await saved(page, () => choose("metadata.json"));
  expect(jsonObject(metadata.bytes).schema).toBe("bitsieve.parameters/1");
  const csv = await saved(page, () => choose("Results as CSV"));
  expect(csv.bytes.toString()).toMatch(/^threshold,limit,reduction/);
  const json = await saved(page, () => choose("Results as JSON"));
  expect(jsonObject(json.bytes).schema).toBe("bitsieve.run/1");
});

for (const tab of [null, "Fit"] as const) {
  test(`the charts of ${tab ?? "the trade-off"} save as SVG and PNG`, async ({
    page,
  }) => {
    if (tab) await page.getByRole("tab", { name: tab }).click();
    const scope = tab ? page.getByRole("tabpanel") : page;
    await scope.locator("[data-drawing] svg").first().waitFor();
    const charts = scope.getByRole("button", { name: /as SVG/ });
    await expect(charts.first()).toBeEnabled();
    const count = await charts.count();
    expect(count).toBeGreaterThan(0);
    for (let chart = 0; chart < count; chart++) {
      const svg = await saved(page, () => charts.nth(chart).click());
      const text = svg.bytes.toString();
      expect(svg.name).toMatch(/\.svg$/);
      expect(text).toContain('xmlns="http://www.w3.org/2000/svg"');
      expect(text).toContain("<path");
      const png = await saved(page, () =>
        scope
          .getByRole("button", { name: /as PNG/ })
          .nth(chart)
          .click(),
      );
      expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
      // Width in the IHDR chunk: drawn at twice the size on the page.
      expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(400);
    }
  });
}

test("single files, metadata and results come out as named", async ({
  page,
}) => {
  const result = await run(page);
  const arrays = await exportFiles(page, "npy");
  expect(arrays.map((file) => file.name)).toEqual(
    expect.arrayContaining([
      "mean.npy",
      "pca.npy",
      "rotation.npy",
      "pivots.npy",
      "hashes.npy",
      "packed_hashes.npy",
      "pivot_distances.npy",
      "queries.npy",
    ]),
  );
  const [metadata] = await exportFiles(page, "metadata");
  expect(metadata.name).toBe("metadata.json");
  const [json] = await exportFiles(page, "results-json");
  expect(JSON.parse(json.bytes.toString())).toEqual(result);
  const [csv] = await exportFiles(page, "results-csv");
  const lines = csv.bytes.toString().trim().split(/\r?\n/);
  expect(lines).toHaveLength(
    1 + result.rows.length * result.config.limits.length,
  );
});
