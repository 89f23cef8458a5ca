import { DataError } from "./dataError";

/**
 * SHA-256 (FIPS 180-4), as 64 lower-case hex digits, of the bytes of all parts one after the
 * other: the same number that `sha256sum` prints for the parts written into one file.
 *
 * @throws DataError "no-crypto" where the browser withholds its hash functions, which it does on
 *   pages that did not come by https or from localhost; "too-large" when the parts do not fit
 *   into one buffer.
 */
export async function fingerprint(
  parts: readonly ArrayBufferView[],
): Promise<string> {
  if (!("crypto" in globalThis) || !("subtle" in crypto)) {
    throw new DataError("no-crypto", "data.no-crypto", {});
  }
  const digest = await crypto.subtle.digest("SHA-256", joinParts(parts));
  return Array.from(new Uint8Array(digest), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** All bytes in a row; a single part is used where it lies, without a copy. */
function joinParts(parts: readonly ArrayBufferView[]): Uint8Array<ArrayBuffer> {
  if (parts.length === 1 && parts[0].buffer instanceof ArrayBuffer) {
    const { buffer, byteOffset, byteLength } = parts[0];
    return new Uint8Array(buffer, byteOffset, byteLength);
  }
  const sizeBytes = parts.reduce((sum, part) => sum + part.byteLength, 0);
  let joined: Uint8Array<ArrayBuffer>;
  try {
    joined = new Uint8Array(sizeBytes);
  } catch (error) {
    throw new DataError(
      "too-large",
      "data.no-memory-to-hash",
      { bytes: sizeBytes },
      { cause: error },
    );
  }
  let offset = 0;
  for (const part of parts) {
    joined.set(
      new Uint8Array(part.buffer, part.byteOffset, part.byteLength),
      offset,
    );
    offset += part.byteLength;
  }
  return joined;
}
