import { describe, expect, test } from "vitest";
import { numberFormatsIn } from "./numberFormats";
import { holds, sourceFiles, sourceText } from "./sources";

/** What may write numbers by itself, and why. */
const exempt: Readonly<Record<string, string>> = {
  "words/format.ts": "here they are written",
  "export/modules/": "a program that is taken home, with no page around it",
};

const formatsOf = (path: string) => numberFormatsIn(path, sourceText(path));

test(
  "numbers and dates for a person are written in one place",
  { timeout: 60_000 },
  () => {
    const found = sourceFiles
      .filter(
        (path) => !Object.keys(exempt).some((place) => holds(place, path)),
      )
      .flatMap((path) => formatsOf(path).map((text) => `src/${path}:${text}`));
    expect(found).toEqual([]);
  },
);

test("every exempt place writes numbers", { timeout: 60_000 }, () => {
  const idle = Object.keys(exempt).filter(
    (place) =>
      !sourceFiles.some(
        (path) => holds(place, path) && formatsOf(path).length > 0,
      ),
  );
  expect(idle).toEqual([]);
});

describe("the finder", () => {
  test.each([
    ["fixed decimals", "const text = (2).toFixed(1);"],
    ["digits", "const text = String(x.toPrecision(3));"],
    ["the browser's language", "const text = x.toLocaleString();"],
    ["a format", 'const format = new Intl.NumberFormat("en");'],
  ])("finds %s", (_, text) => {
    expect(numberFormatsIn("planted.ts", text)).toHaveLength(1);
  });

  test("leaves out what only rounds", () => {
    const text = "const rounded = Number(x.toFixed(3));";
    expect(numberFormatsIn("planted.ts", text)).toEqual([]);
  });
});
