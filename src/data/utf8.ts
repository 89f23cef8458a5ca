import { DataError } from "./dataError";

/** The longest string that every browser engine can hold (V8's limit, 2^29 - 24 characters). */
const MAX_TEXT_BYTES = 2 ** 29 - 24;

/**
 * Decodes UTF-8, with or without a byte order mark (which is dropped).
 *
 * @throws DataError "bad-utf8" with the offset of the first wrong byte, or "too-large".
 */
export function decodeUtf8(bytes: Uint8Array, fileName: string): string {
  if (bytes.length > MAX_TEXT_BYTES) {
    throw new DataError("too-large", "data.text-too-long", {
      file: fileName,
      bytes: bytes.length,
      most: MAX_TEXT_BYTES,
    });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    const offset = firstInvalidUtf8(bytes);
    const isUtf16 =
      (bytes[0] === 0xff && bytes[1] === 0xfe) ||
      (bytes[0] === 0xfe && bytes[1] === 0xff);
    throw new DataError(
      "bad-utf8",
      "data.bytes-not-utf8",
      { file: fileName, offset, byte: bytes[offset], isUtf16 },
      { cause: error },
    );
  }
}

/**
 * Offset of the first byte at which the text stops being well-formed UTF-8 (The Unicode Standard,
 * table 3-7), or -1 when all of it is: the first byte of the character that is cut or damaged.
 */
export function firstInvalidUtf8(bytes: Uint8Array): number {
  let offset = 0;
  while (offset < bytes.length) {
    const length = characterBytes(bytes, offset);
    if (length === 0) return offset;
    offset += length;
  }
  return -1;
}

/** Bytes of the well-formed character at `offset`; 0 when there is none. */
function characterBytes(bytes: Uint8Array, offset: number): number {
  const first = bytes[offset];
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first <= 0xdf
      ? 2
      : first >= 0xe0 && first <= 0xef
        ? 3
        : first >= 0xf0 && first <= 0xf4
          ? 4
          : 0;
  if (length === 0 || offset + length > bytes.length) return 0;
  // The second byte's range shuts out overlong forms, surrogates and what lies past U+10FFFF.
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (bytes[offset + 1] < low || bytes[offset + 1] > high) return 0;
  for (let index = offset + 2; index < offset + length; index++) {
    if (bytes[index] < 0x80 || bytes[index] > 0xbf) return 0;
  }
  return length;
}
