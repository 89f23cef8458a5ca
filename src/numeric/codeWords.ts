import { toPackedBytes, wordsPerCode } from "./bits";

/*
 * Codes as other programs take them. Bit 0 is the most significant bit of the
 * first byte and of the first 64-bit word; what pads the last one is zero.
 */

/** Number of 64-bit words that hold a code of `bits` bits. */
export function longWordsPerCode(bits: number): number {
  return Math.ceil(bits / 64);
}

/**
 * (rows, ceil(bits / 64)) signed words, two's complement: word i holds the bits
 * 64 i to 64 i + 63, the first of them as its sign.
 */
export function toSignedWords(
  codes: Uint32Array,
  rows: number,
  bits: number,
): BigInt64Array<ArrayBuffer> {
  const from = wordsPerCode(bits);
  const to = longWordsPerCode(bits);
  const words = new BigInt64Array(rows * to);
  for (let row = 0; row < rows; row++)
    for (let w = 0; w < to; w++) {
      const high = codes[row * from + 2 * w];
      const at = 2 * w + 1;
      const low = at < from ? codes[row * from + at] : 0;
      words[row * to + w] = BigInt.asIntN(
        64,
        (BigInt(high) << 32n) | BigInt(low),
      );
    }
  return words;
}

/** Hex of bytes, two digits each. */
export function hexOfBytes(bytes: Uint8Array): string {
  let hex = "";
  for (const byte of bytes) hex += byte.toString(16).padStart(2, "0");
  return hex;
}

/** Hex of each code: ceil(bits / 8) bytes in np.packbits order. */
export function toHex(
  codes: Uint32Array,
  rows: number,
  bits: number,
): string[] {
  const rowBytes = Math.ceil(bits / 8);
  const bytes = toPackedBytes(codes, rows, bits);
  return Array.from({ length: rows }, (_, row) =>
    hexOfBytes(bytes.subarray(row * rowBytes, (row + 1) * rowBytes)),
  );
}

/**
 * (rows, ceil(bits / 8)) bytes, the FIRST bit of a byte its lowest: what
 * `np.packbits(unpacked, axis=1, bitorder="little")` gives and FAISS stores.
 */
export function toLowFirstBytes(
  codes: Uint32Array,
  rows: number,
  bits: number,
): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(toPackedBytes(codes, rows, bits), reverseByte);
}

/** The eight bits of a byte in the other order. */
export function reverseByte(byte: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit++)
    reversed |= ((byte >> bit) & 1) << (7 - bit);
  return reversed;
}

/** The digits 0 and 1 of one code, bit 0 first. */
export function toBinaryDigits(
  codes: Uint32Array,
  row: number,
  bits: number,
): string {
  const from = row * wordsPerCode(bits);
  let digits = "";
  for (let j = 0; j < bits; j++)
    digits += (codes[from + (j >>> 5)] >>> (31 - (j & 31))) & 1;
  return digits;
}
