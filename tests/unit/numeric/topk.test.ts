import { describe, expect, it } from "vitest";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import { smallestByDistance, topKByScore } from "../../../src/numeric/topk";

/** Few distinct values, so that ties are everywhere. */
function coarse(n: number, seed: number, distinct: number): number[] {
  const rng = new NumpyGenerator(seed);
  return Array.from({ length: n }, () => rng.integers(distinct));
}

function sortedIndices(
  n: number,
  compare: (a: number, b: number) => number,
): number[] {
  return Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => compare(a, b) || a - b,
  );
}

describe("topKByScore", () => {
  it.each([0, 1, 2, 3, 10, 31, 199, 200, 500])(
    "agrees with a full sort for k = %i",
    (k) => {
      const n = 200;
      for (const distinct of [1, 3, 20, 1_000_000]) {
        const scores = Float32Array.from(
          coarse(n, k + 1, distinct),
          (v) => v - 9,
        );
        const order = sortedIndices(n, (a, b) => scores[b] - scores[a]);
        expect(Array.from(topKByScore(scores, k))).toEqual(order.slice(0, k));
        const others = order.filter((i) => i !== 17);
        const actual = topKByScore(scores, k, 17);
        expect(Array.from(actual)).toEqual(others.slice(0, k));
      }
    },
  );

  it("orders doubles that a single could not tell apart", () => {
    const scores = Float64Array.of(1, 1 + 2 ** -50, 1 - 2 ** -50);
    expect(Array.from(topKByScore(scores, 2))).toEqual([1, 0]);
  });

  it("ranks equal scores by index, infinities and signed zeros too", () => {
    const scores = Float64Array.of(-Infinity, 0, -0, Infinity, 0, Infinity);
    expect(Array.from(topKByScore(scores, 6))).toEqual([3, 5, 1, 2, 4, 0]);
  });

  it("has nothing to return without candidates", () => {
    expect(topKByScore(new Float32Array(0), 5)).toHaveLength(0);
    expect(topKByScore(Float32Array.of(1), 5, 0)).toHaveLength(0);
  });

  it("rejects NaN and impossible k", () => {
    const scores = Float32Array.of(1, NaN, 2);
    expect(() => topKByScore(scores, 1)).toThrow("score 1 of 3 is NaN");
    expect(Array.from(topKByScore(scores, 1, 1))).toEqual([2]);
    expect(() => topKByScore(scores, -1)).toThrow(RangeError);
    expect(() => topKByScore(scores, 1.5)).toThrow(RangeError);
  });
});

describe("smallestByDistance", () => {
  it.each([0, 1, 5, 50, 300, 301, 999])(
    "agrees with a full sort for count = %i",
    (count) => {
      const n = 300;
      for (const distinct of [1, 2, 40, 256]) {
        const values = coarse(n, count + 7, distinct);
        const order = sortedIndices(n, (a, b) => values[a] - values[b]);
        for (const distances of [
          Uint8Array.from(values),
          Uint16Array.from(values),
          Uint32Array.from(values),
        ]) {
          const actual = smallestByDistance(distances, count);
          expect(Array.from(actual)).toEqual(order.slice(0, count));
        }
        const include = (i: number) => i % 3 === 1;
        const kept = order.filter(include).slice(0, count);
        const filtered = smallestByDistance(
          Uint16Array.from(values),
          count,
          include,
        );
        expect(Array.from(filtered)).toEqual(kept);
      }
    },
  );

  it("has nothing to return without candidates", () => {
    expect(smallestByDistance(new Uint8Array(0), 4)).toHaveLength(0);
    const none = smallestByDistance(Uint8Array.of(3, 1), 4, () => false);
    expect(none).toHaveLength(0);
  });

  it("rejects what cannot be counted", () => {
    const huge = Uint32Array.of(1, 2 ** 31);
    expect(() => smallestByDistance(huge, 1)).toThrow(/2147483648/);
    expect(() => smallestByDistance(Uint8Array.of(1), -1)).toThrow(RangeError);
  });
});
