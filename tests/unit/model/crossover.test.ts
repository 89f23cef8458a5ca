import { describe, expect, test } from "vitest";
import { crossoverFinding, crossoverLines } from "../../../src/model/crossover";
import type { MachineReport } from "../../../src/model/machineReport";
import { allEn as en } from "../../../src/words/en/allEn";
import { makeMachineReport } from "./machineFixture";

/** Times of 1 query at 1,000, 10,000 and 100,000 documents. */
function reportOf(
  cpu: readonly (number | null)[],
  gpu: readonly (number | null)[],
  software = false,
) {
  return makeMachineReport({ 1: { cpu, gpu } }, software);
}

function sentenceOf(report: MachineReport): string | null {
  const finding = crossoverFinding(report);
  return finding && en.figures.crossover.finding(finding);
}

describe("the sentence under the chart", () => {
  test.each([
    [
      [1, 10, 100],
      [5, 6, 20],
      "With 1 query the GPU was faster from 10,000 documents on.",
    ],
    [
      [1, 10, 100],
      [0.5, 2, 20],
      "With 1 query the GPU was faster at every size, from 1,000 documents on.",
    ],
    [
      [1, 10, 100],
      [0.5, 20, 200],
      "The GPU was never faster here at the largest size: stay with the CPU.",
    ],
    [
      [1, 10, 100],
      [null, null, null],
      "The search by hash ran on the CPU at every size: there is no GPU time to compare with.",
    ],
    [[null, null, null], [1, 2, 3], "No size was measured on both backends."],
    [
      [1, 10, null],
      [2, 3, 4],
      "With 1 query the GPU was faster from 10,000 documents on.",
    ],
  ])("of CPU %j and GPU %j ms", (cpu, gpu, sentence) => {
    expect(sentenceOf(reportOf(cpu, gpu))).toBe(sentence);
  });

  test("calls a software GPU so", () => {
    expect(sentenceOf(reportOf([1, 1, 1], [2, 2, 2], true))).toMatch(
      /^The software GPU was never/,
    );
  });

  test("speaks of each number of queries", () => {
    const report = makeMachineReport({
      1: { cpu: [1, 10, 100], gpu: [5, 20, 200] },
      10: { cpu: [1, 10, 100], gpu: [5, 20, 200] },
      100: { cpu: [9, 90, 900], gpu: [10, 20, 40] },
    });
    expect(sentenceOf(report)).toBe(
      "With 100 queries the GPU was faster from 10,000 documents on. With 1 and 10 queries it was not.",
    );
  });

  test("says that there was no GPU, and nothing before a measurement", () => {
    const report = reportOf([1, 2, 3], [null, null, null]);
    const [cpu, gpu] = report.backends;
    const without = {
      ...report,
      backends: [cpu, { ...gpu, measured: false }],
      crossover: report.crossover.filter(({ backend }) => backend === "cpu"),
    };
    expect(sentenceOf(without)).toMatch(/^Only the CPU was measured/);
    expect(sentenceOf({ ...report, crossover: [] })).toBeNull();
  });
});

test("lines hold the points that have a time, over documents x queries", () => {
  const report = makeMachineReport({
    10: { cpu: [1, null, 3], gpu: [null, null, null] },
  });
  expect(crossoverLines(report.crossover)).toEqual([
    {
      backend: "cpu",
      queries: 10,
      points: [
        { work: 10_000, documents: 1000, elapsedMs: 1 },
        { work: 1_000_000, documents: 100_000, elapsedMs: 3 },
      ],
    },
  ]);
});

test.each([
  [52.63, "52.6 products/s"],
  [2_580_000, "2.58 M products/s"],
  [149_000_000, "149 M products/s"],
  [1_234_000_000, "1.23 G products/s"],
  [159_000.4, "159,000 products/s"],
])("a rate of %d reads %s", (perSecond, text) => {
  expect(
    en.format.largeRate(perSecond, "products").replaceAll("\u00a0", " "),
  ).toBe(text);
});

test.each([
  [0.02499, "0.025 ms"],
  [1.3149, "1.31 ms"],
  [264.55, "265 ms"],
  [999.7, "1 s"],
  [1044, "1.04 s"],
])("a time of %d ms reads %s", (elapsedMs, text) => {
  expect(en.format.measured(elapsedMs).replaceAll("\u00a0", " ")).toBe(text);
});
