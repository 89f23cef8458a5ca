import {
  maskedPermutation,
  maskedUpTo,
  requireInteger,
  WORD_RANGE,
} from "./bounded";

const STATE_WORDS = 624;
const MIDDLE = 397;
const TWIST_MATRIX = 0x9908b0df;

/** One word of the twist: upper bit of `a`, the rest of `b`. */
function twist(a: number, b: number): number {
  const joined = (a & 0x80000000) | (b & 0x7fffffff);
  return (joined >>> 1) ^ (b & 1 ? TWIST_MATRIX : 0);
}

/**
 * The legacy `numpy.random.RandomState(seed)` (what `np.random.seed` and the
 * module-level functions use): MT19937 with Knuth's seeding. Every draw is
 * numpy's own value as long as the calls are made in the same order.
 *
 * Source: Matsumoto and Nishimura, "Mersenne Twister" (1998); numpy/random.
 */
export class NumpyRandomState {
  private readonly state = new Uint32Array(STATE_WORDS);
  private position = STATE_WORDS;

  /** Throws RangeError unless `seed` is an integer from 0 to 2^32 - 1. */
  constructor(seed: number) {
    requireInteger("seed", seed, 0, WORD_RANGE - 1);
    let word = seed >>> 0;
    for (let i = 0; i < STATE_WORDS; i++) {
      this.state[i] = word;
      word = (Math.imul(1812433253, word ^ (word >>> 30)) + i + 1) >>> 0;
    }
  }

  private regenerate(): void {
    const s = this.state;
    for (let i = 0; i < STATE_WORDS - MIDDLE; i++) {
      s[i] = s[i + MIDDLE] ^ twist(s[i], s[i + 1]);
    }
    for (let i = STATE_WORDS - MIDDLE; i < STATE_WORDS - 1; i++) {
      s[i] = s[i + MIDDLE - STATE_WORDS] ^ twist(s[i], s[i + 1]);
    }
    s[STATE_WORDS - 1] = s[MIDDLE - 1] ^ twist(s[STATE_WORDS - 1], s[0]);
    this.position = 0;
  }

  /** The next 32-bit word of the stream. */
  nextUint32(): number {
    if (this.position === STATE_WORDS) this.regenerate();
    let word = this.state[this.position++];
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    word ^= word >>> 18;
    return word >>> 0;
  }

  /**
   * `RandomState.randint(high)`: a uniform integer in [0, high).
   * Throws RangeError unless `high` is an integer from 1 to 2^32.
   */
  randint(high: number): number {
    requireInteger("high", high, 1, WORD_RANGE);
    return maskedUpTo(this, high - 1);
  }

  /** `RandomState.random_sample()`: a double in [0, 1) with 53 random bits. */
  random(): number {
    const upper = this.nextUint32() >>> 5;
    const lower = this.nextUint32() >>> 6;
    return (upper * 67108864 + lower) / 9007199254740992;
  }

  /**
   * `RandomState.permutation(n)`: 0, ..., n - 1 in random order.
   * Throws RangeError unless `n` is an integer from 0 to 2^31 - 1.
   */
  permutation(n: number): Int32Array {
    requireInteger("n", n, 0, 0x7fffffff);
    return maskedPermutation(this, n);
  }

  /**
   * `RandomState.choice(n, count, replace=False)`: the first `count` entries
   * of a permutation of [0, n). Throws RangeError unless
   * 0 <= count <= n < 2^31.
   */
  choice(n: number, count: number): Int32Array {
    requireInteger("n", n, 0, 0x7fffffff);
    requireInteger("count", count, 0, n);
    return this.permutation(n).slice(0, count);
  }
}
