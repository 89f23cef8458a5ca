import type { Choice } from "../../../model/run/configuration";
import {
  type GivenSettings,
  oneOf,
  readSettings,
  seedSetting,
  type ValuesOf,
  wholeNumber,
} from "../../../model/settings";

/** Where pivots are compared with documents: between codes, or between vectors. */
export type PivotSpace = "hamming" | "cosine" | "angular";

/** RandomState, which draws the first pivot of real distances, takes 32-bit seeds. */
const MAX_RANDOM_STATE_SEED = 2 ** 32 - 1;

export const pivotSettings = {
  count: wholeNumber({
    default: 8,
    min: 1,
    max: 64,
    most: ({ documents }) => documents,
  }),
  seed: seedSetting(({ space }: GivenSettings) =>
    space === "hamming" ? Number.MAX_SAFE_INTEGER : MAX_RANDOM_STATE_SEED,
  ),
  /** "imported" when pivots were brought along. */
  strategy: oneOf(["furthest-first", "imported"], ["imported"]),
  space: oneOf<PivotSpace>(["hamming", "cosine", "angular"]),
  /** The largest difference over the pivots, or the root of the sum of their squares. */
  statistic: oneOf(["max", "sum-of-squares"]),
};

export type PivotSettings = ValuesOf<typeof pivotSettings>;
/** The pivots' settings of a structure; null where it is another. */
export function readPivots(structure: Choice): PivotSettings | null {
  return structure.method === "pivots"
    ? readSettings(pivotSettings, structure)
    : null;
}

export type PivotStatistic = PivotSettings["statistic"];
