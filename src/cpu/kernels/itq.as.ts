// One ITQ step on some rows, in AssemblyScript: signs of V R and what they
// change in V' B, without ever writing V R to memory.
//
// R comes in panels of 8 columns, `depth` rows of 8 f32s each; V has `depth`
// f32s in a row. Both are padded with zeros. The signs of a row take a byte for
// each panel. M is kept transposed: row j of it is column j of V' B.

const PANEL: i32 = 8;
/** Rows that pass over one panel of R before the next: they stay in the cache. */
const BLOCK: i32 = 64;

/** Adds `factor` times a row of V to a row of M'. */
function addRow(row: usize, out: usize, depth: i32, factor: f32): void {
  const f = f32x4.splat(factor);
  for (let i: i32 = 0; i < depth; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(
      out + at,
      f32x4.add(v128.load(out + at), f32x4.mul(v128.load(row + at), f)),
    );
  }
}

/** Turns over the signs that changed, in `signs` and in M'. */
function flip(
  row: usize,
  sign: usize,
  bits: u32,
  firstColumn: i32,
  columns: i32,
  m: usize,
  depth: i32,
): void {
  const before: u32 = load<u8>(sign);
  let changed = before ^ bits;
  store<u8>(sign, <u8>bits);
  while (changed != 0) {
    const j = <i32>ctz<u32>(changed);
    changed &= changed - 1;
    const column = firstColumn + j;
    // Columns past the last are padding.
    if (column >= columns) continue;
    const factor: f32 = ((bits >> j) & 1) != 0 ? 2 : -2;
    addRow(row, m + ((<usize>column * <usize>depth) << 2), depth, factor);
  }
}

/** Bits of the eight values that are at least zero. */
function signBits(low: v128, high: v128): u32 {
  const zero = f32x4.splat(0);
  return (
    (<u32>i32x4.bitmask(f32x4.ge(low, zero))) |
    ((<u32>i32x4.bitmask(f32x4.ge(high, zero))) << 4)
  );
}

/** Sum of the four values, in f64. */
function total(values: v128): f64 {
  return (
    <f64>f32x4.extract_lane(values, 0) +
    <f64>f32x4.extract_lane(values, 1) +
    <f64>f32x4.extract_lane(values, 2) +
    <f64>f32x4.extract_lane(values, 3)
  );
}

/** M' = the product with signs of -1 everywhere: minus the sums of V's columns. */
export function start(
  v: usize,
  rows: i32,
  depth: i32,
  columns: i32,
  m: usize,
): void {
  const rowBytes = (<usize>depth) << 2;
  memory.fill(m, 0, rowBytes * <usize>columns);
  for (let r: i32 = 0; r < rows; r++)
    addRow(v + <usize>r * rowBytes, m, depth, -1);
  for (let j: i32 = 1; j < columns; j++)
    memory.copy(m + <usize>j * rowBytes, m, rowBytes);
}

/**
 * Brings `signs` and M' from the last R to this one; returns the sum of |V R|.
 * `rows` is a multiple of 4; rows past the last are zeros, whose signs change
 * nothing.
 */
export function step(
  v: usize,
  rows: i32,
  depth: i32,
  columns: i32,
  panels: usize,
  signs: usize,
  m: usize,
): f64 {
  const rowBytes = (<usize>depth) << 2;
  const count = (columns + PANEL - 1) / PANEL;
  const panelBytes = (<usize>depth) << 5;
  let absolute: f64 = 0;
  for (let block: i32 = 0; block < rows; block += BLOCK) {
    const end = min<i32>(block + BLOCK, rows);
    for (let p: i32 = 0; p < count; p++) {
      const panel = panels + <usize>p * panelBytes;
      let sum = f32x4.splat(0);
      for (let r = block; r < end; r += 4) {
        const r0 = v + <usize>r * rowBytes;
        const r1 = r0 + rowBytes;
        const r2 = r1 + rowBytes;
        const r3 = r2 + rowBytes;
        let a0 = f32x4.splat(0);
        let b0 = f32x4.splat(0);
        let a1 = f32x4.splat(0);
        let b1 = f32x4.splat(0);
        let a2 = f32x4.splat(0);
        let b2 = f32x4.splat(0);
        let a3 = f32x4.splat(0);
        let b3 = f32x4.splat(0);
        let at = panel;
        for (let k: usize = 0; k < rowBytes; k += 4, at += 32) {
          const low = v128.load(at);
          const high = v128.load(at, 16);
          const x0 = v128.load_splat<f32>(r0 + k);
          a0 = f32x4.add(a0, f32x4.mul(x0, low));
          b0 = f32x4.add(b0, f32x4.mul(x0, high));
          const x1 = v128.load_splat<f32>(r1 + k);
          a1 = f32x4.add(a1, f32x4.mul(x1, low));
          b1 = f32x4.add(b1, f32x4.mul(x1, high));
          const x2 = v128.load_splat<f32>(r2 + k);
          a2 = f32x4.add(a2, f32x4.mul(x2, low));
          b2 = f32x4.add(b2, f32x4.mul(x2, high));
          const x3 = v128.load_splat<f32>(r3 + k);
          a3 = f32x4.add(a3, f32x4.mul(x3, low));
          b3 = f32x4.add(b3, f32x4.mul(x3, high));
        }
        const c = p * PANEL;
        const sign = signs + <usize>r * <usize>count + <usize>p;
        const next = <usize>count;
        flip(r0, sign, signBits(a0, b0), c, columns, m, depth);
        flip(r1, sign + next, signBits(a1, b1), c, columns, m, depth);
        flip(r2, sign + 2 * next, signBits(a2, b2), c, columns, m, depth);
        flip(r3, sign + 3 * next, signBits(a3, b3), c, columns, m, depth);
        // Padding columns are zero and add nothing.
        sum = f32x4.add(sum, f32x4.add(f32x4.abs(a0), f32x4.abs(b0)));
        sum = f32x4.add(sum, f32x4.add(f32x4.abs(a1), f32x4.abs(b1)));
        sum = f32x4.add(sum, f32x4.add(f32x4.abs(a2), f32x4.abs(b2)));
        sum = f32x4.add(sum, f32x4.add(f32x4.abs(a3), f32x4.abs(b3)));
      }
      absolute += total(sum);
    }
  }
  return absolute;
}
