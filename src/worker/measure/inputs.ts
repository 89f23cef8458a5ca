import type { Codes, Matrix, SurfaceInput } from "../../compute/backend";
import { hammingDistance, wordsPerCode } from "../../numeric/bits";
import { hammingScore } from "../../search/score/hamming";
import { pivotSteps } from "../../search/structure/pivots/steps";

/** Integers of 32 bits that are the same on every machine. */
export type Words = () => number;

/** Marsaglia's xorshift: times depend on sizes, not on how random the numbers are. */
export function xorshift(seed: number): Words {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>>= 0);
  };
}

/** Rows of length one about a shared direction, (rows, columns). */
export function unitRows(words: Words, rows: number, columns: number): Matrix {
  const data = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let sum = 0;
    for (let j = start; j < start + columns; j++) {
      // From -0.3 to 0.7: the mean is not zero, as that of embeddings is not.
      const value = words() / 2 ** 32 - 0.3;
      data[j] = value;
      sum += value * value;
    }
    const scale = 1 / Math.sqrt(sum);
    for (let j = start; j < start + columns; j++) data[j] *= scale;
  }
  return { data, rows, columns };
}

/** Random codes; `bits` is a multiple of 32, so that no bit is spare. */
export function randomCodes(words: Words, rows: number, bits: number): Codes {
  const values = new Uint32Array(rows * wordsPerCode(bits));
  for (let i = 0; i < values.length; i++) values[i] = words();
  return { words: values, rows, bits };
}

/** The first `rows` codes as a copy: backends are given whole buffers. */
export function firstCodes(codes: Codes, rows: number): Codes {
  if (rows === codes.rows) return codes;
  const { bits } = codes;
  return { words: codes.words.slice(0, rows * wordsPerCode(bits)), rows, bits };
}

/** No query is a document: -1 for each. */
export function nothingExcluded(queries: number): Int32Array {
  return new Int32Array(queries).fill(-1);
}

function distancesTo(codes: Codes, pivots: Codes): Uint8Array {
  const width = wordsPerCode(codes.bits);
  const distances = new Uint8Array(codes.rows * pivots.rows);
  for (let row = 0; row < codes.rows; row++)
    for (let pivot = 0; pivot < pivots.rows; pivot++)
      distances[row * pivots.rows + pivot] = hammingDistance(
        codes.words,
        row * width,
        pivots.words,
        pivot * width,
        width,
      );
  return distances;
}

/** A surface of `queries` over `codes` with the first codes as pivots; fewer than 256 bits. */
export function surfaceInput(
  codes: Codes,
  queryCodes: Codes,
  pivotCount: number,
  k: number,
): SurfaceInput {
  const pivots = firstCodes(codes, pivotCount);
  const neighbours = new Int32Array(queryCodes.rows * k);
  // Any rows will do that differ within a query.
  for (let i = 0; i < neighbours.length; i++)
    neighbours[i] = (i * 7) % codes.rows;
  return {
    score: hammingScore(codes, queryCodes),
    structure: pivotSteps({
      space: "hamming",
      statistic: "max",
      pivots: pivotCount,
      documentDistances: distancesTo(codes, pivots),
      queryDistances: distancesTo(queryCodes, pivots),
    }),
    excludedRows: nothingExcluded(queryCodes.rows),
    neighbours,
    k,
  };
}
