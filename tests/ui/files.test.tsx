import { describe, expect, test } from "vitest";
import { page } from "vitest/browser";
import { en as words } from "../../src/words/en/en";
import { writeNpy } from "../../src/data/npy";
import { float32ToHalf } from "../../src/numeric/half";
import { fileOf } from "../unit/worker/support";
import {
  makeRows,
  npyBytes,
  opened,
  other,
  textsOf,
} from "./support/documents";
import { openApp } from "./support/openApp";

const { rows: ROWS, dim: DIM } = other;
const texts = textsOf(other);
const chip = () => page.getByTestId("data-chip");

/** Opens files through the data panel of the page. */
async function open(files: File[]): Promise<void> {
  await chip().click();
  await page
    .getByRole("dialog")
    .getByLabelText(words.data.choose)
    .upload(files);
}

/** The same values with another header: column by column. */
function fortran(data: Float32Array): Uint8Array {
  const columns = new Float32Array(data.length);
  for (let row = 0; row < ROWS; row++)
    for (let j = 0; j < DIM; j++) columns[j * ROWS + row] = data[row * DIM + j];
  const bytes = npyBytes(columns);
  // A byte a character, whatever it stands for.
  const header = new TextDecoder("latin1").decode(bytes.subarray(0, 128));
  const at = header.indexOf("False");
  expect(header.slice(0, at)).toContain("'fortran_order': ");
  bytes.set(new TextEncoder().encode("True "), at);
  return bytes;
}

const double = () =>
  writeNpy({
    dtype: "f8",
    shape: [ROWS, DIM],
    data: Float64Array.from(makeRows(other)),
  });
const half = () =>
  writeNpy({
    dtype: "f2",
    shape: [ROWS, DIM],
    data: float32ToHalf(makeRows(other)),
  });

describe("files are opened and evaluated", () => {
  test.each([
    ["f32.npy", () => npyBytes(makeRows(other)), "t.txt", texts.join("\n")],
    [
      "f64.npy",
      double,
      "t.jsonl",
      texts.map((text) => JSON.stringify({ text })).join("\n"),
    ],
    [
      "f16.npy",
      half,
      "t.csv",
      ["id,text", ...texts.map((text, i) => `${i},"${text}, quoted"`)].join(
        "\n",
      ),
    ],
    ["fortran.npy", () => fortran(makeRows(other)), "t.txt", texts.join("\n")],
  ])("%s", async (name, vectors, textName, content) => {
    await openApp();
    await open([fileOf(name, vectors()), fileOf(textName, content)]);
    await expect.element(chip()).toHaveTextContent(name.replace(".npy", ""));
    await expect.element(chip()).toHaveTextContent(String(ROWS));
    await expect.element(page.getByTestId("recall-big")).toHaveTextContent("%");
    await expect.element(page.getByText(/^text number/).first()).toBeVisible();
  });
});

function withValue(row: number, value: number): Float32Array {
  const data = makeRows(other);
  data[row * DIM + 5] = value;
  return data;
}

function withZeroRow(): Float32Array {
  return makeRows(other).fill(0, 7 * DIM, 8 * DIM);
}

/** The first columns of the rows, normalised again, (300, count). */
function firstDimensions(count: number): Float32Array {
  const rows = makeRows(other);
  const data = new Float32Array(ROWS * count);
  for (let row = 0; row < ROWS; row++) {
    const values = rows.subarray(row * DIM, row * DIM + count);
    const norm = Math.hypot(...values);
    for (let j = 0; j < count; j++) data[row * count + j] = values[j] / norm;
  }
  return data;
}

const firstRows = (count: number) =>
  npyBytes(makeRows(other).slice(0, count * DIM), [count, DIM]);
const vectors = (content: Uint8Array | string) => [fileOf("a.npy", content)];

describe("what cannot be used is refused with the reason, and the data set stays", () => {
  test.each<readonly [string, () => File[], RegExp]>([
    ["what is no npy", () => vectors("hello, this is text"), /not .*npy/i],
    [
      "a vector instead of a matrix",
      () => vectors(npyBytes(makeRows(other), [ROWS * DIM])),
      /need two axes/,
    ],
    ["NaN", () => vectors(npyBytes(withValue(11, NaN))), /row 11/],
    ["infinity", () => vectors(npyBytes(withValue(12, Infinity))), /row 12/],
    ["a zero row", () => vectors(npyBytes(withZeroRow())), /zero/],
    [
      "no rows",
      () => vectors(npyBytes(new Float32Array(0), [0, DIM])),
      /0 rows/,
    ],
    [
      "a cut file",
      () => vectors(npyBytes(makeRows(other)).subarray(0, 5000)),
      /ends after/,
    ],
    ["too few rows for any hash", () => vectors(firstRows(10)), /10 rows/],
    [
      "fewer rows than bits",
      () => vectors(firstRows(90)),
      /90 rows .*128 bits need at least 128/,
    ],
    [
      "fewer dimensions than bits",
      () => vectors(npyBytes(firstDimensions(64), [ROWS, 64])),
      /64 dimensions; 128 bits need at least 128/,
    ],
    [
      "texts of another count",
      () => [
        ...vectors(npyBytes(makeRows(other))),
        fileOf("a.txt", "only one\n"),
      ],
      /1 text.*300/,
    ],
  ])("%s", async (_, files, message) => {
    const { store, result } = await openApp();
    const before = page.getByTestId("recall-big").element().textContent;
    await open(files());
    const dialog = page.getByRole("dialog");
    await expect.element(dialog.getByText(message).first()).toBeVisible();
    await expect.element(chip()).toHaveTextContent(opened.name);
    expect(page.getByTestId("recall-big").element().textContent).toBe(before);
    await store.getState().run();
    expect(result().dataset.n).toBe(opened.rows);
  });
});

describe("a refusal offers a way out", () => {
  test("vectors that are not normalised can be normalised and opened", async () => {
    await openApp();
    await open([fileOf("long.npy", npyBytes(makeRows(other, 3)))]);
    await page
      .getByRole("button", { name: words.panels.data.normalise })
      .click();
    await expect.element(chip()).toHaveTextContent("long");
    await expect.element(page.getByTestId("recall-big")).toHaveTextContent("%");
  });

  test("vectors too short for the bits can be opened with fewer", async () => {
    const { result } = await openApp();
    await open([
      fileOf("short.npy", npyBytes(firstDimensions(64), [ROWS, 64])),
    ]);
    await page
      .getByRole("button", { name: words.panels.data.fewerBits })
      .click();
    await expect.element(chip()).toHaveTextContent("short");
    await expect.element(page.getByTestId("recall-big")).toHaveTextContent("%");
    const bits = page.getByRole("spinbutton", {
      name: words.methods.hash.itq.settings.bits.label,
    });
    await expect.element(bits).toHaveValue("64");
    expect(result().config.hash.bits).toBe(64);
  });
});
