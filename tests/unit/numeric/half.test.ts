import { describe, expect, it } from "vitest";
import { float32ToHalf, halfToFloat32 } from "../../../src/numeric/half";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";

const ALL = Uint16Array.from({ length: 65536 }, (_, i) => i);

/** The value of a half, straight from the definition of the format. */
function definedValue(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

describe("halfToFloat32", () => {
  it("has the defined value for all 65,536 patterns", () => {
    const actual = halfToFloat32(ALL);
    const wrong = Array.from(ALL).filter(
      (half) => !Object.is(actual[half], definedValue(half)),
    );
    expect(wrong).toEqual([]);
  });
});

describe("float32ToHalf", () => {
  it("inverts halfToFloat32, up to NaN payloads", () => {
    const back = float32ToHalf(halfToFloat32(ALL));
    const wrong = Array.from(ALL).filter((half) =>
      Number.isNaN(definedValue(half))
        ? !Number.isNaN(definedValue(back[half]))
        : back[half] !== half,
    );
    expect(wrong).toEqual([]);
  });

  it("rounds to nearest, ties to even, between every pair of neighbours", () => {
    // 0x7bff is the largest finite half; above it lies 65,536, read as infinity.
    const wrong: number[] = [];
    for (let half = 0; half <= 0x7bff; half++) {
      const low = definedValue(half);
      const high = half === 0x7bff ? 65536 : definedValue(half + 1);
      const middle = (low + high) / 2;
      const step = middle * 2 ** -22;
      const even = half % 2 === 0 ? half : half + 1;
      const around = Float32Array.of(middle - step, middle, middle + step);
      const [below, tie, above] = float32ToHalf(around);
      const [, negativeTie] = float32ToHalf(around.map((value) => -value));
      if (
        below !== half ||
        tie !== even ||
        above !== half + 1 ||
        negativeTie !== (even | 0x8000)
      ) {
        wrong.push(half);
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [65504, 0x7bff],
    [65519.99, 0x7bff],
    [65520, 0x7c00],
    [3e38, 0x7c00],
    [-Infinity, 0xfc00],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [2 ** -25 * (1 + 2 ** -23), 0x0001],
    [1e-45, 0x0000],
    [-1e-45, 0x8000],
  ])("of %d is pattern %i", (value, pattern) => {
    expect(float32ToHalf(Float32Array.of(value))[0]).toBe(pattern);
  });

  it("keeps NaN a NaN even when its payload lies in the dropped bits", () => {
    const nan = new Float32Array(Uint32Array.of(0x7f800001).buffer);
    expect(definedValue(float32ToHalf(nan)[0])).toBeNaN();
  });

  it("errs by at most half a unit in the last place", () => {
    const normals = new NumpyGenerator(3).standardNormals(5000);
    const values = Float32Array.from(normals);
    const back = halfToFloat32(float32ToHalf(values));
    values.forEach((value, i) => {
      const unit =
        2 ** Math.max(-24, Math.floor(Math.log2(Math.abs(value))) - 10);
      expect(Math.abs(back[i] - value)).toBeLessThanOrEqual(unit / 2);
    });
  });

  it("reads a view at its own offset", () => {
    const view = Float32Array.of(7, 1, 2).subarray(1);
    expect(Array.from(float32ToHalf(view))).toEqual([0x3c00, 0x4000]);
  });
});
