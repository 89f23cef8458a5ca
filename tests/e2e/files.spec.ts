import type { Page } from "@playwright/test";
import { writeNpy } from "../../src/data/npy";
import { NumpyGenerator } from "../../src/numeric/random/pcg64";
import { openEvaluated } from "./support/app";
import { evaluatedTest, expect, test } from "./support/fixtures";

const ROWS = 300;
const DIM = 160;

/** Unit rows about a common mean, (300, 160). */
function unitRows(): Float32Array {
  const normals = new NumpyGenerator(4).standardNormals(ROWS * DIM);
  const data = new Float32Array(ROWS * DIM);
  for (let row = 0; row < ROWS; row++) {
    const own = normals
      .subarray(row * DIM, (row + 1) * DIM)
      .map((value, j) => value / (1 + j / 8) + 0.2);
    const norm = Math.hypot(...own);
    for (let j = 0; j < DIM; j++) data[row * DIM + j] = own[j] / norm;
  }
  return data;
}

function npy(data: Float32Array): Buffer {
  return Buffer.from(writeNpy({ dtype: "f4", shape: [ROWS, DIM], data }));
}

const file = (name: string, buffer: Buffer) => ({
  name,
  mimeType: "application/octet-stream",
  buffer,
});

/** Opens files through the data panel of the page. */
async function open(
  page: Page,
  files: { name: string; mimeType: string; buffer: Buffer }[],
): Promise<void> {
  if (!(await page.getByRole("dialog").isVisible()))
    await page.getByTestId("data-chip").click();
  await page
    .getByRole("dialog")
    .locator('input[type="file"]')
    .first()
    .setInputFiles(files);
}

test("vectors with texts open and are evaluated", async ({ page }) => {
  const texts = Array.from({ length: ROWS }, (_, i) => `text number ${i}`);
  await openEvaluated(page);
  await open(page, [
    file("mine.npy", npy(unitRows())),
    file("t.txt", Buffer.from(texts.join("\n"))),
  ]);
  await expect(page.getByTestId("data-chip")).toContainText("mine");
  await expect(page.getByTestId("data-chip")).toContainText("300");
  await expect(page.getByTestId("recall-big")).toContainText("%");
  await expect(page.getByText("text number").first()).toBeVisible();
});

evaluatedTest(
  "NaN is refused with the reason, and the data set stays",
  async ({ page }) => {
    const data = unitRows();
    data[11 * DIM + 5] = NaN;
    const before = await page.getByTestId("recall-big").innerText();
    await open(page, [file("a.npy", npy(data))]);
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText(/row 11/).first()).toBeVisible();
    await expect(page.getByTestId("data-chip")).toContainText("wordnet-10k");
    await expect(page.getByTestId("recall-big")).toHaveText(before);
    const rows = await page.evaluate(
      async () => (await window.bitsieve.run()).dataset.n,
    );
    expect(rows).toBe(10_000);
  },
);
