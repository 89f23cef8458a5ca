import { describe, expect, test } from "vitest";
import { page } from "vitest/browser";
import { en as words } from "../../src/words/en/en";
import { opened } from "./support/documents";
import { fixtureFile } from "./support/fixtureFile";
import { openApp } from "./support/openApp";

const chip = () => page.getByTestId("data-chip");

test("a parquet file is looked into, its columns and rows are chosen, and a refusal offers a way", async () => {
  await openApp();
  await chip().click();
  await page
    .getByRole("dialog")
    .getByLabelText(words.data.choose)
    .upload(await fixtureFile("formats/snappy.parquet"));
  const inspection = page.getByTestId("inspection");
  await expect.element(inspection).toHaveTextContent("snappy.parquet");
  await expect.element(inspection).toHaveTextContent(words.data.rowsOf("23"));
  // Three columns could be the vectors: the page asks.
  await expect
    .element(inspection)
    .toHaveTextContent("columns could serve as vectors");
  await inspection
    .getByLabelText(words.data.roles.vectors, { exact: true })
    .selectOptions("fixed");
  await inspection.getByLabelText(words.data.rows).selectOptions("first");
  await page.getByTestId("open-source").click();
  const alert = page.getByRole("alert");
  await expect
    .element(alert)
    .toHaveTextContent("column fixed is not normalised");
  await alert
    .getByRole("button", { name: words.panels.data.normalise })
    .click();
  await expect.element(alert).toHaveTextContent("6 dimensions");
  // Nothing that was open is lost.
  await expect
    .element(alert)
    .toHaveTextContent(words.panels.data.staysOpen(opened.name));
});

describe("parameters that cannot be used are refused by name, and the page goes on", () => {
  test.each([
    [
      "a malicious pickle",
      "pickles/bad_command_inside_5.pkl",
      "it asks Python for posix.system",
    ],
    [
      "shapes of another model",
      "pickles/itq_4.pkl",
      "pca_matrix: shape (24, 16) does not fit vectors of 160 dimensions",
    ],
  ])("%s", async (_, path, reason) => {
    const { store, result } = await openApp();
    await chip().click();
    const dialog = page.getByRole("dialog", { name: words.panels.data.title });
    await dialog
      .getByLabelText(words.panels.import.choose)
      .upload(await fixtureFile(path));
    await expect.element(dialog.getByRole("alert")).toHaveTextContent(reason);
    expect(page.getByTestId("confirm-import").elements()).toHaveLength(0);
    await store.getState().run();
    expect(result().fit.imported).toBe(false);
  });
});
