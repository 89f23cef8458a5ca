import { describe, expect, test } from "vitest";
import { packBits } from "../../../src/numeric/bits";
import { fromBase64, toBase64 } from "../../../src/numeric/base64";
import {
  reverseByte,
  toBinaryDigits,
  toHex,
  toLowFirstBytes,
  toSignedWords,
} from "../../../src/numeric/codeWords";

/** Bits given as a text of 0 and 1; the rest are zero. */
function code(bits: number, ...ones: number[]): Uint32Array {
  const flags = new Uint8Array(bits);
  for (const bit of ones) flags[bit] = 1;
  return packBits(flags, 1, bits);
}

describe("signed 64-bit words", () => {
  test.each<[string, number, number[], bigint[]]>([
    ["bit 0 is the sign", 64, [0], [-(2n ** 63n)]],
    ["bit 63 is the lowest", 64, [63], [1n]],
    ["all ones are -1", 64, Array.from({ length: 64 }, (_, i) => i), [-1n]],
    ["bit 64 begins the second word", 128, [64, 127], [0n, -(2n ** 63n) + 1n]],
    [
      "96 bits fill half of the second",
      96,
      [64, 95],
      [0n, -(2n ** 63n) + 2n ** 32n],
    ],
    ["45 bits fill one in part", 45, [1, 44], [2n ** 62n + 2n ** 19n]],
  ])("%s", (_, bits, ones, words) => {
    expect([...toSignedWords(code(bits, ...ones), 1, bits)]).toEqual(words);
  });

  test("rows follow each other", () => {
    const codes = new Uint32Array([1, 2, 3, 0xffffffff, 0, 0]);
    expect([...toSignedWords(codes, 2, 96)]).toEqual([
      (1n << 32n) | 2n,
      3n << 32n,
      -(2n ** 32n),
      0n,
    ]);
  });
});

test("hex, digits and FAISS's bytes of an asymmetric code", () => {
  const codes = code(20, 0, 3, 18);
  expect(toHex(codes, 1, 20)).toEqual(["900020"]);
  expect(toBinaryDigits(codes, 0, 20)).toBe("10010000000000000010");
  expect([...toLowFirstBytes(codes, 1, 20)]).toEqual([0x09, 0x00, 0x04]);
  expect(reverseByte(0b1101_0000)).toBe(0b0000_1011);
});

test("base64 of any size comes back, and what is none is null", () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i * 31);
  expect(fromBase64(toBase64(bytes))).toEqual(bytes);
  expect(fromBase64("%%%")).toBeNull();
});
