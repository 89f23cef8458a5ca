import type { Message } from "../../model/message";
import type { ParityStage } from "../../model/parityReport";

/** f32 distances of unit vectors agree so far between programs. */
const REAL_TOLERANCE = 1e-6;

/** Compares a query's distances to the pivots, one by one. */
export function compareDistances(
  given: readonly number[],
  expected: ArrayLike<number>,
  isWhole: boolean,
): ParityStage {
  const stage = (
    verdict: ParityStage["verdict"],
    finding: Message,
  ): ParityStage => ({ stage: "pivot-distances", verdict, finding });
  if (given.length !== expected.length)
    return stage("differs", {
      name: "parity.distances-count",
      params: { given: given.length, pivots: expected.length },
    });
  const tolerance = isWhole ? 0 : REAL_TOLERANCE;
  const isNear = (a: number, b: number) => Math.abs(a - b) <= tolerance;
  const wrong = given.findIndex((value, p) => !isNear(value, expected[p]));
  if (wrong < 0)
    return stage("same", {
      name: "parity.distances-same",
      params: { pivots: expected.length },
    });
  const sorted = (values: ArrayLike<number>) =>
    Array.from(values).sort((a, b) => a - b);
  const expectedSorted = sorted(expected);
  if (sorted(given).every((value, i) => isNear(value, expectedSorted[i])))
    return stage("differs", {
      name: "parity.distances-reordered",
      params: {},
    });
  const wraps = given.every(
    (value, p) => isNear(value, expected[p]) || value === expected[p] - 256,
  );
  return stage("differs", {
    name: "parity.distance-differs",
    params: {
      pivot: wrong,
      given: given[wrong],
      expected: expected[wrong],
      wrapped: wraps,
    },
  });
}

/** An answer as the app finds it. */
export interface AppAnswer {
  readonly ids: readonly number[];
  readonly distances: readonly number[];
}

/** Compares answers rank by rank; `distanceOf` tells the Hamming distance of any document. */
export function compareAnswers(
  given: readonly number[],
  answer: AppAnswer,
  distanceOf: (id: number) => number | null,
  survives: (id: number) => boolean,
): ParityStage {
  const stage = (
    verdict: ParityStage["verdict"],
    finding: Message,
  ): ParityStage => ({ stage: "ids", verdict, finding });
  const index = given.findIndex((id, i) => id !== answer.ids[i]);
  if (index < 0)
    return stage("same", {
      name: "parity.ids-same",
      params: { count: given.length },
    });
  const id = given[index];
  const rank = index + 1;
  const distance = distanceOf(id);
  if (distance === null)
    return stage("differs", {
      name: "parity.id-unknown",
      params: { rank, id },
    });
  if (!survives(id))
    return stage("differs", {
      name: "parity.id-left-out",
      params: { rank, id, distance },
    });
  const expected = answer.ids[index];
  if (expected === undefined)
    return stage("differs", { name: "parity.id-beyond", params: { rank, id } });
  const expectedDistance = answer.distances[index];
  if (distance === expectedDistance)
    return stage("within-rounding", {
      name: "parity.id-tied",
      params: { rank, id, expected, distance },
    });
  return stage("differs", {
    name: "parity.id-differs",
    params: { rank, id, distance, expected, expectedDistance },
  });
}
