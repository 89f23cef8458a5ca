import type { Page } from "@playwright/test";
import { openSmall, run } from "./support/app";
import { expect, test } from "./support/fixtures";
import type { RunResult } from "../../src/model/run/result";

/** Few iterations: a software adapter is slow, and the point is who answers. */
const CONFIG = { hash: { bits: 64, iterations: 3 } } as const;

/** So many that round-off has led each fit to a rotation of its own. */
const FIT = { hash: { bits: 128, iterations: 10 } } as const;

/** Opens the sample on a device, without the whole fit of a first visit. */
async function openOn(page: Page, device: "cpu" | "webgpu"): Promise<void> {
  await openSmall(page, `/?device=${device}`);
  await page.evaluate(() => window.bitsieve.load({ sample: "wordnet-10k" }));
}

/** Recalls of two devices: the same but for bits whose projection is nearly 0. */
function expectSameTable(got: RunResult, wanted: RunResult): void {
  expect(got.queryIds).toEqual(wanted.queryIds);
  expect(got.rows.length).toBe(wanted.rows.length);
  got.rows.forEach((row, i) => {
    expect(row.threshold).toBe(wanted.rows[i].threshold);
    expect(row.reduction).toBeCloseTo(wanted.rows[i].reduction, 1);
    row.recall.forEach(({ expected }, j) =>
      expect(
        Math.abs(expected - wanted.rows[i].recall[j].expected),
      ).toBeLessThan(0.05),
    );
  });
}

test("forced to the GPU, every stage runs there, its table is the CPU's and its fit as good", async ({
  page,
}) => {
  await openOn(page, "cpu");
  const wantedFit = await run(page, FIT);
  const wanted = await run(page, CONFIG);
  expect(wanted.device.backend).toBe("cpu");
  await openOn(page, "webgpu");
  await expect(page.getByTestId("device-chip")).toContainText("swiftshader");
  const got = await run(page, CONFIG);
  expect(got.device.backend).toBe("webgpu");
  expectSameTable(got, wanted);

  const gotFit = await run(page, FIT);
  expect(gotFit.device.backend).toBe("webgpu");
  expect(gotFit.queryIds).toEqual(wantedFit.queryIds);
  expect(gotFit.fit.meanNorm).toBeCloseTo(wantedFit.fit.meanNorm, 5);
  expect(gotFit.fit.explainedVariance).toBeCloseTo(
    wantedFit.fit.explainedVariance,
    5,
  );
  // Another rotation, with the same error.
  const last = ({ fit }: RunResult) => fit.nqe.at(-1) ?? NaN;
  expect(last(gotFit)).toBeCloseTo(last(wantedFit), 2);
  gotFit.rows.forEach(({ recall }, i) =>
    recall.forEach(({ low, high }, j) => {
      const other = wantedFit.rows[i].recall[j];
      expect(Math.max(low, other.low)).toBeLessThan(Math.min(high, other.high));
    }),
  );
});

test.describe("the GPU process dies in the middle of a run", () => {
  test.use({ expectedErrors: [] });

  test("the run ends on the CPU with the right table, and the page says so", async ({
    page,
    browser,
  }) => {
    await openOn(page, "cpu");
    const wanted = await run(page, CONFIG);
    await openOn(page, "webgpu");
    const session = await browser.newBrowserCDPSession();
    const [got] = await Promise.all([
      page.evaluate(
        (config) => {
          const marks: string[] = [];
          return window.bitsieve.run(config, {
            onProgress: ({ stage }) => {
              marks.push(stage);
              if (stage === "rotation") document.title = "fitting";
            },
          });
        },
        { ...CONFIG, hash: { bits: 96, iterations: 40 } },
      ),
      page
        .waitForFunction(() => document.title === "fitting")
        .then(() =>
          // The browser answers a crash of its own process with an error.
          session.send("Browser.crashGpuProcess").catch(() => undefined),
        ),
    ]);
    expect(got.device.backend).toBe("cpu");
    const same = await run(page, CONFIG);
    expect(same.device.backend).toBe("cpu");
    expectSameTable(same, wanted);
    await expect(page.getByTestId("device-chip")).toContainText("CPU");
  });
});
