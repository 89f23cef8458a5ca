import type { ParityStage } from "../../model/parityReport";

/** f32 distances of unit vectors agree so far between programs. */
const REAL_TOLERANCE = 1e-6;

/** Compares a query's distances to the pivots, one by one. */
export function compareDistances(
  given: readonly number[],
  own: ArrayLike<number>,
  isWhole: boolean,
): ParityStage {
  const stage = (
    verdict: ParityStage["verdict"],
    finding: string,
  ): ParityStage => ({ stage: "pivot-distances", verdict, finding });
  if (given.length !== own.length)
    return stage(
      "differs",
      `${given.length} distances are given, there are ${own.length} pivots.`,
    );
  const tolerance = isWhole ? 0 : REAL_TOLERANCE;
  const isNear = (a: number, b: number) => Math.abs(a - b) <= tolerance;
  const wrong = given.findIndex((value, p) => !isNear(value, own[p]));
  if (wrong < 0)
    return stage("same", `The same distances to ${own.length} pivots.`);
  const sorted = (values: ArrayLike<number>) =>
    Array.from(values).sort((a, b) => a - b);
  const ownSorted = sorted(own);
  if (sorted(given).every((value, i) => isNear(value, ownSorted[i])))
    return stage(
      "differs",
      "The same distances in another order: the pivots are ordered differently.",
    );
  const wraps = given.every(
    (value, p) => isNear(value, own[p]) || value === own[p] - 256,
  );
  return stage(
    "differs",
    `Pivot ${wrong}: ${given[wrong]}, not ${own[wrong]}.${
      wraps ? " It wrapped at 256: 8 bits are too few for this hash." : ""
    }`,
  );
}

/** An answer as the app finds it. */
export interface OwnAnswer {
  readonly ids: readonly number[];
  readonly distances: readonly number[];
}

/** Compares answers rank by rank; `distanceOf` tells the Hamming distance of any document. */
export function compareAnswers(
  given: readonly number[],
  own: OwnAnswer,
  distanceOf: (id: number) => number | null,
  survives: (id: number) => boolean,
): ParityStage {
  const stage = (
    verdict: ParityStage["verdict"],
    finding: string,
  ): ParityStage => ({ stage: "ids", verdict, finding });
  const rank = given.findIndex((id, i) => id !== own.ids[i]);
  if (rank < 0)
    return stage(
      "same",
      `The same ${given.length} documents in the same order.`,
    );
  const id = given[rank];
  const distance = distanceOf(id);
  const at = `Rank ${rank + 1}: document ${id}`;
  if (distance === null)
    return stage("differs", `${at} is not among the documents searched.`);
  if (!survives(id))
    return stage(
      "differs",
      `${at} (distance ${distance}) does not pass the pivot filter here.`,
    );
  const expected = own.ids[rank];
  if (expected === undefined)
    return stage("differs", `${at} is one more than there are.`);
  if (distance === own.distances[rank])
    return stage(
      "within-rounding",
      `${at} instead of ${expected}: both at distance ${distance}, equal distances go by id here.`,
    );
  return stage(
    "differs",
    `${at} (distance ${distance}), not ${expected} (distance ${own.distances[rank]}).`,
  );
}
