/*
 * Loops over stretches of f64 arrays, each given by array and first index.
 * The matrix routines are built from them, because a stretch that is
 * contiguous in memory is what JavaScript engines run fast.
 */

/** Inner product of `a[aStart...]` and `b[bStart...]` over `length` entries. */
export function dot(
  a: Float64Array,
  aStart: number,
  b: Float64Array,
  bStart: number,
  length: number,
): number {
  // Four running sums: one alone would wait for each addition in turn.
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  const blocked = length - (length & 3);
  let i = 0;
  for (; i < blocked; i += 4) {
    sum0 += a[aStart + i] * b[bStart + i];
    sum1 += a[aStart + i + 1] * b[bStart + i + 1];
    sum2 += a[aStart + i + 2] * b[bStart + i + 2];
    sum3 += a[aStart + i + 3] * b[bStart + i + 3];
  }
  for (; i < length; i++) sum0 += a[aStart + i] * b[bStart + i];
  return sum0 + sum1 + (sum2 + sum3);
}

/** target <- target + factor * source, over `length` entries. */
export function addScaled(
  target: Float64Array,
  targetStart: number,
  factor: number,
  source: Float64Array,
  sourceStart: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) {
    target[targetStart + i] += factor * source[sourceStart + i];
  }
}

/**
 * Rotates two stretches of `length` entries in their plane:
 * (x, y) <- (cosine * x + sine * y, cosine * y - sine * x).
 */
export function rotate(
  values: Float64Array,
  xStart: number,
  yStart: number,
  length: number,
  cosine: number,
  sine: number,
): void {
  for (let i = 0; i < length; i++) {
    const x = values[xStart + i];
    const y = values[yStart + i];
    values[xStart + i] = cosine * x + sine * y;
    values[yStart + i] = cosine * y - sine * x;
  }
}

/** Euclidean norm of `length` entries, safe from overflow and underflow. */
export function norm(
  values: Float64Array,
  start: number,
  length: number,
): number {
  let largest = 0;
  for (let i = 0; i < length; i++) {
    largest = Math.max(largest, Math.abs(values[start + i]));
  }
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < length; i++) {
    const scaled = values[start + i] / largest;
    sum += scaled * scaled;
  }
  return largest * Math.sqrt(sum);
}
