import type { RunRecord } from "./record";
import { canonicalJson } from "../../numeric/canonicalJson";

/** Two runs of the same data, settings, device and imports give the same numbers. */
export function sameRun(
  a: RunRecord["result"],
  b: RunRecord["result"],
): boolean {
  const key = ({ config, dataset, device, imported }: RunRecord["result"]) =>
    // Which rows are reported does not change a number.
    canonicalJson([
      {
        ...config,
        thresholds: null,
        limits: null,
        device: null,
      },
      dataset,
      device.backend,
      imported,
    ]);
  return key(a) === key(b);
}
