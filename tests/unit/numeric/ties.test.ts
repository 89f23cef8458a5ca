import { describe, expect, it } from "vitest";
import { bestTies, expectedTies, worstTies } from "../../../src/numeric/ties";

/** Neighbours inside the limit for every order of the group's members. */
function everyOrder(
  less: number,
  tie: number,
  relevant: number,
  limit: number,
): number[] {
  const outcomes: number[] = [];
  for (let order = 0; order < 2 ** tie; order++) {
    const isRelevant = Array.from({ length: tie }, (_, i) => (order >> i) & 1);
    if (isRelevant.filter((bit) => bit === 1).length !== relevant) continue;
    const inside = isRelevant.filter((_, i) => less + i < limit);
    outcomes.push(inside.filter((bit) => bit === 1).length);
  }
  return outcomes;
}

describe("ties", () => {
  it("are the extremes and the mean over all orders", () => {
    for (const less of [0, 1, 3]) {
      for (let tie = 1; tie <= 6; tie++) {
        for (let relevant = 0; relevant <= tie; relevant++) {
          for (let limit = 0; limit <= less + tie + 1; limit++) {
            const outcomes = everyOrder(less, tie, relevant, limit);
            const sum = outcomes.reduce((total, value) => total + value, 0);
            const group = [less, tie, relevant, limit] as const;
            expect(bestTies(...group)).toBe(Math.max(...outcomes));
            expect(worstTies(...group)).toBe(Math.min(...outcomes));
            expect(expectedTies(...group)).toBeCloseTo(
              sum / outcomes.length,
              12,
            );
          }
        }
      }
    }
  });

  it("are exact when the limit takes in all of the group or none", () => {
    expect(expectedTies(3, 7, 5, 10)).toBe(5);
    expect(expectedTies(3, 7, 5, 1000)).toBe(5);
    expect(expectedTies(3, 7, 5, 3)).toBe(0);
  });

  it("are zero for an empty group", () => {
    expect(bestTies(2, 0, 0, 10)).toBe(0);
    expect(worstTies(2, 0, 0, 10)).toBe(0);
    expect(expectedTies(2, 0, 0, 10)).toBe(0);
  });
});
