import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { allEn as words } from "../../src/words/en/allEn";
import type { RunResult } from "../../src/model/run/result";
import { gatedBackend } from "./support/gate";
import { openApp } from "./support/openApp";

const threshold = () =>
  page.getByRole("slider", { name: words.page.tradeoff.slider });
const bits = () =>
  page.getByRole("spinbutton", {
    name: words.methods.hash.itq.settings.bits.label,
  });

/** Stages that a run had to compute. */
const computedStages = ({ timingsMs, cachedStages }: RunResult) =>
  Object.keys(timingsMs).filter(
    (stage) => !cachedStages.some((cached) => cached === stage),
  );

const textIn = (id: string) => page.getByTestId(id).element().textContent;
const numberIn = (id: string) => Number(textIn(id).replace(/[^\d.]/g, ""));

test("the threshold moves by keyboard and recomputes nothing", async () => {
  const { store, result } = await openApp();
  const before = numberIn("funnel-kept");
  expect(before).toBeGreaterThan(0);
  const input = threshold().element();
  if (input instanceof HTMLInputElement) input.focus();
  expect(document.activeElement).toBe(input);
  const seen: number[] = [];
  for (let step = 0; step < 5; step++) {
    await userEvent.keyboard("{ArrowLeft}");
    seen.push(numberIn("funnel-kept"));
  }
  expect(seen[0]).not.toBe(before);
  // One direction of the slider always keeps fewer, or always more.
  const ordered = seen.toSorted((a, b) => a - b);
  expect([ordered, ordered.toReversed()]).toContainEqual(seen);
  await store.getState().run();
  expect(computedStages(result())).toEqual([]);
});

test("each control redoes only what depends on it", async () => {
  const { store, result } = await openApp();
  const { run } = store.getState();
  await run({ limits: [50, 300], thresholds: [1, 2, 3] });
  expect(computedStages(result())).toEqual([]);
  await run({ pivots: { count: 12 } });
  expect(computedStages(result())).toEqual(["pivots", "surface"]);
  await run({ hash: { bits: 64 } });
  expect(computedStages(result())).toEqual([
    "rotation",
    "encode",
    "pivots",
    "surface",
  ]);
});

test("a control of the page runs again with its value", async () => {
  const { result } = await openApp();
  await bits().fill("64");
  await userEvent.keyboard("{Enter}");
  // Eight pivots cost 8 B as well: the result tells when the run is over.
  await expect.poll(() => result().config.hash.bits).toBe(64);
  await expect.element(page.getByText("8 B/document").first()).toBeVisible();
  await bits().fill("9999");
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText(/from 16 to 160/).first()).toBeVisible();
  await page.getByRole("button", { name: words.page.pipeline.reset }).click();
  await expect.poll(() => result().config.hash.bits).toBe(128);
  expect(result().config.hash).toMatchObject({ bits: 128, iterations: 50 });
  await expect.element(page.getByText("16 B/document").first()).toBeVisible();
});

test("pivots of another distance and statistic by the page's own controls", async () => {
  const { store, result } = await openApp();
  const { space, statistic } = words.methods.structure.pivots.settings;
  /** The row of the last run that the page shows, by the threshold that it names. */
  const shownRow = async () => {
    const { threshold: t } = store.getState();
    const row = result().rows.find((candidate) => candidate.threshold === t);
    if (!row) throw new Error(`The run reports no threshold ${t}.`);
    const finding = page.getByTestId("finding");
    await expect
      .element(finding)
      .toHaveTextContent(`At t = ${words.format.threshold(t)}`);
    for (const share of [row.reduction, row.filterRecall])
      await expect.element(finding).toHaveTextContent((share * 100).toFixed(1));
    return row;
  };
  const largest = await shownRow();
  await page
    .getByLabelText(statistic.label, { exact: true })
    .selectOptions(statistic.options["sum-of-squares"]);
  await expect
    .poll(() => result().config.structure)
    .toMatchObject({ space: "hamming", statistic: "sum-of-squares" });
  const squares = await shownRow();
  // A sum of squares is never below its largest term.
  expect(squares.threshold).toBe(largest.threshold);
  expect(squares.reduction).toBeGreaterThan(largest.reduction);
  expect(squares.filterRecall).toBeLessThan(largest.filterRecall);
  await page
    .getByLabelText(space.label, { exact: true })
    .selectOptions("angular");
  await expect
    .poll(() => result().config.structure)
    .toMatchObject({ space: "angular", statistic: "sum-of-squares" });
  const angular = await shownRow();
  // Radians: no longer a number of bits.
  expect(angular.threshold).toBeLessThan(Math.PI);
  await store.getState().run({
    pivots: { space: "angular", statistic: "sum-of-squares" },
  });
  expect(result().rows).toContainEqual(angular);
});

test("search shows the three rankings and follows the threshold", async () => {
  const { result } = await openApp();
  const { exact, hashRanked, filtered } = words.search;
  for (const name of [exact, hashRanked, filtered])
    await expect.element(page.getByText(name)).toBeVisible();
  const items = (id: string) =>
    page.getByTestId(`search-${id}`).getByRole("listitem").elements();
  const lost = () =>
    items("exact").filter(({ textContent }) =>
      textContent.includes(words.search.fate["lost-to-filter"]),
    ).length;
  const { k } = result().config;
  const corpus = String(result().corpusSize);
  const unfiltered = items("hash").map(({ textContent }) => textContent);
  const summary = (kept: string, share: string) =>
    page.getByText(words.search.summary(kept, corpus, share), {
      exact: false,
    });

  // The largest threshold lets everything pass: both rankings by hash agree.
  const slider = threshold().element();
  if (!(slider instanceof HTMLInputElement)) throw new Error("no slider");
  await threshold().fill(slider.max);
  await expect.element(summary(corpus, words.format.percent(1))).toBeVisible();
  expect(items("exact")).toHaveLength(k);
  expect(lost()).toBe(0);
  expect(items("filtered").map(({ textContent }) => textContent)).toEqual(
    unfiltered,
  );

  // Threshold 0 drops everything, and the rankings without it stay.
  await threshold().fill("0");
  await expect.element(summary("0", words.format.percent(0))).toBeVisible();
  expect(lost()).toBe(k);
  expect(items("filtered")).toHaveLength(0);
  expect(items("hash").map(({ textContent }) => textContent)).toEqual(
    unfiltered,
  );

  // The panel names the least threshold that keeps the first of them.
  await page.getByRole("button", { name: /^Set t = \d+$/ }).click();
  await expect
    .poll(() => items("exact")[0].textContent)
    .not.toContain(words.search.fate["lost-to-filter"]);
});

test("a long run shows progress, can be cancelled, and leaves the page usable", async () => {
  const { backend, gate } = gatedBackend();
  const { store, result } = await openApp(backend);
  const before = textIn("recall-big");
  const progress = page.getByTestId("progress");
  gate.open = false;
  await bits().fill("96");
  await userEvent.keyboard("{Enter}");
  await expect
    .element(progress)
    .toHaveAttribute("aria-valuetext", expect.stringMatching(/rotation/i));
  // What was there before stays while it runs.
  expect(textIn("recall-big")).toBe(before);
  await page
    .getByRole("region", { name: words.page.status.title })
    .getByRole("button", { name: words.page.pipeline.cancel })
    .click();
  await expect
    .element(progress)
    .toHaveAttribute("aria-valuetext", words.page.tradeoff.cancelled);
  expect(textIn("recall-big")).toBe(before);
  expect(result().config.hash.bits).toBe(128);
  gate.open = true;
  await store.getState().run();
  expect(result().config.hash.bits).toBe(96);
  await expect
    .element(progress)
    .toHaveAttribute("aria-valuetext", words.page.status.idle);
});
