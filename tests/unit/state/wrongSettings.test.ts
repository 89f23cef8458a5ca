import { expect, test } from "vitest";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import { defaultRunConfig } from "../../../src/search/config/complete";
import {
  firstThreshold,
  limitsToReport,
  mergeConfig,
  nearestLimit,
  showableConfig,
  thresholdUnit,
} from "../../../src/search/config/edits";
import type { PartialConfig } from "../../../src/model/run/configuration";

const wrong: readonly unknown[] = [
  null,
  true,
  NaN,
  Infinity,
  -1,
  0,
  1.5,
  1e300,
  "",
  "abc",
  "12",
  [],
  [NaN],
  ["a"],
  [null],
  [-1],
  [[1]],
  {},
  { method: null },
  { method: "abc" },
  { method: 3 },
  { bits: "x" },
  { count: [1] },
  { length: 3 },
];

const random = new NumpyGenerator(22);

/** A configuration some of whose parts are not what they should be. */
function wrongPatch(): PartialConfig {
  const names = Object.keys(defaultRunConfig);
  const chosen = names.filter(() => random.random() < 0.3);
  return Object.fromEntries(
    chosen.map((name) => [name, wrong[random.integers(wrong.length)]]),
  );
}

test("whatever a script or a link asks for, the page has a configuration that it can draw", () => {
  for (let i = 0; i < 3000; i++) {
    const patch = wrongPatch();
    const shown = showableConfig(
      mergeConfig(defaultRunConfig, patch),
      defaultRunConfig,
    );
    const asked = JSON.stringify(patch);
    for (const list of [shown.limits, shown.thresholds])
      expect(
        list.every((value) => Number.isFinite(value)),
        asked,
      ).toBe(true);
    expect(Number.isFinite(shown.k), asked).toBe(true);
    expect(Number.isFinite(shown.queries.count), asked).toBe(true);
    expect(Number.isFinite(shown.queries.seed), asked).toBe(true);
    expect(typeof shown.queries.census, asked).toBe("boolean");
    for (const part of [shown.hash, shown.structure, shown.score])
      for (const value of Object.values(part))
        expect(["string", "number"], asked).toContain(typeof value);
    // What the page reads of a configuration.
    expect(thresholdUnit(shown)).toEqual(expect.any(String));
    firstThreshold(shown);
    const limit = nearestLimit(shown.limits, 500);
    expect(
      limitsToReport(shown.limits, limit).every((value) =>
        Number.isFinite(value),
      ),
      asked,
    ).toBe(true);
  }
});
