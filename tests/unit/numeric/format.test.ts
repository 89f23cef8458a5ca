import { expect, test } from "vitest";
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatNeighbours,
  formatPercent,
  formatPercentRange,
  formatRate,
  formatThreshold,
} from "../../../src/numeric/format";

const words = (text: string) => text.replaceAll("\u00a0", " ");

test("percent has one decimal and does not round to nothing or everything", () => {
  expect(words(formatPercent(0.3984))).toBe("39.8 %");
  expect(words(formatPercent(1))).toBe("100.0 %");
  expect(words(formatPercent(0.9998))).toBe(">99.9 %");
  expect(words(formatPercent(0.0001))).toBe("<0.1 %");
  expect(words(formatPercent(0))).toBe("0.0 %");
  expect(words(formatPercent(1 - 1e-12))).toBe("100.0 %");
  expect(formatPercent(Number.NaN)).toBe("–");
  expect(words(formatPercentRange(0.889, 0.9312))).toBe("88.9–93.1 %");
});

test("counts have separators", () => {
  expect(formatCount(10000)).toBe("10,000");
  expect(formatCount(5959.6)).toBe("5,960");
});

test("neighbours found are not rounded up to all", () => {
  expect(formatNeighbours(9.64, 10)).toBe("9.6");
  expect(formatNeighbours(9.97, 10)).toBe("9.97");
  expect(formatNeighbours(9.999, 10)).toBe("9.99");
  expect(formatNeighbours(10, 10)).toBe("10");
});

test("durations, sizes and rates carry units", () => {
  expect(words(formatDuration(0.14))).toBe("0.1 ms");
  expect(words(formatDuration(834))).toBe("834 ms");
  expect(words(formatDuration(1530))).toBe("1.5 s");
  expect(words(formatDuration(12_400))).toBe("12 s");
  expect(words(formatDuration(125_000))).toBe("2 min 05 s");
  expect(words(formatBytes(24))).toBe("24 B");
  expect(words(formatBytes(1536))).toBe("1.5 KiB");
  expect(words(formatRate(1250, "documents"))).toBe("1,250 documents/s");
});

test("thresholds are whole in Hamming space and short in cosine space", () => {
  expect(formatThreshold(20)).toBe("20");
  expect(formatThreshold(0.1 + 0.2)).toBe("0.3");
  expect(formatThreshold(null)).toBe("none");
});
