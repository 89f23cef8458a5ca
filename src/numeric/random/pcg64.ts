import {
  maskedPermutation,
  range,
  requireInteger,
  shuffleDown,
  WORD_RANGE,
} from "./bounded";
import { seedSequenceWords } from "./seedSequence";

// The 128-bit multiplier of PCG64, as four 32-bit limbs from low to high.
const M0 = 0x9fccf645;
const M1 = 0x4385df64;
const M2 = 0x1fc65da4;
const M3 = 0x2360ed05;

/** Upper 32 bits of the 64-bit product of two 32-bit words. */
function highProduct(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  // Neither sum reaches 2^32, so the shifts see exact values.
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carried = aLow * bHigh + (middle & 0xffff);
  return aHigh * bHigh + (middle >>> 16) + (carried >>> 16);
}

/** Lower 32 bits of the product of two 32-bit words. */
function lowProduct(a: number, b: number): number {
  return Math.imul(a, b) >>> 0;
}

/** Largest population for which numpy's `choice` always uses Floyd's method. */
const FLOYD_POPULATION = 10000;
/** Above it, Floyd's method only when fewer than one in this many is taken. */
const TAIL_SHUFFLE_CUTOFF = 50;

/**
 * `numpy.random.default_rng(seed)`: PCG64 (XSL-RR 128/64) seeded through
 * SeedSequence. Integers, doubles, `choice` and `permutation` are numpy's own
 * values, in numpy's order, as long as the calls are made in the same order.
 *
 * Sources: O'Neill, "PCG: A Family of Simple Fast Space-Efficient
 * Statistically Good Algorithms for Random Number Generation" (2014); Lemire,
 * "Fast Random Integer Generation in an Interval" (2019); numpy/random.
 */
export class NumpyGenerator {
  // The 128-bit state and increment, as 32-bit limbs from low to high.
  private state0 = 0;
  private state1 = 0;
  private state2 = 0;
  private state3 = 0;
  private readonly increment0: number;
  private readonly increment1: number;
  private readonly increment2: number;
  private readonly increment3: number;
  // The last 64-bit output, and the half that 32-bit draws have not used yet.
  private outputLow = 0;
  private outputHigh = 0;
  private spareWord = 0;
  private hasSpareWord = false;

  /** Throws RangeError unless `seed` is an integer from 0 to 2^53 - 1. */
  constructor(seed: number) {
    // As 64-bit words: state high, state low, stream high, stream low; each is
    // stored low half first.
    const w = seedSequenceWords(seed, 8);
    this.increment0 = ((w[6] << 1) | 1) >>> 0;
    this.increment1 = ((w[7] << 1) | (w[6] >>> 31)) >>> 0;
    this.increment2 = ((w[4] << 1) | (w[7] >>> 31)) >>> 0;
    this.increment3 = ((w[5] << 1) | (w[4] >>> 31)) >>> 0;
    this.advance();
    const sum0 = this.state0 + w[2];
    const sum1 = this.state1 + w[3] + (sum0 >= WORD_RANGE ? 1 : 0);
    const sum2 = this.state2 + w[0] + (sum1 >= WORD_RANGE ? 1 : 0);
    const sum3 = this.state3 + w[1] + (sum2 >= WORD_RANGE ? 1 : 0);
    this.state0 = sum0 >>> 0;
    this.state1 = sum1 >>> 0;
    this.state2 = sum2 >>> 0;
    this.state3 = sum3 >>> 0;
    this.advance();
  }

  /** state <- state * M + increment, modulo 2^128. */
  private advance(): void {
    const s0 = this.state0;
    const s1 = this.state1;
    const s2 = this.state2;
    const s3 = this.state3;
    // Column sums of the schoolbook product; each stays far below 2^53.
    const column0 = lowProduct(s0, M0) + this.increment0;
    const column1 =
      Math.floor(column0 / WORD_RANGE) +
      highProduct(s0, M0) +
      lowProduct(s0, M1) +
      lowProduct(s1, M0) +
      this.increment1;
    const column2 =
      Math.floor(column1 / WORD_RANGE) +
      highProduct(s0, M1) +
      highProduct(s1, M0) +
      lowProduct(s0, M2) +
      lowProduct(s1, M1) +
      lowProduct(s2, M0) +
      this.increment2;
    const column3 =
      Math.floor(column2 / WORD_RANGE) +
      highProduct(s0, M2) +
      highProduct(s1, M1) +
      highProduct(s2, M0) +
      lowProduct(s0, M3) +
      lowProduct(s1, M2) +
      lowProduct(s2, M1) +
      lowProduct(s3, M0) +
      this.increment3;
    this.state0 = column0 >>> 0;
    this.state1 = column1 >>> 0;
    this.state2 = column2 >>> 0;
    this.state3 = column3 >>> 0;
  }

  /** Steps and leaves the next 64-bit output in outputHigh and outputLow. */
  private draw64(): void {
    this.advance();
    const low = this.state2 ^ this.state0;
    const high = this.state3 ^ this.state1;
    const rotation = this.state3 >>> 26;
    const shift = rotation & 31;
    // Rotating right by 32 or more swaps the halves first.
    const upper = rotation >= 32 ? low : high;
    const lower = rotation >= 32 ? high : low;
    if (shift === 0) {
      this.outputHigh = upper >>> 0;
      this.outputLow = lower >>> 0;
    } else {
      this.outputHigh = ((upper >>> shift) | (lower << (32 - shift))) >>> 0;
      this.outputLow = ((lower >>> shift) | (upper << (32 - shift))) >>> 0;
    }
  }

  /** The next 32-bit word: the low half of a 64-bit output, then the high. */
  nextUint32(): number {
    if (this.hasSpareWord) {
      this.hasSpareWord = false;
      return this.spareWord;
    }
    this.draw64();
    this.hasSpareWord = true;
    this.spareWord = this.outputHigh;
    return this.outputLow;
  }

  /** Lemire's multiply-shift draw from [0, max]; draws nothing for max = 0. */
  private lemireUpTo(max: number): number {
    if (max === 0) return 0;
    const size = max + 1;
    if (size === WORD_RANGE) return this.nextUint32();
    let word = this.nextUint32();
    let remainder = lowProduct(word, size);
    if (remainder < size) {
      const threshold = (WORD_RANGE - size) % size;
      while (remainder < threshold) {
        word = this.nextUint32();
        remainder = lowProduct(word, size);
      }
    }
    return highProduct(word, size);
  }

  /**
   * `Generator.integers(high)`: a uniform integer in [0, high).
   * Throws RangeError unless `high` is an integer from 1 to 2^32.
   */
  integers(high: number): number {
    requireInteger("high", high, 1, WORD_RANGE);
    return this.lemireUpTo(high - 1);
  }

  /**
   * `Generator.random()`: a double in [0, 1) with 53 random bits. It takes a
   * fresh 64-bit output and leaves a spare half word for the next 32-bit draw.
   */
  random(): number {
    this.draw64();
    return (this.outputHigh * 2097152 + (this.outputLow >>> 11)) / 2 ** 53;
  }

  /**
   * `Generator.choice(n, count, replace=False)`: `count` distinct integers of
   * [0, n) in random order. Like numpy, it takes Floyd's method, or for more
   * than one in fifty of a population above 10,000 a shuffle of its tail.
   * Throws RangeError unless 0 <= count <= n < 2^31.
   */
  choice(n: number, count: number): Int32Array {
    requireInteger("n", n, 0, 0x7fffffff);
    requireInteger("count", count, 0, n);
    const drawUpTo = (max: number) => this.lemireUpTo(max);
    if (n > FLOYD_POPULATION && count > Math.floor(n / TAIL_SHUFFLE_CUTOFF)) {
      const values = range(n);
      shuffleDown(values, Math.max(n - count, 1), drawUpTo);
      return values.slice(n - count);
    }
    const taken = new Set<number>();
    const chosen = new Int32Array(count);
    for (let j = n - count; j < n; j++) {
      const drawn = this.lemireUpTo(j);
      const value = taken.has(drawn) ? j : drawn;
      taken.add(value);
      chosen[j - (n - count)] = value;
    }
    shuffleDown(chosen, 1, drawUpTo);
    return chosen;
  }

  /**
   * `Generator.permutation(n)`: 0, ..., n - 1 in random order.
   * Throws RangeError unless `n` is an integer from 0 to 2^31 - 1.
   */
  permutation(n: number): Int32Array {
    requireInteger("n", n, 0, 0x7fffffff);
    return maskedPermutation(this, n);
  }

  /**
   * `count` independent standard normals, by Marsaglia's polar method on this
   * stream's doubles. These are NOT numpy's `standard_normal` values (numpy
   * uses a ziggurat); they serve the initial rotation and synthetic data,
   * where only the distribution matters. A spare value is not kept over calls.
   * Throws RangeError unless `count` is an integer from 0 to 2^31 - 1.
   */
  standardNormals(count: number): Float64Array {
    requireInteger("count", count, 0, 0x7fffffff);
    const normals = new Float64Array(count);
    for (let i = 0; i < count; i += 2) {
      let x: number;
      let y: number;
      let radius: number;
      do {
        x = 2 * this.random() - 1;
        y = 2 * this.random() - 1;
        radius = x * x + y * y;
      } while (radius >= 1 || radius === 0);
      const scale = Math.sqrt((-2 * Math.log(radius)) / radius);
      normals[i] = x * scale;
      if (i + 1 < count) normals[i + 1] = y * scale;
    }
    return normals;
  }
}
