import { describe, expect, test } from "vitest";
import { survives } from "../../../src/search/structure/pivots/rule";
import { pivotBounds } from "../../../src/export/take/pivotBounds";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";

/** The f32 neighbours of a number, nearest first. */
function neighbours(value: number): number[] {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  const bits = view.getInt32(0);
  return [-2, -1, 0, 1, 2].map((step) => {
    view.setInt32(0, bits + step);
    return view.getFloat32(0);
  });
}

describe.each([
  ["cosine", "max"],
  ["angular", "max"],
  ["cosine", "sum-of-squares"],
  ["angular", "sum-of-squares"],
] as const)("%s, %s", (space, statistic) => {
  test("a value lies in the bounds just when one pivot alone keeps it", () => {
    const random = new NumpyGenerator(17);
    const filter = {
      space,
      statistic,
      pivots: 1,
      documentDistances: new Float32Array(1),
      queryDistances: new Float32Array(1),
      thresholds: new Float64Array(0),
    };
    for (let i = 0; i < 400; i++) {
      const distance = Math.fround(random.random() * 2);
      const t = Math.round(random.random() * 500) / 1000;
      const { low, high } = pivotBounds(space, statistic, distance, t, 64);
      const near = [distance - t, distance + t, distance].flatMap(neighbours);
      for (const value of near) {
        if (value < -1 || value > 4) continue;
        const gap = Math.fround(Math.abs(distance - value));
        const kept = survives(filter, statistic === "max" ? gap : gap * gap, t);
        expect(value >= low && value <= high).toBe(kept);
      }
    }
  });
});

test("Hamming bounds are whole numbers between 0 and the bits", () => {
  expect(pivotBounds("hamming", "max", 5, 20, 64)).toEqual({
    low: 0,
    high: 25,
  });
  expect(pivotBounds("hamming", "max", 60, 20, 64)).toEqual({
    low: 40,
    high: 64,
  });
  expect(pivotBounds("hamming", "max", 30, 0, 64)).toEqual({
    low: 30,
    high: 30,
  });
});

test("a cosine threshold of 0 keeps nothing", () => {
  const { low, high } = pivotBounds("cosine", "max", 0.5, 0, 64);
  expect(low).toBeGreaterThan(high);
});
