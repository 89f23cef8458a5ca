import { GpuError } from "./gpuError";

/*
 * How many rows one dispatch takes. A dispatch that lasts seconds freezes the
 * screen and, at about ten, is killed by the browser; so the first one is small
 * and the next ones follow the time that the last one took.
 */

/** How long one dispatch should last, upload and readback included. */
export const TARGET_CHUNK_MS = 50;

/** Multiply-adds of the first dispatch: about 50 ms on a software adapter. */
export const FIRST_CHUNK_MULTIPLY_ADDS = 2 ** 25;

/** A chunk's rows in GPU memory, whatever the device would allow. */
export const MAX_CHUNK_BYTES = 2 ** 26;

// One short measurement is mostly overhead, so growth goes in steps.
const MAX_GROWTH = 8;

/** What one row costs, and what the device allows. */
export interface ChunkLimits {
  /** Bytes of one row in each of the buffers that grow with the rows. */
  readonly rowBytes: readonly number[];
  readonly multiplyAddsPerRow: number;
  /** Largest binding or buffer, in bytes. */
  readonly maxBytes: number;
  /** Rows that one workgroup takes. */
  readonly tileRows: number;
  readonly maxWorkgroups: number;
}

/**
 * Most rows that one dispatch may take, whatever its duration.
 * Throws GpuError "limit" when not even one row fits.
 */
export function maxChunkRows(limits: ChunkLimits): number {
  const widestRow = Math.max(1, ...limits.rowBytes);
  const bytes = Math.min(limits.maxBytes, MAX_CHUNK_BYTES);
  const rows = Math.min(
    Math.floor(bytes / widestRow),
    limits.maxWorkgroups * limits.tileRows,
  );
  if (rows < 1)
    throw new GpuError(
      "limit",
      `One row takes ${widestRow} bytes, more than the ${bytes} that the GPU can bind at once.`,
    );
  return rows;
}

/** `rows` in whole tiles, one at least; or the most that fits. */
function wholeTiles(rows: number, limits: ChunkLimits): number {
  const most = maxChunkRows(limits);
  if (rows >= most) return most;
  const tiles = Math.max(1, Math.floor(rows / limits.tileRows));
  return Math.min(tiles * limits.tileRows, most);
}

/** Rows of the first dispatch. */
export function firstChunkRows(limits: ChunkLimits): number {
  const rows =
    FIRST_CHUNK_MULTIPLY_ADDS / Math.max(1, limits.multiplyAddsPerRow);
  return wholeTiles(rows, limits);
}

/** Rows of the next dispatch, after one of `rows` rows took `elapsedMs`. */
export function nextChunkRows(
  rows: number,
  elapsedMs: number,
  limits: ChunkLimits,
): number {
  const growth =
    elapsedMs > 0
      ? Math.min(MAX_GROWTH, TARGET_CHUNK_MS / elapsedMs)
      : MAX_GROWTH;
  return wholeTiles(rows * growth, limits);
}
