import { describe, expect, it } from "vitest";
import {
  fromPackedBytes,
  hammingDistance,
  packBits,
  packSigns,
  popcount32,
  toPackedBytes,
  unpackBits,
  wordsPerCode,
} from "../../../src/numeric/bits";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import { decode, loadFixture } from "../../fixtures/load";

const WIDTHS = [1, 7, 8, 9, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256];

function randomBits(count: number, seed: number): Uint8Array {
  const rng = new NumpyGenerator(seed);
  return Uint8Array.from({ length: count }, () => rng.integers(2));
}

describe("wordsPerCode", () => {
  it.each([
    [0, 0],
    [1, 1],
    [31, 1],
    [32, 1],
    [33, 2],
    [1024, 32],
  ])("%i bits take %i words", (bits, words) => {
    expect(wordsPerCode(bits)).toBe(words);
  });
});

describe("popcount32", () => {
  it.each([
    [0, 0],
    [1, 1],
    [0x80000000, 1],
    [0xffffffff, 32],
    [-1, 32],
    [0x7fffffff, 31],
    [0xa5a5a5a5, 16],
  ])("of %i is %i", (x, count) => {
    expect(popcount32(x)).toBe(count);
  });
});

describe("the layout", () => {
  it("puts bit 0 into the most significant bit of word 0", () => {
    const bits = new Uint8Array(33);
    bits[0] = 1;
    bits[32] = 1;
    expect(packBits(bits, 1, 33)).toEqual(
      Uint32Array.of(0x80000000, 0x80000000),
    );
    bits[1] = 1;
    bits[31] = 1;
    expect(packBits(bits, 1, 33)[0]).toBe(0xc0000001);
  });

  it("writes bytes in the order of numpy's packbits", () => {
    for (const stored of loadFixture("itq").cases) {
      const rows = stored.unpackedBits.shape[0];
      const unpacked = decode(stored.unpackedBits, "uint8");
      const packed = decode(stored.packedBits, "uint8");
      const codes = packBits(unpacked, rows, stored.bits);
      expect(toPackedBytes(codes, rows, stored.bits)).toEqual(packed);
      expect(fromPackedBytes(packed, rows, stored.bits)).toEqual(codes);
    }
  });

  it.each(WIDTHS)("survives every conversion at %i bits", (bits) => {
    const rows = 5;
    const unpacked = randomBits(rows * bits, bits);
    const codes = packBits(unpacked, rows, bits);
    expect(codes).toHaveLength(rows * wordsPerCode(bits));
    expect(unpackBits(codes, rows, bits)).toEqual(unpacked);
    const bytes = toPackedBytes(codes, rows, bits);
    expect(bytes).toHaveLength(rows * Math.ceil(bits / 8));
    expect(fromPackedBytes(bytes, rows, bits)).toEqual(codes);
  });

  it.each(WIDTHS)(
    "leaves the padding of full codes zero at %i bits",
    (bits) => {
      const ones = new Uint8Array(bits).fill(1);
      const codes = packBits(ones, 1, bits);
      const total = codes.reduce((sum, word) => sum + popcount32(word), 0);
      expect(total).toBe(bits);
      const dirty = new Uint8Array(Math.ceil(bits / 8)).fill(255);
      expect(fromPackedBytes(dirty, 1, bits)).toEqual(codes);
    },
  );

  it("handles codes of no bits and tables of no rows", () => {
    expect(packBits(new Uint8Array(0), 3, 0)).toHaveLength(0);
    expect(unpackBits(new Uint32Array(0), 3, 0)).toHaveLength(0);
    expect(fromPackedBytes(new Uint8Array(0), 3, 0)).toHaveLength(0);
    expect(toPackedBytes(new Uint32Array(0), 0, 33)).toHaveLength(0);
  });
});

describe("packSigns", () => {
  it("sets a bit only above zero", () => {
    const tiny = 1.401298464324817e-45;
    const z = Float32Array.of(1, 0, -0, -1, tiny, -tiny, NaN, Infinity);
    expect(Array.from(unpackBits(packSigns(z, 1, 8), 1, 8))).toEqual([
      1, 0, 0, 0, 1, 0, 0, 1,
    ]);
  });

  it("is the code of the stored projection", () => {
    for (const stored of loadFixture("itq").cases) {
      const rows = stored.projection.shape[0];
      const z = decode(stored.projection, "float32");
      const expected = decode(stored.unpackedBits, "uint8");
      const codes = packSigns(z, rows, stored.bits);
      expect(unpackBits(codes, rows, stored.bits)).toEqual(expected);
    }
  });
});

describe("hammingDistance", () => {
  it.each(WIDTHS)("counts differing bits at %i bits", (bits) => {
    const rows = 6;
    const unpacked = randomBits(rows * bits, 1000 + bits);
    const codes = packBits(unpacked, rows, bits);
    const words = wordsPerCode(bits);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < rows; j++) {
        let expected = 0;
        for (let b = 0; b < bits; b++) {
          if (unpacked[i * bits + b] !== unpacked[j * bits + b]) expected++;
        }
        expect(hammingDistance(codes, i * words, codes, j * words, words)).toBe(
          expected,
        );
      }
    }
  });

  it("is zero between codes of no words", () => {
    expect(
      hammingDistance(new Uint32Array(0), 0, new Uint32Array(0), 0, 0),
    ).toBe(0);
  });
});

describe("arguments", () => {
  it("rejects arrays that do not fit", () => {
    expect(() => packSigns(new Float32Array(5), 2, 3)).toThrow(/6.*got 5/);
    expect(() => packBits(new Uint8Array(5), 2, 3)).toThrow(RangeError);
    expect(() => unpackBits(new Uint32Array(3), 2, 33)).toThrow(/4.*got 3/);
    expect(() => toPackedBytes(new Uint32Array(3), 2, 33)).toThrow(RangeError);
    expect(() => fromPackedBytes(new Uint8Array(9), 2, 33)).toThrow(
      /10.*got 9/,
    );
  });

  it("rejects bits other than 0 and 1 and says where", () => {
    const wrong = Uint8Array.of(0, 1, 1, 0, 2, 0);
    expect(() => packBits(wrong, 2, 3)).toThrow("got 2 in row 1, bit 1");
  });
});
