import { expect, test } from "vitest";
import { en } from "../../../src/words/en/en";

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
