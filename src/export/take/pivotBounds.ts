import type { PivotSpace } from "../../model/pivotSpace";
import type { PivotStatistic } from "../../search/structure/pivots/settings";

/** The range that a stored pivot distance must lie in, both ends included. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

const view = new DataView(new ArrayBuffer(4));

/** f32 values in their order as whole numbers. */
function ordinal(value: number): number {
  view.setFloat32(0, value);
  const bits = view.getInt32(0);
  return bits >= 0 ? bits : -(bits & 0x7fffffff);
}

function ofOrdinal(order: number): number {
  view.setInt32(0, order >= 0 ? order : -order | 0x80000000);
  return view.getFloat32(0);
}

/** The last f32 from `inside` towards `outside` that passes; `inside` passes. */
function lastPassing(
  inside: number,
  outside: number,
  passes: (value: number) => boolean,
): number {
  if (passes(outside)) return outside;
  let good = ordinal(inside);
  let bad = ordinal(outside);
  while (Math.abs(bad - good) > 1) {
    const middle = Math.trunc((good + bad) / 2);
    if (passes(ofOrdinal(middle))) good = middle;
    else bad = middle;
  }
  return ofOrdinal(good);
}

/**
 * Which stored distances a document may have for one pivot, when the query has
 * `distance` and the threshold is `t`. For the largest difference this is the
 * filter itself; for the sum of squares it holds for every survivor, and the
 * sum decides. Real distances are compared in f32 as the app compares them; the
 * bounds then lie halfway between the last value inside and the first outside,
 * so that no program's reading of the number decides. `low > high`: nothing passes.
 */
export function pivotBounds(
  space: PivotSpace,
  statistic: PivotStatistic,
  distance: number,
  t: number,
  bits: number,
): Bounds {
  if (space === "hamming") {
    const whole = Math.floor(t);
    return {
      low: Math.max(0, distance - whole),
      high: Math.min(bits, distance + whole),
    };
  }
  const bar = Math.fround(t);
  const passes = (value: number) => {
    const gap = Math.fround(Math.abs(distance - value));
    if (statistic === "max") return space === "cosine" ? gap < bar : gap <= bar;
    const square = gap * gap;
    return space === "cosine" ? square < t * t : square <= t * t;
  };
  if (!passes(distance)) return { low: 1, high: 0 };
  // No distance of unit vectors lies outside -1..4.
  const low = lastPassing(distance, -1, passes);
  const high = lastPassing(distance, 4, passes);
  return {
    low: (low + ofOrdinal(ordinal(low) - 1)) / 2,
    high: (high + ofOrdinal(ordinal(high) + 1)) / 2,
  };
}
