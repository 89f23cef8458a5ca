import type { Surface } from "../../../model/surface";
import { hasWindows, isWhole, type PivotRule } from "./rule";

/**
 * Share of the first `k` neighbours that the pivots are sure to keep at each of
 * `thresholds`, without a look at any pivot: those within Hamming distance t of
 * their query, by the triangle inequality. null where t is no such distance, or
 * where the sum of squares may exceed it. Keys of the surface are Hamming
 * distances.
 */
export function guaranteedRecall(
  rule: PivotRule,
  surface: Surface,
  thresholds: readonly (number | null)[],
  k: number = surface.k,
): number[] | null {
  if (!isWhole(rule) || !hasWindows(rule)) return null;
  const { neighbourKey, queries } = surface;
  return thresholds.map((threshold) => {
    if (threshold === null) return 1;
    let kept = 0;
    for (let q = 0; q < queries; q++)
      for (let g = 0; g < k; g++)
        if (neighbourKey[q * surface.k + g] <= threshold) kept++;
    return kept / (queries * k);
  });
}
