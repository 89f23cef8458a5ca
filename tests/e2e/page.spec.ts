import type { Page } from "@playwright/test";
import { accessibilityFaults } from "./support/accessibility";
import { openEvaluated, run } from "./support/app";
import {
  evaluatedTest as test,
  expect,
  test as pageTest,
} from "./support/fixtures";

const number = (text: string | null) =>
  Number((text ?? "").replace(/[^\d.]/g, ""));

const text = (page: Page, id: string) => page.getByTestId(id).innerText();

const threshold = (page: Page) =>
  page.getByRole("slider", { name: "Threshold t" });

const progress = (page: Page) => page.getByTestId("progress");

test("the sample is evaluated at once, and the page says what was found", async ({
  page,
}) => {
  await expect(page.getByTestId("data-chip")).toContainText("wordnet-10k");
  await expect(page.getByTestId("device-chip")).toContainText("CPU");
  const result = await run(page);
  const row = result.rows.find((candidate) => candidate.threshold === 20);
  const recall = row?.recall.find((cell) => cell.limit === 500);
  expect(row && recall).toBeTruthy();
  if (!row || !recall) return;
  await expect(threshold(page)).toHaveValue(/.+/);
  await expect(page.getByTestId("finding")).toContainText("At t = 20");
  await expect(page.getByTestId("finding")).toContainText(
    (row.reduction * 100).toFixed(1),
  );
  await expect(page.getByTestId("recall-big")).toContainText(
    (recall.expected * 100).toFixed(1),
  );
  expect(number(await text(page, "funnel-total"))).toBe(10_000);
  expect(number(await text(page, "funnel-kept"))).toBe(
    Math.round(row.candidates.mean),
  );
});

test("a long run shows progress, can be cancelled, and leaves the page usable", async ({
  page,
}) => {
  const before = await text(page, "recall-big");
  const cancelled = page.evaluate(async () => {
    const controller = new AbortController();
    const reports: string[] = [];
    const running = window.bitsieve.run(
      { hash: { bits: 256, iterations: 1000, seed: 99 } },
      {
        signal: controller.signal,
        onProgress: (progress) => {
          reports.push(progress.stage);
          if (progress.stage === "rotation" && progress.done > 30)
            controller.abort();
        },
      },
    );
    const outcome = await running.then(
      () => "finished",
      (error: unknown) =>
        typeof error === "object" && error !== null && "code" in error
          ? String(error.code)
          : String(error),
    );
    return { outcome, reports };
  });
  await expect(progress(page)).toHaveAttribute("aria-valuetext", /rotation/i);
  const { outcome, reports } = await cancelled;
  expect(outcome).toBe("cancelled");
  expect(reports).toContain("rotation");
  await expect(progress(page)).toHaveAttribute("aria-valuetext", /Stopped/);
  expect(await text(page, "recall-big")).toBe(before);
  const again = await run(page);
  expect(again.config.hash.bits).toBe(128);
});

const tabs = ["Search", "Fit", "Pivots", "Queries", "Timings"];

pageTest(
  "a phone scrolls down only, and the page is accessible, in light and in dark",
  async ({ page }) => {
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      if (scheme === "light") await openEvaluated(page);
      // Laid out wide before: what was drawn must give way.
      await page.setViewportSize({ width: 390, height: 844 });
      await expect(page.getByTestId("recall-big")).toContainText("%");
      for (const tab of tabs) {
        await page.getByRole("tab", { name: tab }).click();
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - innerWidth,
        );
        expect(
          overflow,
          `sideways scroll on ${tab} in ${scheme}`,
        ).toBeLessThanOrEqual(0);
      }
      expect(await accessibilityFaults(page), scheme).toEqual([]);
    }
  },
);

for (const scheme of ["light", "dark"] as const)
  test(`the desktop in ${scheme} is accessible on every tab`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    for (const tab of tabs) {
      await page.getByRole("tab", { name: tab }).click();
      expect(await accessibilityFaults(page), tab).toEqual([]);
    }
  });

test("nothing shifts while the threshold moves", async ({ page }) => {
  await page.evaluate(() => {
    // From the top, as a visitor begins: another test may have left the lists of
    // a query in view, which follow the threshold.
    scrollTo(0, 0);
    const record: number[] = [];
    Object.assign(window, { shifts: record });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        record.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: "layout-shift", buffered: false });
  });
  await threshold(page).focus();
  for (let step = 0; step < 15; step++) await page.keyboard.press("ArrowLeft");
  for (let step = 0; step < 25; step++) await page.keyboard.press("ArrowRight");
  await page.waitForTimeout(300);
  const shifts = await page.evaluate(
    () => (window as Window & { shifts?: number[] }).shifts,
  );
  expect(shifts?.reduce((sum, value) => sum + value, 0) ?? 0).toBeLessThan(
    0.01,
  );
});
