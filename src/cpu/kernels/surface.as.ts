// The surface's work on the CPU in AssemblyScript, as `bits.as.ts` and in the
// same memory: steps of all documents for one query, and the count.

/**
 * max over pivots of |query - column| for 16 documents at a time: `columns` holds
 * one column of u8s per pivot, `columnBytes` apart and padded to 16; `query` the
 * query's distances as u16s. Writes u16 steps.
 */
export function steps8(
  columns: usize,
  columnBytes: usize,
  pivots: i32,
  rows: u32,
  query: usize,
  out: usize,
): void {
  for (let i: usize = 0; i < rows; i += 16) {
    let most = i8x16.splat(0);
    for (let p: i32 = 0; p < pivots; p++) {
      const a = i8x16.splat(load<u8>(query + ((<usize>p) << 1)));
      const b = v128.load(columns + <usize>p * columnBytes + i);
      most = i8x16.max_u(
        most,
        v128.or(i8x16.sub_sat_u(a, b), i8x16.sub_sat_u(b, a)),
      );
    }
    v128.store(out + (i << 1), i16x8.extend_low_i8x16_u(most));
    v128.store(out + (i << 1), i16x8.extend_high_i8x16_u(most), 16);
  }
}

/** As `steps8` for columns of u16s, 8 documents at a time. */
export function steps16(
  columns: usize,
  columnBytes: usize,
  pivots: i32,
  rows: u32,
  query: usize,
  out: usize,
): void {
  for (let i: usize = 0; i < rows; i += 8) {
    let most = i16x8.splat(0);
    for (let p: i32 = 0; p < pivots; p++) {
      const a = i16x8.splat(load<u16>(query + ((<usize>p) << 1)));
      const b = v128.load(columns + <usize>p * columnBytes + (i << 1));
      most = i16x8.max_u(
        most,
        v128.or(i16x8.sub_sat_u(a, b), i16x8.sub_sat_u(b, a)),
      );
    }
    v128.store(out + (i << 1), most);
  }
}

/**
 * The least t with sum of (query - column)^2 <= t^2, for columns of values of
 * `valueBytes` (1 or 2) and `query` in u16s.
 */
export function stepsSquares(
  columns: usize,
  columnBytes: usize,
  pivots: i32,
  rows: u32,
  query: usize,
  valueBytes: usize,
  out: usize,
): void {
  for (let i: usize = 0; i < rows; i++) {
    let sum: i32 = 0;
    for (let p: i32 = 0; p < pivots; p++) {
      const at = columns + <usize>p * columnBytes + i * valueBytes;
      const other: i32 =
        valueBytes == 1 ? <i32>load<u8>(at) : <i32>load<u16>(at);
      const gap = <i32>load<u16>(query + ((<usize>p) << 1)) - other;
      sum += gap * gap;
    }
    store<u16>(out + (i << 1), <u16>Math.ceil(Math.sqrt(<f64>sum)));
  }
}

/**
 * As `steps8` for columns of f32s: the first of `thresholds` (ascending, f32)
 * above max |query - column|. `query` holds f32s.
 */
export function stepsReal(
  columns: usize,
  columnBytes: usize,
  pivots: i32,
  rows: u32,
  query: usize,
  thresholds: usize,
  thresholdCount: u32,
  out: usize,
): void {
  for (let i: usize = 0; i < rows; i++) {
    let most: f32 = 0;
    for (let p: i32 = 0; p < pivots; p++) {
      const a = load<f32>(query + ((<usize>p) << 2));
      const b = load<f32>(columns + <usize>p * columnBytes + (i << 2));
      most = max<f32>(most, abs<f32>(a - b));
    }
    let low: u32 = 0;
    let high = thresholdCount;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (most < load<f32>(thresholds + ((<usize>middle) << 2))) high = middle;
      else low = middle + 1;
    }
    store<u16>(out + (i << 1), <u16>low);
  }
}

// Records of slots, pairs of u32s; see src/compute/slotRecords.ts.
const PAIR: usize = 8;

/** How many of the `group` ascending rows, the first of each pair at `pairs`, are <= `row`. */
function rowsUpTo(pairs: usize, group: u32, row: u32): u32 {
  let upTo: u32 = 0;
  for (let n: u32 = 0; n < group; n++)
    upTo += u32(load<u32>(pairs + ((<usize>n) << 3)) <= row);
  return upTo;
}

/**
 * Counts documents by (slot, step). `keys` are u16s, each with an entry in the
 * query's `record`, `steps` u16s; `k` is the number of neighbour rows.
 */
export function count(
  keys: usize,
  steps: usize,
  rows: u32,
  record: usize,
  k: u32,
  histogram: usize,
  stepCount: u32,
): void {
  const excluded = load<u32>(record);
  const neighbours = record + PAIR;
  const table = neighbours + ((<usize>k) << 3);
  for (let row: u32 = 0; row < rows; row++) {
    const at = (<usize>row) << 1;
    const entry = table + ((<usize>load<u16>(keys + at)) << 3);
    let slot: u32 = load<u32>(entry);
    const group: u32 = load<u16>(entry, 4);
    if (group != 0) {
      const first = neighbours + ((<usize>load<u16>(entry, 6)) << 3);
      slot += rowsUpTo(first, group, row);
    }
    if (row == excluded) continue;
    const bin =
      histogram + ((<usize>(slot * stepCount + load<u16>(steps + at))) << 2);
    store<u32>(bin, load<u32>(bin) + 1);
  }
}

/** As `count` for `keys` of u32s, which are searched for among the levels. */
export function countSearched(
  keys: usize,
  steps: usize,
  rows: u32,
  record: usize,
  k: u32,
  histogram: usize,
  stepCount: u32,
): void {
  const excluded = load<u32>(record);
  const levels = load<u32>(record, 4);
  const neighbours = record + PAIR;
  const table = neighbours + ((<usize>k) << 3);
  for (let row: u32 = 0; row < rows; row++) {
    if (row == excluded) continue;
    const key = load<u32>(keys + ((<usize>row) << 2));
    let level: u32 = 0;
    let high = levels;
    while (level < high) {
      const middle = (level + high) >> 1;
      if (load<u32>(neighbours + ((<usize>middle) << 3), 4) < key)
        level = middle + 1;
      else high = middle;
    }
    const entry = table + ((<usize>level) << 3);
    let slot: u32 = load<u32>(entry);
    if (
      level < levels &&
      load<u32>(neighbours + ((<usize>level) << 3), 4) == key
    ) {
      const first = neighbours + ((<usize>load<u16>(entry, 6)) << 3);
      slot += rowsUpTo(first, load<u16>(entry, 4), row);
    } else {
      slot--;
    }
    const step: u32 = load<u16>(steps + ((<usize>row) << 1));
    const bin = histogram + ((<usize>(slot * stepCount + step)) << 2);
    store<u32>(bin, load<u32>(bin) + 1);
  }
}
