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
