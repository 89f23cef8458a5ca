import { expect, test } from "vitest";
import type { Faults } from "../../../src/model/fault";
import { en } from "../../../src/words/en/en";
import { languages, type Words } from "../../../src/words/languages";
import type { FaultWords } from "../../../src/words/words";

/** What a second language must be; the compiler is the test. */
export const whole: Words = en;

const { runs: _runs, ...withoutRuns } = en;

// @ts-expect-error A part is missing.
export const missingPart: Words = withoutRuns;

const { none: _none, ...withoutNone } = en.runs;

// @ts-expect-error A text inside a part is missing.
export const missingText: Words = { ...en, runs: withoutNone };

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

const { "config.no-run": _noRun, ...withoutFault } = en.faults;

// @ts-expect-error The words of a fault are missing.
export const missingFault: FaultWords<Faults> = withoutFault;

test("English has texts of every kind", () => {
  expect(languages.en).toBe(whole);
});
