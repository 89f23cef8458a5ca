import { expect, test } from "vitest";
import { en } from "../../../src/words/en/en";
import { formatsOf } from "../../../src/words/format";

const { format } = en;

const words = (text: string) => text.replaceAll("\u00a0", " ");

test("percent has one decimal and does not round to nothing or everything", () => {
  expect(words(format.percent(0.3984))).toBe("39.8 %");
  expect(words(format.percent(1))).toBe("100.0 %");
  expect(words(format.percent(0.9998))).toBe(">99.9 %");
  expect(words(format.percent(0.0001))).toBe("<0.1 %");
  expect(words(format.percent(0))).toBe("0.0 %");
  expect(words(format.percent(1 - 1e-12))).toBe("100.0 %");
  expect(format.percent(Number.NaN)).toBe("–");
  expect(words(format.percentRange(0.889, 0.9312))).toBe("88.9–93.1 %");
});

test("counts have separators", () => {
  expect(format.count(10000)).toBe("10,000");
  expect(format.count(5959.6)).toBe("5,960");
});

test("neighbours found are not rounded up to all", () => {
  expect(format.neighbours(9.64, 10)).toBe("9.6");
  expect(format.neighbours(9.97, 10)).toBe("9.97");
  expect(format.neighbours(9.999, 10)).toBe("9.99");
  expect(format.neighbours(10, 10)).toBe("10");
});

test("durations, sizes and rates carry units", () => {
  expect(words(format.duration(0.14))).toBe("0.1 ms");
  expect(words(format.duration(834))).toBe("834 ms");
  expect(words(format.duration(1530))).toBe("1.5 s");
  expect(words(format.duration(12_400))).toBe("12 s");
  expect(words(format.duration(125_000))).toBe("2 min 05 s");
  expect(words(format.bytes(24))).toBe("24 B");
  expect(words(format.bytes(1536))).toBe("1.5 KiB");
  expect(words(format.rate(1250, "documents"))).toBe("1,250 documents/s");
});

test("thresholds are whole in Hamming space and short in cosine space", () => {
  expect(format.threshold(20)).toBe("20");
  expect(format.threshold(0.1 + 0.2)).toBe("0.3");
  expect(format.threshold(null)).toBe("none");
});

test("digits count from the first that is not 0; the tiny go by their power of ten", () => {
  expect(format.significant(0.12345, 3)).toBe("0.123");
  expect(format.significant(12345, 3)).toBe("12300");
  expect(format.significant(0.5, 3)).toBe("0.5");
  expect(format.significant(1.234e-7, 3)).toBe("1.23e-7");
  expect(format.significant(-0, 3)).toBe("0");
  expect(format.precise(0.5, 4)).toBe("0.5000");
  expect(format.precise(2.5e-9, 2)).toBe("2.5e-9");
  expect(format.scientific(0.000123, 2)).toBe("1.23e-4");
});

test("signs are as wide as a digit", () => {
  expect(format.signed(-0.6897, 4)).toBe("−0.6897");
  expect(format.signed(0.6897, 4)).toBe("0.6897");
  expect(format.difference(-1.25, 1)).toBe("−1.3");
  expect(format.difference(1, 1)).toBe("+1.0");
});

test("ticks of axes are short", () => {
  expect([0, 0.1 + 0.2, 999, 12_500].map(format.tick)).toEqual([
    "0",
    "0.3",
    "999",
    "12,500",
  ]);
  expect([1, 0.001, 1e-5].map(format.powerTick)).toEqual([
    "1",
    "0.001",
    "1e-5",
  ]);
  expect([0, 0.2, 0.025, 1].map(format.shareTick).map(words)).toEqual([
    "0 %",
    "20 %",
    "2.5 %",
    "100 %",
  ]);
  expect([1, 500, 1e4, 2e6, 1e9].map(format.countTick).map(words)).toEqual([
    "1",
    "500",
    "10 k",
    "2 M",
    "1 G",
  ]);
  expect([0.01, 5, 100, 1e4].map(format.timeTick).map(words)).toEqual([
    "0.01 ms",
    "5 ms",
    "100 ms",
    "10 s",
  ]);
});

test("another language writes its numbers its way", () => {
  const german = formatsOf({
    numbers: "de-DE",
    dates: "de-DE",
    noThreshold: "keine",
  });
  expect(german.tick(12_500)).toBe("12.500");
  expect(german.significant(0.12345, 3)).toBe("0,123");
  expect(german.scientific(0.000123, 2)).toBe("1,23e-4");
  expect(german.difference(-1.25, 2)).toBe("−1,25");
  expect(words(german.shareTick(0.025))).toBe("2,5 %");
});
