/**
 * Cosine of two f32 vectors of `length` entries, given by array and first
 * index, in f64; 0 where one of them is zero.
 *
 * Every backend decides neighbours by this very expression, so that equal rows
 * tie exactly and near ties fall the same way everywhere.
 */
export function cosineOfRows(
  a: Float32Array,
  aStart: number,
  b: Float32Array,
  bStart: number,
  length: number,
): number {
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < length; i++) {
    const x = a[aStart + i];
    const y = b[bStart + i];
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa > 0 && bb > 0 ? dot / Math.sqrt(aa * bb) : 0;
}
