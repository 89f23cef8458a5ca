import { ConfigError } from "../../model/configError";
import type { SettingRequest } from "../../model/evaluationReports";
import type { RunState } from "../pipeline";

/** Whole numbers from 1 on. */
export function checkCounts(name: string, counts: readonly number[]): void {
  const wrong = counts.find(
    (count) => !Number.isSafeInteger(count) || count < 1,
  );
  if (wrong !== undefined)
    throw new ConfigError("config.no-count", { name, value: wrong });
}

/** A part of what the run computed, where one is asked for. */
export function checkPart(
  name: string,
  part: number | undefined,
  whole: number,
): void {
  if (part === undefined) return;
  checkCounts(name, [part]);
  if (part > whole)
    throw new ConfigError("config.part-above-whole", { name, part, whole });
}

/** A setting at which a run can be read, its k filled in. */
export function checkSetting(
  { threshold, limit, k }: SettingRequest,
  { config }: RunState,
): {
  readonly threshold: number | null;
  readonly limit: number;
  readonly k: number;
} {
  checkCounts("limit", [limit]);
  checkPart("k", k, config.k);
  if (threshold !== null && !(threshold >= 0))
    throw new ConfigError("config.threshold-negative", { threshold });
  return { threshold, limit, k: k ?? config.k };
}
