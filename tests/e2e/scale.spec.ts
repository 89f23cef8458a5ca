import { openSmall, run } from "./support/app";
import { expect, test } from "./support/fixtures";

/*
 * A million documents in one tab: loaded, fitted on a draw of them, encoded,
 * filtered and evaluated, with progress all the way, and a cancel that is heard.
 */

test("1,000,000 x 128: progress, cancel, and a whole evaluation under 3 GB", async ({
  page,
}) => {
  test.setTimeout(1_800_000);
  await page.addInitScript(() => {
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        performance.mark("long", { detail: duration });
    });
    observer.observe({ type: "longtask" });
  });
  await openSmall(page);
  const outcome = await page.evaluate(async () => {
    const { bitsieve } = window;
    const info = await bitsieve.load({
      synthetic: { n: 1_000_000, dim: 128, intrinsicDim: 48, anisotropy: 1 },
    });
    performance.clearMarks("long");
    // Cancelled in the middle of the fit: the session goes on.
    const controller = new AbortController();
    const stopped = await bitsieve
      .run(
        {},
        {
          signal: controller.signal,
          onProgress: ({ stage }) => {
            if (stage === "rotation") controller.abort();
          },
        },
      )
      .then(
        () => "finished",
        (error: unknown) => String(error),
      );
    const seen: Record<string, number> = {};
    let hasRates = false;
    const result = await bitsieve.run(
      {},
      {
        onProgress: ({ stage, ratePerSecond }) => {
          seen[stage] = (seen[stage] ?? 0) + 1;
          if (ratePerSecond > 0) hasRates = true;
        },
      },
    );
    const longest = performance
      .getEntriesByName("long")
      .map((mark) => Number((mark as PerformanceMark).detail));
    return { info, stopped, seen, hasRates, result, longest };
  });
  expect(outcome.info).toMatchObject({ n: 1_000_000, dim: 128 });
  expect(outcome.stopped).toMatch(/cancel/i);
  const { result, seen } = outcome;
  // What was finished before the cancel was kept.
  expect(result.cachedStages).toContain("moments");
  expect(outcome.hasRates).toBe(true);
  for (const stage of ["rotation", "encode", "surface"])
    expect(seen[stage]).toBeGreaterThan(0);
  expect(Object.keys(result.timingsMs)).toContain("training");
  expect(result.dataset.n).toBe(1_000_000);
  const unfiltered = result.rows.find(({ threshold }) => threshold === null);
  expect(unfiltered?.candidates.mean).toBe(999_900);
  const last = unfiltered?.recall.at(-1);
  expect(last?.expected).toBeGreaterThan(0.5);

  const sizeBytes = await page.evaluate(async () => {
    const memory = performance as Performance & {
      measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }>;
    };
    return (await memory.measureUserAgentSpecificMemory?.())?.bytes ?? 0;
  });
  expect(sizeBytes).toBeGreaterThan(5e8);
  expect(sizeBytes).toBeLessThan(3e9);
  console.log(
    `page memory ${(sizeBytes / 1e9).toFixed(2)} GB, longest main-thread task ${Math.max(0, ...outcome.longest).toFixed(0)} ms`,
  );
  // And the page answers.
  await expect(page.getByTestId("data-chip")).toContainText("1,000,000");
  const again = await run(page, { k: 5 });
  expect(again.cachedStages).toContain("encode");
});
