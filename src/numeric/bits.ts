/*
 * Codes in memory are 32-bit words. Bit j of a code is bit 31 - j % 32 of its
 * word floor(j / 32), so that a word written big-endian is numpy's packbits
 * order; the bits that pad the last word are zero.
 */

function requireLength(name: string, length: number, expected: number): void {
  if (length !== expected) {
    throw new RangeError(`${name} must hold ${expected} values, got ${length}`);
  }
}

/** Number of 32-bit words that hold a code of `bits` bits. */
export function wordsPerCode(bits: number): number {
  return Math.ceil(bits / 32);
}

/** Number of one bits among the lower 32 bits of `x`. */
export function popcount32(x: number): number {
  let v = x - ((x >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  v = (v + (v >>> 4)) & 0x0f0f0f0f;
  return Math.imul(v, 0x01010101) >>> 24;
}

/**
 * Number of differing bits between the `words` words of `a` from `aOffset` and
 * those of `b` from `bOffset` (offsets in words).
 */
export function hammingDistance(
  a: Uint32Array,
  aOffset: number,
  b: Uint32Array,
  bOffset: number,
  words: number,
): number {
  let distance = 0;
  for (let w = 0; w < words; w++) {
    distance += popcount32(a[aOffset + w] ^ b[bOffset + w]);
  }
  return distance;
}

/**
 * Packs rows x bits flags (row-major) into rows x wordsPerCode(bits) words;
 * `isSet(i)` tells flag i.
 */
function packFlags(
  rows: number,
  bits: number,
  isSet: (index: number) => boolean,
): Uint32Array {
  const words = wordsPerCode(bits);
  const codes = new Uint32Array(rows * words);
  for (let row = 0; row < rows; row++) {
    for (let w = 0; w < words; w++) {
      const firstBit = w * 32;
      const count = Math.min(32, bits - firstBit);
      let word = 0;
      for (let j = 0; j < count; j++) {
        if (isSet(row * bits + firstBit + j)) word |= 0x80000000 >>> j;
      }
      codes[row * words + w] = word;
    }
  }
  return codes;
}

/**
 * Codes of a (rows, bits) row-major projection: bit j is `projection[j] > 0`,
 * so zero and NaN give 0. Throws RangeError for a wrong length.
 */
export function packSigns(
  projection: Float32Array,
  rows: number,
  bits: number,
): Uint32Array {
  requireLength("projection", projection.length, rows * bits);
  return packFlags(rows, bits, (i) => projection[i] > 0);
}

/**
 * Codes of (rows, bits) row-major bytes, each 0 or 1. Throws RangeError for a
 * wrong length or another byte.
 */
export function packBits(
  unpacked: Uint8Array,
  rows: number,
  bits: number,
): Uint32Array {
  requireLength("unpacked bits", unpacked.length, rows * bits);
  const wrong = unpacked.findIndex((value) => value > 1);
  if (wrong >= 0) {
    throw new RangeError(
      `unpacked bits must be 0 or 1, got ${unpacked[wrong]} in row ` +
        `${Math.floor(wrong / bits)}, bit ${wrong % bits}`,
    );
  }
  return packFlags(rows, bits, (i) => unpacked[i] === 1);
}

/**
 * The (rows, bits) bytes, each 0 or 1, of codes. Throws RangeError for a wrong
 * length.
 */
export function unpackBits(
  codes: Uint32Array,
  rows: number,
  bits: number,
): Uint8Array {
  const words = wordsPerCode(bits);
  requireLength("codes", codes.length, rows * words);
  const unpacked = new Uint8Array(rows * bits);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < bits; j++) {
      const word = codes[row * words + (j >>> 5)];
      unpacked[row * bits + j] = (word >>> (31 - (j & 31))) & 1;
    }
  }
  return unpacked;
}

/**
 * The codes as (rows, ceil(bits / 8)) bytes, most significant bit first: what
 * `np.packbits(unpacked, axis=1)` gives. Throws RangeError for a wrong length.
 */
export function toPackedBytes(
  codes: Uint32Array,
  rows: number,
  bits: number,
): Uint8Array {
  const words = wordsPerCode(bits);
  requireLength("codes", codes.length, rows * words);
  const rowBytes = Math.ceil(bits / 8);
  const bytes = new Uint8Array(rows * rowBytes);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < rowBytes; i++) {
      const word = codes[row * words + (i >>> 2)];
      bytes[row * rowBytes + i] = word >>> (24 - 8 * (i & 3));
    }
  }
  return bytes;
}

/**
 * Codes of (rows, ceil(bits / 8)) bytes in `np.packbits` order, the inverse of
 * `toPackedBytes`. Whatever the padding bits of the last byte hold is cleared,
 * so that it never counts as distance. Throws RangeError for a wrong length.
 */
export function fromPackedBytes(
  bytes: Uint8Array,
  rows: number,
  bits: number,
): Uint32Array {
  const rowBytes = Math.ceil(bits / 8);
  requireLength("packed bytes", bytes.length, rows * rowBytes);
  const words = wordsPerCode(bits);
  const codes = new Uint32Array(rows * words);
  const usedOfLastWord = bits % 32;
  const lastMask =
    usedOfLastWord === 0 ? 0xffffffff : ~(0xffffffff >>> usedOfLastWord);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < rowBytes; i++) {
      codes[row * words + (i >>> 2)] |=
        bytes[row * rowBytes + i] << (24 - 8 * (i & 3));
    }
    if (words > 0) codes[row * words + words - 1] &= lastMask;
  }
  return codes;
}
