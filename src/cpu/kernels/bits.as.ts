// The bit work of the CPU backend in AssemblyScript, compiled to WebAssembly by
// `scripts/vite/assembly.mjs`. All arguments are addresses and counts in the
// one imported memory; `bitKernels.ts` lays it out.
//
// Codes are rows of 64-bit words, zeros beyond the last bit. A population count
// of 64 bits is one instruction; see docs/performance.md for what was compared.

/** Hamming distance of two codes of `words` 64-bit words. */
function distance(a: usize, b: usize, words: i32): u32 {
  let ones: u64 = 0;
  for (let w: i32 = 0; w < words; w++) {
    const at = (<usize>w) << 3;
    ones += popcnt<u64>(load<u64>(a + at) ^ load<u64>(b + at));
  }
  return <u32>ones;
}

/** Candidates of one query, at `state`: those nearer than `cut` are taken. */
// u32 cut, u32 count; then rows u32[capacity], distances u32[capacity].
const HEADER: usize = 8;

/**
 * Cuts the candidates down to the `limit` nearest, equal distances by lower
 * row: they stand in row order, and counting keeps it. `counts` holds
 * `distances` u32s.
 */
function compact(
  state: usize,
  capacity: u32,
  limit: u32,
  counts: usize,
  distances: u32,
): void {
  const count = load<u32>(state, 4);
  if (count < limit) return;
  const rows = state + HEADER;
  const values = rows + ((<usize>capacity) << 2);
  memory.fill(counts, 0, (<usize>distances) << 2);
  for (let i: u32 = 0; i < count; i++) {
    const at = counts + ((<usize>load<u32>(values + ((<usize>i) << 2))) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  let cut: u32 = 0;
  let nearer: u32 = 0;
  for (;;) {
    const here = load<u32>(counts + ((<usize>cut) << 2));
    if (nearer + here >= limit) break;
    nearer += here;
    cut++;
  }
  let ties = limit - nearer;
  let kept: usize = 0;
  for (let i: u32 = 0; i < count; i++) {
    const from = (<usize>i) << 2;
    const value = load<u32>(values + from);
    if (value > cut) continue;
    if (value == cut) {
      if (ties == 0) continue;
      ties--;
    }
    store<u32>(rows + kept, load<u32>(rows + from));
    store<u32>(values + kept, value);
    kept += 4;
  }
  store<u32>(state, cut);
  store<u32>(state, limit, 4);
}

/** Takes a code that is nearer than the cut, unless it is the excluded one. */
function offer(
  row: u32,
  d: u32,
  excluded: i32,
  state: usize,
  capacity: u32,
  limit: u32,
  counts: usize,
  distances: u32,
): void {
  if (d >= load<u32>(state) || <i32>row == excluded) return;
  const count = load<u32>(state, 4);
  const rows = state + HEADER + ((<usize>count) << 2);
  store<u32>(rows, row);
  store<u32>(rows + ((<usize>capacity) << 2), d);
  store<u32>(state, count + 1, 4);
  if (count + 1 == capacity) compact(state, capacity, limit, counts, distances);
}

/**
 * Offers `rows` codes to the candidates of one query. Rows come in ascending
 * order, call after call, so a code at the cut's own distance comes too late.
 * Codes of 128 bits go by four: most are beyond the cut, which is one test.
 */
export function scan(
  codes: usize,
  words: i32,
  firstRow: u32,
  rows: u32,
  query: usize,
  excluded: i32,
  state: usize,
  capacity: u32,
  limit: u32,
  counts: usize,
  distances: u32,
): void {
  let i: u32 = 0;
  let at = codes;
  if (words == 2) {
    const q0 = load<u64>(query);
    const q1 = load<u64>(query, 8);
    let cut: u64 = load<u32>(state);
    for (; i + 4 <= rows; i += 4, at += 64) {
      const a =
        popcnt<u64>(load<u64>(at) ^ q0) + popcnt<u64>(load<u64>(at, 8) ^ q1);
      const b =
        popcnt<u64>(load<u64>(at, 16) ^ q0) +
        popcnt<u64>(load<u64>(at, 24) ^ q1);
      const c =
        popcnt<u64>(load<u64>(at, 32) ^ q0) +
        popcnt<u64>(load<u64>(at, 40) ^ q1);
      const d =
        popcnt<u64>(load<u64>(at, 48) ^ q0) +
        popcnt<u64>(load<u64>(at, 56) ^ q1);
      // Differences to the cut are negative where a code is nearer.
      if (<i64>((a - cut) | (b - cut) | (c - cut) | (d - cut)) >= 0) continue;
      const row = firstRow + i;
      offer(row, <u32>a, excluded, state, capacity, limit, counts, distances);
      offer(
        row + 1,
        <u32>b,
        excluded,
        state,
        capacity,
        limit,
        counts,
        distances,
      );
      offer(
        row + 2,
        <u32>c,
        excluded,
        state,
        capacity,
        limit,
        counts,
        distances,
      );
      offer(
        row + 3,
        <u32>d,
        excluded,
        state,
        capacity,
        limit,
        counts,
        distances,
      );
      cut = load<u32>(state);
    }
  }
  const rowBytes = (<usize>words) << 3;
  let cut = load<u32>(state);
  for (; i < rows; i++, at += rowBytes) {
    const d = distance(at, query, words);
    if (d >= cut) continue;
    offer(firstRow + i, d, excluded, state, capacity, limit, counts, distances);
    cut = load<u32>(state);
  }
}

/** Cuts the candidates down for good; see `compact`. */
export function finish(
  state: usize,
  capacity: u32,
  limit: u32,
  counts: usize,
  distances: u32,
): void {
  compact(state, capacity, limit, counts, distances);
}

/** Hamming distances of `rows` codes to one, as u16s `stride` bytes apart. */
export function distances16(
  codes: usize,
  words: i32,
  rows: u32,
  other: usize,
  out: usize,
  stride: usize,
): void {
  const rowBytes = (<usize>words) << 3;
  if (words == 2) {
    const b0 = load<u64>(other);
    const b1 = load<u64>(other, 8);
    for (let i: u32 = 0; i < rows; i++, codes += 16, out += stride)
      store<u16>(
        out,
        <u16>(
          (popcnt<u64>(load<u64>(codes) ^ b0) +
            popcnt<u64>(load<u64>(codes, 8) ^ b1))
        ),
      );
    return;
  }
  for (let i: u32 = 0; i < rows; i++, codes += rowBytes, out += stride)
    store<u16>(out, <u16>distance(codes, other, words));
}

/** As `distances16`, for codes of at most 255 bits, as bytes. */
export function distances8(
  codes: usize,
  words: i32,
  rows: u32,
  other: usize,
  out: usize,
  stride: usize,
): void {
  const rowBytes = (<usize>words) << 3;
  if (words == 2) {
    const b0 = load<u64>(other);
    const b1 = load<u64>(other, 8);
    for (let i: u32 = 0; i < rows; i++, codes += 16, out += stride)
      store<u8>(
        out,
        <u8>(
          (popcnt<u64>(load<u64>(codes) ^ b0) +
            popcnt<u64>(load<u64>(codes, 8) ^ b1))
        ),
      );
    return;
  }
  for (let i: u32 = 0; i < rows; i++, codes += rowBytes, out += stride)
    store<u8>(out, <u8>distance(codes, other, words));
}

/**
 * max over pivots of |own - column| for 16 documents at a time: `columns` holds
 * one column of u8s per pivot, `columnBytes` apart and padded to 16; `own` the
 * query's distances as u16s. Writes u16 steps.
 */
export function steps8(
  columns: usize,
  columnBytes: usize,
  pivots: i32,
  rows: u32,
  own: usize,
  out: usize,
): void {
  for (let i: usize = 0; i < rows; i += 16) {
    let most = i8x16.splat(0);
    for (let p: i32 = 0; p < pivots; p++) {
      const a = i8x16.splat(load<u8>(own + ((<usize>p) << 1)));
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
  own: usize,
  out: usize,
): void {
  for (let i: usize = 0; i < rows; i += 8) {
    let most = i16x8.splat(0);
    for (let p: i32 = 0; p < pivots; p++) {
      const a = i16x8.splat(load<u16>(own + ((<usize>p) << 1)));
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
 * The least t with sum of (own - column)^2 <= t^2, for columns of values of
 * `valueBytes` (1 or 2) and `own` in u16s.
 */
export function stepsSquares(
  columns: usize,
  columnBytes: usize,
  pivots: i32,
  rows: u32,
  own: usize,
  valueBytes: usize,
  out: usize,
): void {
  for (let i: usize = 0; i < rows; i++) {
    let sum: i32 = 0;
    for (let p: i32 = 0; p < pivots; p++) {
      const at = columns + <usize>p * columnBytes + i * valueBytes;
      const other: i32 =
        valueBytes == 1 ? <i32>load<u8>(at) : <i32>load<u16>(at);
      const gap = <i32>load<u16>(own + ((<usize>p) << 1)) - other;
      sum += gap * gap;
    }
    store<u16>(out + (i << 1), <u16>Math.ceil(Math.sqrt(<f64>sum)));
  }
}

/**
 * As `steps8` for columns of f32s: the first of `thresholds` (ascending, f32)
 * above max |own - column|. `own` holds f32s.
 */
export function stepsReal(
  columns: usize,
  columnBytes: usize,
  pivots: i32,
  rows: u32,
  own: usize,
  thresholds: usize,
  thresholdCount: u32,
  out: usize,
): void {
  for (let i: usize = 0; i < rows; i++) {
    let most: f32 = 0;
    for (let p: i32 = 0; p < pivots; p++) {
      const a = load<f32>(own + ((<usize>p) << 2));
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

// Records of slots; see src/compute/slotRecords.ts. Addresses of a record's
// parts: the excluded row, the number of levels, then the neighbour rows.
const LEVELS: usize = 4;
const NEIGHBOUR_ROWS: usize = 8;

/** How many of the `group` ascending rows at `ids` are <= `row`. */
function rowsUpTo(ids: usize, group: u32, row: u32): u32 {
  let upTo: u32 = 0;
  for (let n: u32 = 0; n < group; n++)
    upTo += u32(load<u32>(ids + ((<usize>n) << 2)) <= row);
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
  const neighbours = record + NEIGHBOUR_ROWS;
  const table = neighbours + ((<usize>k) << 2);
  for (let row: u32 = 0; row < rows; row++) {
    const at = (<usize>row) << 1;
    const entry = table + ((<usize>load<u16>(keys + at)) << 3);
    let slot: u32 = load<u32>(entry);
    const group: u32 = load<u16>(entry, 4);
    if (group != 0) {
      const ids = neighbours + ((<usize>load<u16>(entry, 6)) << 2);
      slot += rowsUpTo(ids, group, row);
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
  const levels = load<u32>(record, LEVELS);
  const neighbours = record + NEIGHBOUR_ROWS;
  const levelKeys = neighbours + ((<usize>k) << 2);
  const table = levelKeys + ((<usize>k) << 2);
  for (let row: u32 = 0; row < rows; row++) {
    if (row == excluded) continue;
    const key = load<u32>(keys + ((<usize>row) << 2));
    let level: u32 = 0;
    let high = levels;
    while (level < high) {
      const middle = (level + high) >> 1;
      if (load<u32>(levelKeys + ((<usize>middle) << 2)) < key)
        level = middle + 1;
      else high = middle;
    }
    const entry = table + ((<usize>level) << 3);
    let slot: u32 = load<u32>(entry);
    if (level < levels && load<u32>(levelKeys + ((<usize>level) << 2)) == key) {
      const ids = neighbours + ((<usize>load<u16>(entry, 6)) << 2);
      slot += rowsUpTo(ids, load<u16>(entry, 4), row);
    } else {
      slot--;
    }
    const step: u32 = load<u16>(steps + ((<usize>row) << 1));
    const bin = histogram + ((<usize>(slot * stepCount + step)) << 2);
    store<u32>(bin, load<u32>(bin) + 1);
  }
}
