/** A stream of uniform 32-bit words, the raw material of every draw here. */
export interface WordSource {
  /** The next word, an integer in [0, 2^32). */
  nextUint32(): number;
}

/** Number of distinct 32-bit words; the largest range one word can cover. */
export const WORD_RANGE = 4294967296;

/**
 * Throws unless `value` is an integer with `lowest <= value <= highest`.
 * `name` is what the message calls the value.
 */
export function requireInteger(
  name: string,
  value: number,
  lowest: number,
  highest: number,
): void {
  if (!Number.isInteger(value) || value < lowest || value > highest) {
    throw new RangeError(
      `${name} must be an integer from ${lowest} to ${highest}, got ${value}`,
    );
  }
}

/**
 * Uniform integer in [0, max] by masked rejection: words are cut to the
 * smallest 2^j - 1 >= max and redrawn while they exceed max. This is numpy's
 * `random_interval`, behind both generators' `permutation` and behind
 * `RandomState.randint`. Draws nothing when max is 0.
 */
export function maskedUpTo(source: WordSource, max: number): number {
  if (max === 0) return 0;
  const mask = 0xffffffff >>> Math.clz32(max);
  let value = (source.nextUint32() & mask) >>> 0;
  while (value > max) value = (source.nextUint32() & mask) >>> 0;
  return value;
}

/** 0, 1, ..., n - 1. */
export function range(n: number): Int32Array {
  const values = new Int32Array(n);
  for (let i = 0; i < n; i++) values[i] = i;
  return values;
}

/**
 * Fisher-Yates from the last element down to index `first` (at least 1), in
 * place; `drawUpTo(i)` supplies a uniform index in [0, i].
 */
export function shuffleDown(
  values: Int32Array,
  first: number,
  drawUpTo: (max: number) => number,
): void {
  for (let i = values.length - 1; i >= first; i--) {
    const j = drawUpTo(i);
    const held = values[j];
    values[j] = values[i];
    values[i] = held;
  }
}

/** 0, 1, ..., n - 1 in numpy's shuffled order (masked rejection). */
export function maskedPermutation(source: WordSource, n: number): Int32Array {
  const values = range(n);
  shuffleDown(values, 1, (max) => maskedUpTo(source, max));
  return values;
}
