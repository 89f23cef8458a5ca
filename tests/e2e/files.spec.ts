import type { Page } from "@playwright/test";
import { writeNpy } from "../../src/data/npy";
import { float32ToHalf } from "../../src/numeric/half";
import { NumpyGenerator } from "../../src/numeric/random/pcg64";
import { openEvaluated } from "./support/app";
import { expect, test } from "./support/fixtures";

const ROWS = 300;
const DIM = 160;

/** Unit rows about a common mean, (300, 160). */
function unitRows(scale = 1): Float32Array {
  const normals = new NumpyGenerator(4).standardNormals(ROWS * DIM);
  const data = new Float32Array(ROWS * DIM);
  for (let row = 0; row < ROWS; row++) {
    const own = normals
      .subarray(row * DIM, (row + 1) * DIM)
      .map((value, j) => value / (1 + j / 8) + 0.2);
    const norm = Math.hypot(...own);
    for (let j = 0; j < DIM; j++) data[row * DIM + j] = (own[j] / norm) * scale;
  }
  return data;
}

function npy(data: Float32Array, shape = [ROWS, DIM]): Buffer {
  return Buffer.from(writeNpy({ dtype: "f4", shape, data }));
}

/** The same values with another header: column by column. */
function fortran(data: Float32Array): Buffer {
  const columns = new Float32Array(data.length);
  for (let row = 0; row < ROWS; row++)
    for (let j = 0; j < DIM; j++) columns[j * ROWS + row] = data[row * DIM + j];
  const bytes = npy(columns);
  const header = bytes
    .subarray(0, 128)
    .toString("latin1")
    .replace("'fortran_order': False", "'fortran_order': True ");
  bytes.write(header, 0, "latin1");
  return bytes;
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

const texts = Array.from({ length: ROWS }, (_, i) => `text number ${i}`);

const accepted: [string, Buffer, string, string][] = [
  ["f32.npy", npy(unitRows()), "t.txt", texts.join("\n")],
  [
    "f64.npy",
    Buffer.from(
      writeNpy({
        dtype: "f8",
        shape: [ROWS, DIM],
        data: Float64Array.from(unitRows()),
      }),
    ),
    "t.jsonl",
    texts.map((text) => JSON.stringify({ text })).join("\n"),
  ],
  [
    "f16.npy",
    Buffer.from(
      writeNpy({
        dtype: "f2",
        shape: [ROWS, DIM],
        data: float32ToHalf(unitRows()),
      }),
    ),
    "t.csv",
    ["id,text", ...texts.map((text, i) => `${i},"${text}, quoted"`)].join("\n"),
  ],
  ["fortran.npy", fortran(unitRows()), "t.txt", texts.join("\n")],
];

for (const [name, vectors, textName, content] of accepted) {
  test(`${name} with ${textName} opens and is evaluated`, async ({ page }) => {
    await openEvaluated(page);
    await open(page, [
      file(name, vectors),
      file(textName, Buffer.from(content)),
    ]);
    await expect(page.getByTestId("data-chip")).toContainText(
      name.replace(".npy", ""),
    );
    await expect(page.getByTestId("data-chip")).toContainText("300");
    await expect(page.getByTestId("recall-big")).toContainText("%");
    await expect(page.getByText("text number").first()).toBeVisible();
  });
}

function withValue(row: number, value: number): Float32Array {
  const data = unitRows();
  data[row * DIM + 5] = value;
  return data;
}

function withZeroRow(): Float32Array {
  const data = unitRows();
  data.fill(0, 7 * DIM, 8 * DIM);
  return data;
}

/** The first columns of the rows, normalised again, (300, count). */
function firstDimensions(count: number): Float32Array {
  const rows = unitRows();
  const data = new Float32Array(ROWS * count);
  for (let row = 0; row < ROWS; row++) {
    const own = rows.subarray(row * DIM, row * DIM + count);
    const norm = Math.hypot(...own);
    for (let j = 0; j < count; j++) data[row * count + j] = own[j] / norm;
  }
  return data;
}

const refused: [string, { name: string; buffer: Buffer }[], RegExp][] = [
  [
    "what is no npy",
    [{ name: "a.npy", buffer: Buffer.from("hello, this is text") }],
    /not .*npy/i,
  ],
  [
    "a vector instead of a matrix",
    [{ name: "a.npy", buffer: npy(unitRows(), [ROWS * DIM]) }],
    /need two axes/,
  ],
  ["NaN", [{ name: "a.npy", buffer: npy(withValue(11, NaN)) }], /row 11/],
  [
    "infinity",
    [{ name: "a.npy", buffer: npy(withValue(12, Infinity)) }],
    /row 12/,
  ],
  ["a zero row", [{ name: "a.npy", buffer: npy(withZeroRow()) }], /zero/],
  [
    "no rows",
    [{ name: "a.npy", buffer: npy(new Float32Array(0), [0, DIM]) }],
    /0 rows/,
  ],
  [
    "a cut file",
    [{ name: "a.npy", buffer: npy(unitRows()).subarray(0, 5000) }],
    /ends after/,
  ],
  [
    "too few rows for any hash",
    [{ name: "a.npy", buffer: npy(unitRows().slice(0, 10 * DIM), [10, DIM]) }],
    /10 rows/,
  ],
  [
    "fewer rows than bits",
    [{ name: "a.npy", buffer: npy(unitRows().slice(0, 90 * DIM), [90, DIM]) }],
    /90 rows .*128 bits need at least 128/,
  ],
  [
    "fewer dimensions than bits",
    [{ name: "a.npy", buffer: npy(firstDimensions(64), [ROWS, 64]) }],
    /64 dimensions; 128 bits need at least 128/,
  ],
  [
    "texts of another count",
    [
      { name: "a.npy", buffer: npy(unitRows()) },
      { name: "a.txt", buffer: Buffer.from("only one\n") },
    ],
    /1 text.*300/,
  ],
];

for (const [what, files, message] of refused) {
  test(`${what} is refused with the reason, and the data set stays`, async ({
    page,
  }) => {
    await openEvaluated(page);
    const before = await page.getByTestId("recall-big").innerText();
    await open(
      page,
      files.map(({ name, buffer }) => file(name, buffer)),
    );
    await expect(
      page.getByRole("dialog").getByText(message).first(),
    ).toBeVisible();
    await expect(page.getByTestId("data-chip")).toContainText("wordnet-10k");
    await expect(page.getByTestId("recall-big")).toHaveText(before);
    const rows = await page.evaluate(
      async () => (await window.bitsieve.run()).dataset.n,
    );
    expect(rows).toBe(10_000);
  });
}

test("vectors that are not normalised can be normalised and opened", async ({
  page,
}) => {
  await openEvaluated(page);
  await open(page, [file("long.npy", npy(unitRows(3)))]);
  await page.getByRole("button", { name: "Normalise and open" }).click();
  await expect(page.getByTestId("data-chip")).toContainText("long");
  await expect(page.getByTestId("recall-big")).toContainText("%");
});

test("vectors too short for the bits can be opened with fewer", async ({
  page,
}) => {
  await openEvaluated(page);
  await open(page, [file("short.npy", npy(firstDimensions(64), [ROWS, 64]))]);
  await page.getByRole("button", { name: "Open with fewer bits" }).click();
  await expect(page.getByTestId("data-chip")).toContainText("short");
  await expect(page.getByTestId("recall-big")).toContainText("%");
  await expect(page.getByRole("spinbutton", { name: "Bits" })).toHaveValue(
    "64",
  );
});
