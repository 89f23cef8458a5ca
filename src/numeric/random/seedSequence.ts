const POOL_WORDS = 4;
const INIT_A = 0x43b0d7e5;
const MULT_A = 0x931e8875;
const INIT_B = 0x8b51f9dd;
const MULT_B = 0x58f38ded;
const MIX_LEFT = 0xca01f9dd;
const MIX_RIGHT = 0x4973f715;
const SHIFT = 16;

/** A hash whose constant moves on with every word it takes. */
function runningHash(
  initial: number,
  multiplier: number,
): (word: number) => number {
  let constant = initial;
  return (word) => {
    const salted = word ^ constant;
    constant = Math.imul(constant, multiplier);
    const product = Math.imul(salted, constant);
    return (product ^ (product >>> SHIFT)) >>> 0;
  };
}

function mix(x: number, y: number): number {
  const difference = (Math.imul(MIX_LEFT, x) - Math.imul(MIX_RIGHT, y)) | 0;
  return (difference ^ (difference >>> SHIFT)) >>> 0;
}

/**
 * `numpy.random.SeedSequence(seed).generate_state(count, uint32)`: spreads a
 * non-negative safe integer over `count` well mixed 32-bit words (O'Neill's
 * seed_seq_fe with a pool of four words). The seed's own words are its base
 * 2^32 digits, lowest first, so seeds of 2^32 and more are supported.
 */
export function seedSequenceWords(seed: number, count: number): Uint32Array {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(
      `seed must be an integer from 0 to 2^53 - 1, got ${seed}`,
    );
  }
  // A safe integer has at most two digits, fewer than the pool has words; the
  // rest of the pool hashes zeros, exactly as for a shorter seed.
  const entropy = [seed >>> 0, Math.floor(seed / 4294967296)];
  const pool = new Uint32Array(POOL_WORDS);
  const absorb = runningHash(INIT_A, MULT_A);
  for (let i = 0; i < POOL_WORDS; i++) {
    pool[i] = absorb(i < entropy.length ? entropy[i] : 0);
  }
  for (let from = 0; from < POOL_WORDS; from++) {
    for (let to = 0; to < POOL_WORDS; to++) {
      if (from !== to) pool[to] = mix(pool[to], absorb(pool[from]));
    }
  }
  const emit = runningHash(INIT_B, MULT_B);
  const words = new Uint32Array(count);
  for (let i = 0; i < count; i++) words[i] = emit(pool[i % POOL_WORDS]);
  return words;
}
