// The cubic work of a symmetric eigenproblem in f64, in AssemblyScript:
// reduction to tridiagonal form, and the way back for eigenvectors.

/** Inner product of two stretches of `count` f64s. */
function dot(a: usize, b: usize, count: i32): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  let i: usize = 0;
  const blocked = (<usize>(count & ~3)) << 3;
  for (; i < blocked; i += 32) {
    low = f64x2.add(low, f64x2.mul(v128.load(a + i), v128.load(b + i)));
    high = f64x2.add(
      high,
      f64x2.mul(v128.load(a + i, 16), v128.load(b + i, 16)),
    );
  }
  low = f64x2.add(low, high);
  let sum = f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1);
  const end = (<usize>count) << 3;
  for (; i < end; i += 8) sum += load<f64>(a + i) * load<f64>(b + i);
  return sum;
}

/** target += factor source, over `count` f64s. */
function addScaled(
  target: usize,
  factor: f64,
  source: usize,
  count: i32,
): void {
  const f = f64x2.splat(factor);
  let i: usize = 0;
  const blocked = (<usize>(count & ~1)) << 3;
  for (; i < blocked; i += 16)
    v128.store(
      target + i,
      f64x2.add(v128.load(target + i), f64x2.mul(f, v128.load(source + i))),
    );
  const end = (<usize>count) << 3;
  for (; i < end; i += 8)
    store<f64>(
      target + i,
      load<f64>(target + i) + factor * load<f64>(source + i),
    );
}

/** One row of A - u w' - w u', entries 0 to j. */
function updateRow(row: usize, u: usize, w: usize, j: i32): void {
  const at = (<usize>j) << 3;
  addScaled(row, -load<f64>(u + at), w, j + 1);
  addScaled(row, -load<f64>(w + at), u, j + 1);
}

/**
 * Brings row j of A up to date with the last reflector (u, w), and takes it
 * into w' = A u' at once: the triangle is read once for both.
 */
function updateAndMultiply(
  row: usize,
  u: usize,
  w: usize,
  next: usize,
  image: usize,
  j: i32,
): void {
  const at = (<usize>j) << 3;
  const cu = load<f64>(u + at);
  const cw = load<f64>(w + at);
  const cn = load<f64>(next + at);
  const su = f64x2.splat(cu);
  const sw = f64x2.splat(cw);
  const sn = f64x2.splat(cn);
  let sums = f64x2.splat(0);
  let i: usize = 0;
  const blocked = (<usize>(j & ~1)) << 3;
  for (; i < blocked; i += 16) {
    const value = f64x2.sub(
      f64x2.sub(v128.load(row + i), f64x2.mul(su, v128.load(w + i))),
      f64x2.mul(sw, v128.load(u + i)),
    );
    v128.store(row + i, value);
    sums = f64x2.add(sums, f64x2.mul(value, v128.load(next + i)));
    v128.store(
      image + i,
      f64x2.add(v128.load(image + i), f64x2.mul(value, sn)),
    );
  }
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  for (; i < at; i += 8) {
    const value =
      load<f64>(row + i) - cu * load<f64>(w + i) - cw * load<f64>(u + i);
    store<f64>(row + i, value);
    sum += value * load<f64>(next + i);
    store<f64>(image + i, load<f64>(image + i) + value * cn);
  }
  const corner = load<f64>(row + at) - 2 * cu * cw;
  store<f64>(row + at, corner);
  store<f64>(image + at, load<f64>(image + at) + sum + corner * cn);
}

/**
 * Householder reduction of the lower triangle of `a` (n, n) to tridiagonal
 * form, from the last row up (Golub and Van Loan, 8.3.1). Row i keeps its
 * reflector u_i, H_i = I - u_i u_i' / scale_i; scale 0 means none. `w` and
 * `spare` hold n f64s each, zeros at first.
 */
export function reduce(
  a: usize,
  n: i32,
  diagonal: usize,
  off: usize,
  scales: usize,
  w: usize,
  spare: usize,
): void {
  const rowBytes = (<usize>n) << 3;
  let u: usize = 0;
  for (let i = n - 1; i >= 0; i--) {
    const at = (<usize>i) << 3;
    const row = a + <usize>i * rowBytes;
    if (u != 0) updateRow(row, u, w, i);
    store<f64>(diagonal + at, load<f64>(row + at));
    if (i == 0) return;
    const last = load<f64>(row + at - 8);
    const rest = dot(row, row, i - 1);
    store<f64>(scales + at, 0);
    if (rest == 0) {
      store<f64>(off + at - 8, last);
      if (u != 0)
        for (let j: i32 = 0; j < i; j++)
          updateRow(a + <usize>j * rowBytes, u, w, j);
      u = 0;
      continue;
    }
    // Unit scale keeps u and its norm away from underflow.
    const length = sqrt(rest + last * last);
    for (let k: usize = 0; k < at; k += 8)
      store<f64>(row + k, load<f64>(row + k) / length);
    const head = load<f64>(row + at - 8);
    const target: f64 = head > 0 ? -1 : 1;
    store<f64>(off + at - 8, target * length);
    store<f64>(row + at - 8, head - target);
    const scale = 1 - head * target;
    store<f64>(scales + at, scale);

    memory.fill(spare, 0, at);
    if (u == 0) {
      // Nothing to bring up to date: a reflector of zeros changes nothing.
      memory.fill(w, 0, rowBytes);
      u = row;
    }
    for (let j: i32 = 0; j < i; j++)
      updateAndMultiply(a + <usize>j * rowBytes, u, w, row, spare, j);
    for (let k: usize = 0; k < at; k += 8)
      store<f64>(spare + k, load<f64>(spare + k) / scale);
    addScaled(spare, -dot(spare, row, i) / (2 * scale), row, i);
    const held = w;
    w = spare;
    spare = held;
    u = row;
  }
}

/** Vectors that pass over one reflector before the next: they stay in the cache. */
const GROUP: i32 = 32;

/** Multiplies `count` rows of n f64s by H_(n-1) ... H_1 of `reduce`. */
export function transformBack(
  a: usize,
  scales: usize,
  n: i32,
  vectors: usize,
  count: i32,
): void {
  const rowBytes = (<usize>n) << 3;
  for (let first: i32 = 0; first < count; first += GROUP) {
    const end = min<i32>(first + GROUP, count);
    for (let i: i32 = 1; i < n; i++) {
      const scale = load<f64>(scales + ((<usize>i) << 3));
      if (scale == 0) continue;
      const u = a + <usize>i * rowBytes;
      for (let c = first; c < end; c++) {
        const v = vectors + <usize>c * rowBytes;
        addScaled(v, -dot(u, v, i) / scale, u, i);
      }
    }
  }
}

/** Takes the parts along `count` unit rows from `from` on out of `target`. */
export function orthogonalise(
  target: usize,
  from: usize,
  count: i32,
  n: i32,
): void {
  const rowBytes = (<usize>n) << 3;
  for (let c: i32 = 0; c < count; c++, from += rowBytes)
    addScaled(target, -dot(target, from, n), from, n);
}
