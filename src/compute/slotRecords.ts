import type { Slots } from "./surfaceSlots";

/*
 * The slots of a query as kernels read them: one record of pairs of u32s.
 *
 *   the excluded row, or 2^32 - 1; the number of levels;
 *   k times a neighbour row, by (key, row), and a level key, ascending, zeros
 *   after the last;
 *   entries: the first slot; neighbours | where their rows begin << 16.
 *
 * Directly, there is an entry for every key from 0 to `most`. In a search there
 * is one for each level, and one after the last: a key between two levels
 * belongs to the slot before the upper one's first.
 */

/** Keys up to this have an entry each; larger ones are searched for among the levels. */
export const MOST_DIRECT_KEY = 4096;

/** How the records of a surface are laid out. */
export interface RecordShape {
  readonly isDirect: boolean;
  readonly k: number;
  /** Entries of a record. */
  readonly entries: number;
  /** u32s of a record. */
  readonly words: number;
}

/** The layout for keys up to `most` and `k` neighbours. */
export function recordShape(most: number, k: number): RecordShape {
  const isDirect = most <= MOST_DIRECT_KEY;
  const entries = isDirect ? most + 1 : k + 1;
  const words = 2 * (1 + k + entries);
  return { isDirect, k, entries, words };
}

/** Writes the record of a query's slots to `out`, which is zero. */
function writeRecord(
  { isDirect, k, entries }: RecordShape,
  slots: Slots,
  excludedRow: number,
  out: Uint32Array,
): void {
  const { keys, first, starts, rows } = slots;
  const levels = keys.length;
  out[0] = excludedRow;
  out[1] = levels;
  rows.forEach((row, i) => (out[2 + 2 * i] = row));
  keys.forEach((key, i) => (out[3 + 2 * i] = key));
  const table = 2 * (1 + k);
  const writeLevel = (at: number, level: number) => {
    const group = starts[level + 1] - starts[level];
    out[at] = first[level];
    out[at + 1] = group | (starts[level] << 16);
  };
  if (!isDirect) {
    for (let level = 0; level < levels; level++)
      writeLevel(table + 2 * level, level);
    out[table + 2 * levels] = first[levels];
    return;
  }
  let level = 0;
  for (let key = 0; key < entries; key++) {
    const at = table + 2 * key;
    if (keys[level] === key) writeLevel(at, level++);
    else out[at] = first[level] - 1;
  }
}

/** The records of queries [start, end), one after another. */
export function slotRecords(
  shape: RecordShape,
  slots: readonly Slots[],
  excludedRows: Int32Array,
  start: number,
  end: number,
): Uint32Array {
  const records = new Uint32Array((end - start) * shape.words);
  for (let q = start; q < end; q++) {
    const at = (q - start) * shape.words;
    const record = records.subarray(at, at + shape.words);
    writeRecord(shape, slots[q], excludedRows[q], record);
  }
  return records;
}
