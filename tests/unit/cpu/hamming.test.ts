import { describe, expect, test } from "vitest";
import { type Codes, quietContext } from "../../../src/compute/backend";
import { pivotDistances as referenceDistances } from "../../../src/compute/reference/search";
import {
  distanceArray,
  hammingToRows,
  pivotDistances,
} from "../../../src/cpu/hamming";
import { unpackBits, wordsPerCode } from "../../../src/numeric/bits";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import { firstDifference } from "../compute/typedArrays";

/** Random codes whose padding bits are zero, as everywhere in the app. */
function randomCodes(random: NumpyGenerator, rows: number, bits: number) {
  const perCode = wordsPerCode(bits);
  const words = Uint32Array.from({ length: rows * perCode }, (_, i) => {
    const used = Math.min(32, bits - (i % perCode) * 32);
    return random.integers(2 ** used) * 2 ** (32 - used);
  });
  return { words, rows, bits } satisfies Codes;
}

/** Differing bits, counted one by one. */
function distanceByBits(a: Codes, row: number, b: Codes, other: number) {
  const left = unpackBits(a.words, a.rows, a.bits);
  const right = unpackBits(b.words, b.rows, b.bits);
  let distance = 0;
  for (let j = 0; j < a.bits; j++)
    if (left[row * a.bits + j] !== right[other * b.bits + j]) distance++;
  return distance;
}

// 128 bits have a loop of their own; 256 no longer fit a byte.
const widths = [1, 20, 32, 33, 64, 127, 128, 129, 255, 256, 300, 1024];

describe.each(widths)("codes of %d bits", (bits) => {
  const random = new NumpyGenerator(bits);
  const codes = randomCodes(random, 37, bits);
  const pivots = randomCodes(random, 5, bits);

  test("distances are the differing bits", async () => {
    const distances = await pivotDistances(codes, pivots, quietContext);
    for (const row of [0, 17, 36])
      for (let p = 0; p < pivots.rows; p++)
        expect(distances[row * 5 + p]).toBe(
          distanceByBits(codes, row, pivots, p),
        );
  });

  test("distances equal the reference's, in the same type", async () => {
    const distances = await pivotDistances(codes, pivots, quietContext);
    const expected = referenceDistances(codes, pivots);
    expect(distances.constructor).toBe(expected.constructor);
    expect(firstDifference(distances, expected)).toBeNull();
  });
});

test("all bits different do not wrap around", async () => {
  for (const bits of [255, 256, 512]) {
    const perCode = wordsPerCode(bits);
    const ones = new Uint32Array(perCode).fill(0xffffffff);
    if (bits % 32 > 0) ones[perCode - 1] = -(2 ** (32 - (bits % 32)));
    const distances = await pivotDistances(
      { words: ones, rows: 1, bits },
      { words: new Uint32Array(perCode), rows: 1, bits },
      quietContext,
    );
    expect([...distances]).toEqual([bits]);
  }
});

test("distances take a byte up to 255 bits and two above", () => {
  expect(distanceArray(255, 3)).toEqual(new Uint8Array(3));
  expect(distanceArray(256, 3)).toEqual(new Uint16Array(3));
});

test("hammingToRows writes its rows at the stride and touches nothing else", () => {
  const codes: Codes = {
    words: Uint32Array.of(0, 1, 3, 7, 15),
    rows: 5,
    bits: 32,
  };
  const other: Codes = { words: Uint32Array.of(9, 0), rows: 2, bits: 32 };
  const out = new Uint8Array(6).fill(99);
  hammingToRows(codes, other, 1, 2, 4, out, 3, 1);
  expect([...out]).toEqual([99, 2, 99, 99, 3, 99]);
});

test("many documents are done in blocks, each reported, in the right place", async () => {
  const n = 65_536 + 3;
  const codes: Codes = {
    words: Uint32Array.from({ length: n }, (_, row) => row),
    rows: n,
    bits: 32,
  };
  const pivots: Codes = {
    words: Uint32Array.of(0, 0xffffffff),
    rows: 2,
    bits: 32,
  };
  const reported: number[][] = [];
  const distances = await pivotDistances(codes, pivots, {
    checkpoint: async (done, total) => void reported.push([done, total]),
  });
  expect(reported).toEqual([
    [65_536, n],
    [n, n],
  ]);
  expect(
    firstDifference(distances, referenceDistances(codes, pivots)),
  ).toBeNull();
});
