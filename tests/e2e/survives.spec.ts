import { openSmall } from "./support/app";
import { expect, test } from "./support/fixtures";

/** What became of runs that are asked `gapMs` after each other. */
const runMany = (asked: { readonly runs: number; readonly gapMs: number }) =>
  Promise.all(
    Array.from({ length: asked.runs }, async (_, i) => {
      await new Promise((resume) => setTimeout(resume, i * asked.gapMs));
      return window.bitsieve
        .run({ hash: { bits: 16 }, queries: { count: 20, seed: i } })
        .then(
          () => "done",
          (error: { code: string }) => error.code,
        );
    }),
  );

for (const gapMs of [0, 40, 150])
  test(`30 runs, ${gapMs} ms apart, all settle and the last one is done`, async ({
    page,
  }) => {
    await openSmall(page);
    const ends = await page.evaluate(runMany, { runs: 30, gapMs });
    expect(ends.at(-1)).toBe("done");
    expect(new Set(ends)).toEqual(
      ends.includes("cancelled")
        ? new Set(["cancelled", "done"])
        : new Set(["done"]),
    );
  });

test("a run is exported as soon as it has ended", async ({ page }) => {
  await openSmall(page);
  const names = await page.evaluate(async () => {
    await window.bitsieve.run({ k: 3 });
    const files = await window.bitsieve.export("run-json");
    return files.map(({ name }) => name);
  });
  expect(names).toHaveLength(1);
});

test("a compute worker that ends without a word is told of and replaced", async ({
  page,
}) => {
  await openSmall(page);
  const worker = page
    .workers()
    .find((thread) => thread.url().includes("entry"));
  const before = await page.getByTestId("finding").textContent();
  await worker?.evaluate(() => self.close());
  await expect(page.getByTestId("error-banner")).toContainText("started again");
  await expect(page.getByTestId("finding")).toHaveText(before ?? "");
  const result = await page.evaluate(() => window.bitsieve.run({ k: 4 }));
  expect(result.config.k).toBe(4);
});
