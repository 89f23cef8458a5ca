/*
 * IEEE 754 binary16 (half precision) as raw 16-bit patterns: 1 sign bit, 5
 * exponent bits (bias 15), 10 fraction bits.
 */

/** Bit pattern of the single that equals the half `half` (every half has one). */
function singleBits(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 31;
  const fraction = half & 0x3ff;
  if (exponent === 31) return sign | 0x7f800000 | (fraction << 13);
  if (exponent > 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
  if (fraction === 0) return sign;
  // A subnormal half is a normal single: move its leading one to bit 10.
  const shift = Math.clz32(fraction) - 21;
  return sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13);
}

/** Bit pattern of the half nearest to the single with pattern `single`. */
function halfBits(single: number): number {
  const sign = (single >>> 16) & 0x8000;
  const magnitude = single & 0x7fffffff;
  if (magnitude > 0x7f800000) {
    // NaN: keep the upper payload bits, and stay a NaN when those are zero.
    return sign | 0x7c00 | ((magnitude >>> 13) & 0x3ff) | 0x200;
  }
  if (magnitude >= 0x47800000) return sign | 0x7c00;
  if (magnitude >= 0x38800000) {
    // Normal. Rounding may carry into the exponent, up to infinity: intended.
    const roundUp = 0xfff + ((magnitude >>> 13) & 1);
    return sign | ((magnitude - 0x38000000 + roundUp) >>> 13);
  }
  if (magnitude < 0x33000000) return sign;
  // Subnormal: the significand counts in units of 2^-24 after the shift.
  const significand = (magnitude & 0x7fffff) | 0x800000;
  const shift = 126 - (magnitude >>> 23);
  const kept = significand >>> shift;
  const rest = significand & ((1 << shift) - 1);
  const middle = 1 << (shift - 1);
  const up = rest > middle || (rest === middle && (kept & 1) === 1);
  return sign | (kept + (up ? 1 : 0));
}

/**
 * The single-precision values of half-precision bit patterns. Exact for every
 * pattern: signed zeros, subnormals, infinities and NaN payloads.
 */
export function halfToFloat32(bits: Uint16Array): Float32Array {
  const patterns = new Uint32Array(bits.length);
  for (let i = 0; i < bits.length; i++) patterns[i] = singleBits(bits[i]);
  return new Float32Array(patterns.buffer);
}

/**
 * Half-precision bit patterns of single-precision values, rounded to nearest,
 * ties to even; beyond 65,519.99 to infinity; NaN becomes a quiet NaN.
 */
export function float32ToHalf(values: Float32Array): Uint16Array {
  const patterns = new Uint32Array(
    values.buffer,
    values.byteOffset,
    values.length,
  );
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) halves[i] = halfBits(patterns[i]);
  return halves;
}
