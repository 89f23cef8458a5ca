import type { Codes } from "../compute/backend";
import { popcount32, wordsPerCode } from "../numeric/bits";

/** What the bits of some codes have in common. */
export interface BitStatistics {
  /** Share of ones, per bit. */
  readonly balance: number[];
  readonly entropyMean: number;
  readonly entropyMin: number;
  /** (b, b); 0 where a bit never changes. */
  readonly correlation: number[][];
  readonly meanAbsCorrelation: number;
  readonly maxAbsCorrelation: number;
  /** (sum l)^2 / sum l^2 over the eigenvalues l of the bits' covariance. */
  readonly effectiveBits: number;
  readonly documents: number;
}

/** Each bit over the first `rows` codes as a row of words of its own, (b, ceil(rows / 32)). */
function bitColumns(codes: Codes, rows: number): Uint32Array[] {
  const words = wordsPerCode(codes.bits);
  const length = Math.ceil(rows / 32);
  const columns = Array.from(
    { length: codes.bits },
    () => new Uint32Array(length),
  );
  for (let row = 0; row < rows; row++)
    for (let w = 0; w < words; w++) {
      let word = codes.words[row * words + w] | 0;
      while (word !== 0) {
        const low = word & -word;
        // The first bit is the most significant of its word.
        columns[w * 32 + Math.clz32(low)][row >>> 5] |= 1 << (row & 31);
        word ^= low;
      }
    }
  return columns;
}

/** Entropy in bits of a bit that is 1 with probability p. */
function entropy(p: number): number {
  return p > 0 && p < 1 ? -p * Math.log2(p) - (1 - p) * Math.log2(1 - p) : 0;
}

/**
 * Balance, correlation and participation ratio of the bits of the first
 * `mostRows` codes (rows of a corpus are in no order that matters). The
 * participation ratio needs no eigenvalues: trace(C)^2 / |C|_F^2.
 */
export function bitStatistics(codes: Codes, mostRows = 20_000): BitStatistics {
  const rows = Math.min(codes.rows, mostRows);
  const { bits } = codes;
  const columns = bitColumns(codes, rows);
  const balance = columns.map(
    (column) => column.reduce((sum, word) => sum + popcount32(word), 0) / rows,
  );
  const correlation = Array.from({ length: bits }, () =>
    new Array<number>(bits).fill(0),
  );
  let trace = 0;
  let squares = 0;
  let absolute = 0;
  let largest = 0;
  for (let a = 0; a < bits; a++)
    for (let b = 0; b <= a; b++) {
      let both = 0;
      for (let w = 0; w < columns[a].length; w++)
        both += popcount32(columns[a][w] & columns[b][w]);
      const covariance = both / rows - balance[a] * balance[b];
      squares += (a === b ? 1 : 2) * covariance * covariance;
      if (a === b) trace += covariance;
      const scale = Math.sqrt(
        balance[a] * (1 - balance[a]) * balance[b] * (1 - balance[b]),
      );
      const value = scale > 0 ? covariance / scale : 0;
      correlation[a][b] = value;
      correlation[b][a] = value;
      if (a === b) continue;
      absolute += Math.abs(value);
      largest = Math.max(largest, Math.abs(value));
    }
  const entropies = balance.map(entropy);
  return {
    balance,
    entropyMean: entropies.reduce((sum, value) => sum + value, 0) / bits,
    entropyMin: Math.min(...entropies),
    correlation,
    meanAbsCorrelation: bits > 1 ? absolute / ((bits * (bits - 1)) / 2) : 0,
    maxAbsCorrelation: largest,
    effectiveBits: squares > 0 ? (trace * trace) / squares : 0,
    documents: rows,
  };
}
