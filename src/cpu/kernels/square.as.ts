// Products of square f32 matrices of `size` x `size`, a multiple of 8, in
// AssemblyScript: what a polar iteration is made of.

/** Packs B into panels of 8 columns: `size` rows of 8 values each. */
export function pack(b: usize, panels: usize, size: i32): void {
  const rowBytes = (<usize>size) << 2;
  for (let p: i32 = 0; p < size; p += 8) {
    let from = b + ((<usize>p) << 2);
    for (let k: i32 = 0; k < size; k++, from += rowBytes, panels += 32) {
      v128.store(panels, v128.load(from));
      v128.store(panels, v128.load(from, 16), 16);
    }
  }
}

/** Writes alpha z + beta d, or alpha z without `d`. */
function put(c: usize, z: v128, d: usize, alpha: v128, beta: v128): void {
  let value = f32x4.mul(z, alpha);
  if (d != 0) value = f32x4.add(value, f32x4.mul(v128.load(d), beta));
  v128.store(c, value);
}

/**
 * C = alpha A B + beta D for B in panels; D = 0 for none. Element (i, k) of A
 * lies at a + i aRow + k aColumn, so that A may be a transpose. A product that
 * is known to be symmetric is made of its upper half, and mirrored.
 */
export function multiply(
  a: usize,
  aRow: usize,
  aColumn: usize,
  panels: usize,
  c: usize,
  d: usize,
  alphaValue: f32,
  betaValue: f32,
  size: i32,
  symmetric: bool,
): void {
  const rowBytes = (<usize>size) << 2;
  const panelBytes = (<usize>size) << 5;
  const alpha = f32x4.splat(alphaValue);
  const beta = f32x4.splat(betaValue);
  for (let p: i32 = 0; p < size; p += 8) {
    const panel = panels + <usize>(p >> 3) * panelBytes;
    const rows = symmetric ? min<i32>(size, p + 8) : size;
    for (let i: i32 = 0; i < rows; i += 4) {
      let x0 = a + <usize>i * aRow;
      let x1 = x0 + aRow;
      let x2 = x1 + aRow;
      let x3 = x2 + aRow;
      let a0 = f32x4.splat(0);
      let b0 = f32x4.splat(0);
      let a1 = f32x4.splat(0);
      let b1 = f32x4.splat(0);
      let a2 = f32x4.splat(0);
      let b2 = f32x4.splat(0);
      let a3 = f32x4.splat(0);
      let b3 = f32x4.splat(0);
      for (let at = panel; at < panel + panelBytes; at += 32) {
        const low = v128.load(at);
        const high = v128.load(at, 16);
        const v0 = v128.load_splat<f32>(x0);
        a0 = f32x4.add(a0, f32x4.mul(v0, low));
        b0 = f32x4.add(b0, f32x4.mul(v0, high));
        const v1 = v128.load_splat<f32>(x1);
        a1 = f32x4.add(a1, f32x4.mul(v1, low));
        b1 = f32x4.add(b1, f32x4.mul(v1, high));
        const v2 = v128.load_splat<f32>(x2);
        a2 = f32x4.add(a2, f32x4.mul(v2, low));
        b2 = f32x4.add(b2, f32x4.mul(v2, high));
        const v3 = v128.load_splat<f32>(x3);
        a3 = f32x4.add(a3, f32x4.mul(v3, low));
        b3 = f32x4.add(b3, f32x4.mul(v3, high));
        x0 += aColumn;
        x1 += aColumn;
        x2 += aColumn;
        x3 += aColumn;
      }
      const offset = <usize>i * rowBytes + ((<usize>p) << 2);
      const next = d != 0 ? rowBytes : 0;
      const from = d != 0 ? d + offset : 0;
      const second = d != 0 ? from + 16 : 0;
      const to = c + offset;
      put(to, a0, from, alpha, beta);
      put(to + 16, b0, second, alpha, beta);
      put(to + rowBytes, a1, from + next, alpha, beta);
      put(to + rowBytes + 16, b1, second + next, alpha, beta);
      put(to + 2 * rowBytes, a2, from + 2 * next, alpha, beta);
      put(to + 2 * rowBytes + 16, b2, second + 2 * next, alpha, beta);
      put(to + 3 * rowBytes, a3, from + 3 * next, alpha, beta);
      put(to + 3 * rowBytes + 16, b3, second + 3 * next, alpha, beta);
    }
  }
  if (!symmetric) return;
  for (let i: i32 = 1; i < size; i++)
    for (let j: i32 = 0; j < i; j++)
      store<f32>(
        c + ((<usize>i * <usize>size + <usize>j) << 2),
        load<f32>(c + ((<usize>j * <usize>size + <usize>i) << 2)),
      );
}
