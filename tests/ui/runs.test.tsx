import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { en as words } from "../../src/words/en/en";
import { fileOf } from "../unit/worker/support";
import { openApp } from "./support/openApp";

test("kept runs are compared in pairs, and what is no run is refused", async () => {
  const { store } = await openApp();
  const { run } = store.getState();
  await run({ protocol: "notebook-62" });
  // The newest is what the others are compared with.
  await run({ protocol: "held-out", pivots: { seed: 7 } });
  await page.getByRole("tab", { name: words.page.tabs.runs }).click();
  const rows = page.getByTestId("run-row");
  await expect.poll(() => rows.elements().length).toBe(3);
  for (let i = 0; i < 3; i++) await rows.nth(i).getByRole("checkbox").click();
  await expect
    .poll(() => page.getByTestId("compare").element().querySelector("svg.plot"))
    .not.toBeNull();
  await expect
    .element(page.getByTestId("unlike"))
    .toHaveTextContent("protocol");
  const paired = page.getByTestId("paired");
  await expect.element(paired).toHaveTextContent("another protocol");
  await expect.element(paired).toHaveTextContent("points");

  await page
    .getByTestId("import-run")
    .upload(fileOf("bad.json", '{"schema":"x"}'));
  await expect
    .element(page.getByRole("alert"))
    .toHaveTextContent("schema must be");
  expect(rows.elements()).toHaveLength(3);
});
