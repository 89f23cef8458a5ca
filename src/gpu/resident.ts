import type { RowSource } from "../compute/rowSource";
import type { GpuHandle } from "./device";
import { GpuError, inErrorScopes } from "./gpuError";

/*
 * Operands that several operations read (vectors, codes, pivot distances) are
 * uploaded once and stay on the device, cut into chunks that fit a binding.
 */

/** Rows [firstRow, firstRow + rows) of an operand on the device. */
export interface RowChunk {
  readonly buffer: GPUBuffer;
  readonly firstRow: number;
  readonly rows: number;
}

export interface ResidentStore {
  /**
   * The chunks of `source`, uploaded if they are not there. They stay until
   * `release`, and after it as long as there is room. Throws GpuError.
   */
  acquire(source: RowSource): Promise<readonly RowChunk[]>;
  release(source: RowSource): void;
  /** Whether `source` is to stay on the device, or too large for that. */
  fits(source: RowSource): boolean;
  /** Rows of one chunk of `source`. Throws GpuError "limit". */
  chunkRows(source: RowSource): number;
  /** Bytes held now, and uploaded ever. */
  readonly heldBytes: number;
  readonly uploadedBytes: number;
  destroy(): void;
}

interface Entry {
  readonly chunks: Promise<readonly RowChunk[]>;
  readonly sizeBytes: number;
  users: number;
  /** Higher is more recent. */
  usedAt: number;
}

/** Chunks are cut below this, whatever the device would bind. */
const MAX_CHUNK_BYTES = 2 ** 27;

/** Rows of a chunk, but for the last, are a multiple of this: whole tiles. */
const CHUNK_ROW_STEP = 1024;

/** What unused operands may hold before the oldest go. */
export const RESIDENT_BUDGET_BYTES = 2 ** 30;

/** Rows of one chunk. Throws GpuError "limit" when not even one row fits. */
export function chunkRows(rowBytes: number, maxBytes: number): number {
  const most = Math.min(maxBytes, MAX_CHUNK_BYTES);
  const rows = Math.floor(most / rowBytes);
  if (rows < 1)
    throw new GpuError(
      "limit",
      `One row takes ${rowBytes} bytes, more than the ${most} that the GPU can bind at once.`,
    );
  return rows < CHUNK_ROW_STEP ? rows : rows - (rows % CHUNK_ROW_STEP);
}

/** A store of operands on one device. */
export function createResidentStore(
  gpu: GpuHandle,
  budgetBytes: number = RESIDENT_BUDGET_BYTES,
): ResidentStore {
  const { device, limits } = gpu;
  const maxBytes = Math.min(
    limits.maxStorageBufferBindingSize,
    limits.maxBufferSize,
  );
  // Neither holds on to the operand itself: a data set that is closed goes, and
  // its chunks with it.
  const entries = new WeakMap<object, Entry>();
  const all = new Set<Entry>();
  const forgotten = new FinalizationRegistry<Entry>(drop);
  let heldBytes = 0;
  let uploadedBytes = 0;
  let clock = 0;

  function drop(entry: Entry): void {
    if (!all.delete(entry)) return;
    heldBytes -= entry.sizeBytes;
    void entry.chunks.then(
      (chunks) => chunks.forEach(({ buffer }) => buffer.destroy()),
      () => undefined,
    );
  }

  function makeRoom(sizeBytes: number): void {
    const idle = [...all]
      .filter((entry) => entry.users === 0)
      .sort((a, b) => a.usedAt - b.usedAt);
    for (const entry of idle) {
      if (heldBytes + sizeBytes <= budgetBytes) return;
      drop(entry);
    }
  }

  async function upload(source: RowSource): Promise<readonly RowChunk[]> {
    const { name, rows, rowBytes } = source;
    const step = chunkRows(rowBytes, maxBytes);
    const chunks: RowChunk[] = [];
    try {
      for (let firstRow = 0; firstRow < rows; firstRow += step) {
        const count = Math.min(step, rows - firstRow);
        const buffer = await inErrorScopes(
          device,
          `${name}: rows ${firstRow} to ${firstRow + count - 1} on the GPU`,
          () => {
            const created = device.createBuffer({
              label: name,
              size: Math.max(16, count * rowBytes),
              usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
            });
            const bytes = source.read(firstRow, firstRow + count);
            device.queue.writeBuffer(
              created,
              0,
              bytes.buffer,
              bytes.byteOffset,
              bytes.byteLength,
            );
            return created;
          },
        );
        uploadedBytes += count * rowBytes;
        chunks.push({ buffer, firstRow, rows: count });
      }
    } catch (error) {
      chunks.forEach(({ buffer }) => buffer.destroy());
      throw error;
    }
    return chunks;
  }

  return {
    get heldBytes() {
      return heldBytes;
    },
    get uploadedBytes() {
      return uploadedBytes;
    },
    fits: ({ rows, rowBytes }) => rows * rowBytes <= budgetBytes,
    chunkRows: ({ rowBytes }) => chunkRows(rowBytes, maxBytes),
    acquire(source) {
      let entry = entries.get(source.key);
      if (!entry || !all.has(entry)) {
        const sizeBytes = source.rows * source.rowBytes;
        makeRoom(sizeBytes);
        const uploaded: Entry = {
          chunks: upload(source),
          sizeBytes,
          users: 0,
          usedAt: 0,
        };
        entries.set(source.key, uploaded);
        all.add(uploaded);
        forgotten.register(source.key, uploaded);
        heldBytes += sizeBytes;
        uploaded.chunks.catch(() => drop(uploaded));
        entry = uploaded;
      }
      entry.users++;
      entry.usedAt = ++clock;
      return entry.chunks;
    },
    release(source) {
      const entry = entries.get(source.key);
      if (!entry) return;
      entry.users--;
      makeRoom(0);
    },
    destroy() {
      for (const entry of [...all]) drop(entry);
    },
  };
}
