import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { NumpyRandomState } from "../../../src/numeric/random/mt19937";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import { loadFixture } from "../../fixtures/load";
import type { StoredDraw } from "../../fixtures/load";

const fixture = loadFixture("random");

function expectDraw(actual: Int32Array, stored: StoredDraw): void {
  expect(actual.length).toBe(stored.length);
  if ("values" in stored) {
    expect(Array.from(actual)).toEqual(stored.values);
    return;
  }
  expect(Array.from(actual.subarray(0, 50))).toEqual(stored.first);
  expect(Array.from(actual.subarray(-50))).toEqual(stored.last);
  const bytes = new Uint8Array(actual.buffer, actual.byteOffset);
  const digest = createHash("sha256").update(bytes).digest("hex");
  expect(digest).toBe(stored.sha256);
}

function times<T>(count: number, draw: () => T): T[] {
  return Array.from({ length: count }, draw);
}

describe.each(fixture.generators)(
  "NumpyGenerator is default_rng($seed)",
  (stored) => {
    const fresh = () => new NumpyGenerator(stored.seed);

    it("draws numpy's doubles", () => {
      const rng = fresh();
      expect(times(8, () => rng.random())).toEqual(stored.random);
    });

    it.each(stored.integers)("integers($high)", ({ high, values }) => {
      const rng = fresh();
      expect(times(12, () => rng.integers(high))).toEqual(values);
    });

    it.each(stored.choice)("choice($n, $count)", (draw) => {
      expectDraw(fresh().choice(draw.n, draw.count), draw);
    });

    it.each(stored.permutation)("permutation($n)", (draw) => {
      expectDraw(fresh().permutation(draw.n), draw);
    });

    it("keeps the spare half word over 64-bit draws", () => {
      const rng = fresh();
      const actual: number[] = [];
      for (let i = 0; i < 6; i++) actual.push(rng.integers(1000), rng.random());
      actual.push(...rng.permutation(5), rng.integers(1000));
      expect(actual).toEqual(stored.mixed);
    });
  },
);

describe.each(fixture.randomStates)(
  "NumpyRandomState is RandomState($seed)",
  (stored) => {
    const fresh = () => new NumpyRandomState(stored.seed);

    it("draws numpy's doubles", () => {
      const state = fresh();
      expect(times(8, () => state.random())).toEqual(stored.random);
    });

    it.each(stored.randint)("randint($high)", ({ high, values }) => {
      const state = fresh();
      expect(times(12, () => state.randint(high))).toEqual(values);
    });

    it.each(stored.choice)("choice($n, $count)", (draw) => {
      expectDraw(fresh().choice(draw.n, draw.count), draw);
    });

    it.each(stored.permutation)("permutation($n)", (draw) => {
      expectDraw(fresh().permutation(draw.n), draw);
    });

    it("goes on after the state is used up", () => {
      const state = fresh();
      times(620, () => state.nextUint32());
      expect(times(11, () => state.nextUint32())).toEqual(stored.words);
    });
  },
);

describe("the published first pivot", () => {
  it("is document 7270", () => {
    expect(new NumpyRandomState(42).randint(10000)).toBe(7270);
  });
});

describe("standardNormals", () => {
  const count = 200_001;
  const normals = new NumpyGenerator(5).standardNormals(count);
  const moment = (power: number) =>
    normals.reduce((sum, x) => sum + x ** power, 0) / count;

  it("has the moments of a standard normal, within 5 standard errors", () => {
    // Standard errors of the first four moments: sqrt(1, 2, 15, 96) / sqrt(N).
    const bound = (variance: number) => 5 * Math.sqrt(variance / count);
    expect(Math.abs(moment(1))).toBeLessThan(bound(1));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(bound(2));
    expect(Math.abs(moment(3))).toBeLessThan(bound(15));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(bound(96));
  });

  it("is the same for the same seed, and another for another", () => {
    const again = new NumpyGenerator(5).standardNormals(10);
    expect(again).toEqual(normals.slice(0, 10));
    expect(new NumpyGenerator(6).standardNormals(10)).not.toEqual(again);
  });

  it("gives no values when asked for none", () => {
    expect(new NumpyGenerator(5).standardNormals(0)).toHaveLength(0);
  });
});

describe("arguments", () => {
  it.each([-1, 0.5, NaN, 2 ** 53])("rejects generator seed %s", (seed) => {
    expect(() => new NumpyGenerator(seed)).toThrow(RangeError);
  });

  it.each([-1, 0.5, 2 ** 32])("rejects legacy seed %s", (seed) => {
    expect(() => new NumpyRandomState(seed)).toThrow(/seed.*4294967295/);
  });

  it.each([0, -3, 1.5, 2 ** 32 + 1])("rejects the range %s", (high) => {
    expect(() => new NumpyGenerator(1).integers(high)).toThrow(RangeError);
    expect(() => new NumpyRandomState(1).randint(high)).toThrow(RangeError);
  });

  it("rejects more draws without replacement than there are", () => {
    expect(() => new NumpyGenerator(1).choice(5, 6)).toThrow(/0 to 5, got 6/);
    expect(() => new NumpyRandomState(1).choice(5, 6)).toThrow(/got 6/);
  });
});
