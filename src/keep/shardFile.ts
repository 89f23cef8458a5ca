import type { KeptShard } from "./types";

/** "BSKS", little-endian. */
const magic = 0x534b5342;
const version = 1;
const headerBytes = 32;
const digestBytes = 32;

/** What the first bytes of a shard's file say. */
export interface ShardHeader {
  readonly firstBatch: number;
  readonly batches: number;
  readonly rows: number;
  readonly dim: number;
  readonly truncated: number;
}

/** Size of a shard's file. */
export function shardBytes(rows: number, dim: number): number {
  return headerBytes + rows * 8 + rows * dim * 4 + digestBytes;
}

/**
 * A shard as a file, little-endian: magic, version, firstBatch, batches, rows,
 * dim, truncated and 0 as u32; rows (u32), tokens (u32), vectors (f32); SHA-256
 * of all before it.
 */
export async function writeShard(
  shard: KeptShard,
  dim: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const rows = shard.rows.length;
  const bytes = new Uint8Array(shardBytes(rows, dim));
  const head = new Uint32Array(bytes.buffer, 0, 8);
  head.set([
    magic,
    version,
    shard.firstBatch,
    shard.batches,
    rows,
    dim,
    shard.truncated,
  ]);
  new Uint32Array(bytes.buffer, headerBytes, rows).set(shard.rows);
  new Uint32Array(bytes.buffer, headerBytes + rows * 4, rows).set(shard.tokens);
  new Float32Array(bytes.buffer, headerBytes + rows * 8, rows * dim).set(
    shard.vectors,
  );
  const body = bytes.length - digestBytes;
  const digest = await crypto.subtle.digest("SHA-256", bytes.subarray(0, body));
  bytes.set(new Uint8Array(digest), body);
  return bytes;
}

/** The header of a shard's file that has its whole size, else null. */
export async function readShardHeader(file: Blob): Promise<ShardHeader | null> {
  if (file.size < headerBytes + digestBytes) return null;
  const head = new Uint32Array(await file.slice(0, headerBytes).arrayBuffer());
  const [mark, written, firstBatch, batches, rows, dim, truncated] = head;
  if (mark !== magic || written !== version) return null;
  if (file.size !== shardBytes(rows, dim)) return null;
  return { firstBatch, batches, rows, dim, truncated };
}

/** A whole shard whose checksum fits, else null. */
export async function readShard(file: Blob): Promise<KeptShard | null> {
  const header = await readShardHeader(file);
  if (!header) return null;
  const buffer = await file.arrayBuffer();
  const body = buffer.byteLength - digestBytes;
  const digest = new Uint8Array(
    await crypto.subtle.digest("SHA-256", new Uint8Array(buffer, 0, body)),
  );
  const kept = new Uint8Array(buffer, body);
  if (!digest.every((byte, index) => byte === kept[index])) return null;
  const { firstBatch, batches, rows, dim, truncated } = header;
  return {
    firstBatch,
    batches,
    truncated,
    rows: new Uint32Array(buffer, headerBytes, rows),
    tokens: new Uint32Array(buffer, headerBytes + rows * 4, rows),
    vectors: new Float32Array(buffer, headerBytes + rows * 8, rows * dim),
  };
}
