import { ConfigError } from "../../../model/configError";
import type { Choice } from "../../../model/run/configuration";
import { readSettings } from "../../../model/settings";
import type { Knob } from "../structureChoice";
import { largestThreshold } from "./grid";
import { pivotRefusal } from "./refusals";
import { pivotSettings } from "./settings";

/** Thresholds that notebook 67 reports, in 1 - cos; in angular space the same numbers are radians. */
export const realThresholds: readonly number[] = [0.1, 0.15, 0.2, 0.25, 0.3];

const isHamming = (choice: Choice) => choice["space"] === "hamming";

/**
 * Hamming thresholds are whole; real ones lie on the surface's grid, and are
 * given back as its numbers.
 */
function checkThresholds(
  thresholds: readonly number[],
  choice: Choice,
): number[] {
  const { space, statistic, count } = readSettings(pivotSettings, choice);
  return thresholds.map((threshold) => {
    if (space === "hamming") {
      if (Number.isInteger(threshold)) return threshold;
      throw new ConfigError(
        "method.refused",
        pivotRefusal("threshold-not-whole", { threshold }),
      );
    }
    const steps = Math.round(threshold * 1000);
    const most = largestThreshold(space, statistic, count);
    if (threshold > most || Math.abs(threshold * 1000 - steps) > 1e-9)
      throw new ConfigError(
        "method.refused",
        pivotRefusal("threshold-off-grid", { threshold, space, most }),
      );
    return steps / 1000;
  });
}

/** The threshold t: largest difference of pivot distances that passes. */
export const thresholdKnob: Knob = {
  reported: (choice) => (isHamming(choice) ? [15, 20] : realThresholds),
  first: (choice) => (isHamming(choice) ? 20 : 0.2),
  unit: (choice) => String(choice["space"]),
  check: checkThresholds,
};
