/** Slicing by four: table k is the remainder of a byte that k more bytes follow. */
const byFollowing = makeTables();

function makeTables(): readonly Uint32Array[] {
  const tables = Array.from({ length: 4 }, () => new Uint32Array(256));
  for (let byte = 0; byte < 256; byte++) {
    let rest = byte;
    for (let bit = 0; bit < 8; bit++)
      rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
    tables[0][byte] = rest;
  }
  for (let k = 1; k < 4; k++)
    for (let byte = 0; byte < 256; byte++) {
      const before = tables[k - 1][byte];
      tables[k][byte] = (before >>> 8) ^ tables[0][before & 255];
    }
  return tables;
}

/**
 * CRC-32 (IEEE 802.3, as in zip and gzip) of what gave `before` and then `bytes`; of nothing it
 * is 0.
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  const [t0, t1, t2, t3] = byFollowing;
  let rest = ~before;
  let at = 0;
  for (const end = bytes.length - 3; at < end; at += 4) {
    rest ^=
      bytes[at] |
      (bytes[at + 1] << 8) |
      (bytes[at + 2] << 16) |
      (bytes[at + 3] << 24);
    rest =
      t3[rest & 255] ^
      t2[(rest >>> 8) & 255] ^
      t1[(rest >>> 16) & 255] ^
      t0[rest >>> 24];
  }
  for (; at < bytes.length; at++)
    rest = t0[(rest ^ bytes[at]) & 255] ^ (rest >>> 8);
  return ~rest >>> 0;
}
