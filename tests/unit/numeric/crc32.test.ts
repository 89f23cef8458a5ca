import { crc32 as zlibCrc32 } from "node:zlib";
import { expect, test } from "vitest";
import { crc32 } from "../../../src/numeric/crc32";

test("the standard's own check value, and zlib's for every length and cut", () => {
  expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
  for (let length = 0; length < 40; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 167 + 13) & 255);
    expect(crc32(bytes)).toBe(zlibCrc32(bytes));
    const cut = length >> 1;
    expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(
      zlibCrc32(bytes),
    );
  }
});
