import { expect, test } from "vitest";
import type { Faults } from "../../../src/model/fault";
import { allEn as en } from "../../../src/words/en/allEn";
import {
  allLanguages,
  type AllWords as Words,
} from "../../../src/words/allLanguages";
import { kitLanguages, type KitWords } from "../../../src/words/kitLanguages";
import type { FaultWords } from "../../../src/words/words";
import { sourceFiles, sourceText } from "./sources";

/** What a second language must be; the compiler is the test. */
export const whole: Words = en;

export function withoutPart(texts: Omit<Words, "runs">): Words {
  // @ts-expect-error A part is missing.
  return texts;
}

export function withoutText(runs: Omit<Words["runs"], "none">): Words {
  // @ts-expect-error A text inside a part is missing.
  return { ...en, runs };
}

export const furtherText: Words = {
  ...en,
  // @ts-expect-error No other language has this text.
  diagnostics: { ...en.diagnostics, further: "A text of its own." },
};

export const otherParameters: Words = {
  ...en,
  // @ts-expect-error The time left is a text, no number.
  progress: { ...en.progress, left: (seconds: number) => `${seconds} s` },
};

export function withoutFault(
  faults: Omit<FaultWords<Faults>, "config.no-run">,
): FaultWords<Faults> {
  // @ts-expect-error The words of a fault are missing.
  return faults;
}

export function withoutReadmes(texts: Omit<KitWords, "readmes">): KitWords {
  // @ts-expect-error A part of the exported files is missing.
  return texts;
}

test("English has texts of every kind", () => {
  expect(allLanguages.en).toBe(whole);
  expect(Object.keys(kitLanguages)).toEqual(Object.keys(allLanguages));
});

/** A language by name, or the import of its texts as values. */
const chosen =
  /\b(?:languages|allLanguages|kitLanguages)\.en\b|import (?!type )[^;]*words\/en\//;

test("nothing outside words chooses a language by itself", () => {
  const outside = sourceFiles.filter((path) => !path.startsWith("words/"));
  expect(outside.filter((path) => chosen.test(sourceText(path)))).toEqual([]);
});
