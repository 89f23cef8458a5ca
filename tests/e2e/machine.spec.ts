import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { accessibilityFaults } from "./support/accessibility";
import { jsonObject, openSmall } from "./support/app";
import { expect, test } from "./support/fixtures";

async function openPanel(page: Page): Promise<void> {
  await openSmall(page);
  await page.getByTestId("device-chip").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/Limits of the GPU/)).toBeVisible();
}

const findings = (page: Page) => page.getByTestId("crossover-finding");

test("the machine is measured, compared and shared", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openPanel(page);
  await page.getByText(/Limits of the GPU/).click();
  await expect(page.getByText("maxBufferSize")).toBeVisible();
  await page
    .getByRole("checkbox", { name: "Measure the software GPU too" })
    .check();
  await page.getByRole("button", { name: "Measure this machine" }).click();
  await expect(
    page.getByRole("progressbar", { name: "Progress of the measurement" }),
  ).toBeVisible();
  await expect(findings(page)).not.toBeEmpty();
  await expect(
    page.getByTestId("crossover-chart").locator("svg").first(),
  ).toBeVisible();
  await expect(page.getByRole("row", { name: /^Encoding/ })).toContainText(
    /documents\/s.*documents\/s/s,
  );

  await page.getByRole("button", { name: "Copy JSON" }).click();
  await expect(page.getByText("Copied")).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download JSON" }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe("bitsieve-machine.json");
  const bytes = await readFile(await download.path());
  expect(bytes.toString()).toBe(copied);
  expect(jsonObject(bytes)["schema"]).toBe("bitsieve.machine/1");
});

test("a script gets facts, and times that are no other backend's", async ({
  page,
}) => {
  await openSmall(page);
  const facts = await page.evaluate(() => window.bitsieve.machine());
  expect(facts.adapter?.software).toBe(true);
  expect(facts.rates).toEqual([]);
  const { report, stages } = await page.evaluate(async () => {
    const seen = new Set<string>();
    const measured = await window.bitsieve.machine({
      measure: true,
      onProgress: ({ stage }) => seen.add(stage),
    });
    return { report: measured, stages: [...seen] };
  });
  expect(stages).toEqual(["measure"]);
  const names = report.rates.map(({ operation }) => operation);
  expect(names).toHaveLength(12);
  for (const { backend, elapsedMs, perSecond } of report.rates) {
    expect(backend).toBe("cpu");
    expect(elapsedMs).toBeGreaterThan(0);
    expect(perSecond).toBeGreaterThan(0);
  }
  expect(report.backends[1]).toMatchObject({
    name: "webgpu",
    measured: false,
    reason: "A software GPU is measured only when you ask for it.",
  });
});

test("measuring can be cancelled, and a run stops it", async ({ page }) => {
  await openPanel(page);
  await page.getByRole("button", { name: "Measure this machine" }).click();
  await page
    .getByRole("button", { name: "Cancel", exact: true })
    .last()
    .click();
  await expect(
    page.getByText("Stopped. Nothing new was measured."),
  ).toBeVisible();
  const codes = await page.evaluate(async () => {
    const codeOf = (promise: Promise<unknown>) =>
      promise.then(
        () => "finished",
        (error: { code?: string }) => error.code,
      );
    let begin = () => {};
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const stopped = codeOf(
      window.bitsieve.machine({ measure: true, onProgress: () => begin() }),
    );
    await begun;
    const run = window.bitsieve.run({ k: 5 });
    const refused = codeOf(window.bitsieve.machine({ measure: true }));
    return [await stopped, await refused, await codeOf(run)];
  });
  expect(codes).toEqual(["cancelled", "bad-config", "finished"]);
});

test("the device can be forced, with the reason in words", async ({ page }) => {
  await openPanel(page);
  const note = page.getByTestId("device-note");
  const choice = page.getByLabel("Compute on");
  await expect(choice).toHaveValue("auto");
  await choice.selectOption("webgpu");
  await expect(note).toContainText("software GPU");
  await expect(page.getByTestId("device-chip")).toContainText("swiftshader");
  expect(new URL(page.url()).searchParams.get("device")).toBe("webgpu");
  await choice.selectOption("cpu");
  await expect(note).toHaveText("Running on the CPU, as asked.");
  await expect(page.getByTestId("device-chip")).toContainText("CPU");
  const result = await page.evaluate(() => window.bitsieve.run());
  expect(result.device.backend).toBe("cpu");
});

test("on a phone nothing scrolls sideways, and it is accessible, in light and in dark", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await openPanel(page);
  await page.getByRole("button", { name: "Measure this machine" }).click();
  await expect(findings(page)).not.toBeEmpty();
  await page.getByText("The times as a table").click();
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    const overflow = await page
      .getByRole("dialog", { name: "This machine" })
      .evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
    expect(overflow, scheme).toBeLessThanOrEqual(0);
    expect(await accessibilityFaults(page), scheme).toEqual([]);
  }
});
