import type {
  Codes,
  DistanceArray,
  HammingNeighbours,
  Matrix,
  PairSimilarities,
  SurfaceInput,
} from "../backend";
import { emptySurface } from "../emptySurface";
import { firstSurvivingStep, pivotStatistic } from "../filterSteps";
import { cosineOfRows } from "../../numeric/cosine";
import { hammingDistance, wordsPerCode } from "../../numeric/bits";
import type { Surface } from "../../model/surface";

/** Hamming distances (n, P) of every code to every pivot; u16 above 255 bits. */
export function pivotDistances(codes: Codes, pivots: Codes): DistanceArray {
  const words = wordsPerCode(codes.bits);
  const size = codes.rows * pivots.rows;
  const distances =
    codes.bits > 255 ? new Uint16Array(size) : new Uint8Array(size);
  for (let row = 0; row < codes.rows; row++) {
    for (let p = 0; p < pivots.rows; p++) {
      distances[row * pivots.rows + p] = hammingDistance(
        codes.words,
        row * words,
        pivots.words,
        p * words,
        words,
      );
    }
  }
  return distances;
}

/** Exact top k by cosine with a full sort; equal cosines by lower row. (Q, k). */
export function cosineTopK(
  queries: Matrix,
  documents: Matrix,
  k: number,
  excludedRows: Int32Array,
): Int32Array {
  const d = queries.columns;
  const result = new Int32Array(queries.rows * k);
  for (let q = 0; q < queries.rows; q++) {
    const scores: { row: number; score: number }[] = [];
    for (let row = 0; row < documents.rows; row++) {
      if (row === excludedRows[q]) continue;
      scores.push({
        row,
        score: cosineOfRows(queries.data, q * d, documents.data, row * d, d),
      });
    }
    scores.sort((a, b) => b.score - a.score || a.row - b.row);
    for (let j = 0; j < k; j++) result[q * k + j] = scores[j].row;
  }
  return result;
}

/** Exact top `limit` by Hamming distance with a full sort; ties by lower row. */
export function hammingTopK(
  codes: Codes,
  queryCodes: Codes,
  limit: number,
  excludedRows: Int32Array,
): HammingNeighbours {
  const words = wordsPerCode(codes.bits);
  const rows = new Int32Array(queryCodes.rows * limit);
  const distances = new Uint16Array(queryCodes.rows * limit);
  for (let q = 0; q < queryCodes.rows; q++) {
    const found: { row: number; distance: number }[] = [];
    for (let row = 0; row < codes.rows; row++) {
      if (row === excludedRows[q]) continue;
      const distance = hammingDistance(
        queryCodes.words,
        q * words,
        codes.words,
        row * words,
        words,
      );
      found.push({ row, distance });
    }
    found.sort((a, b) => a.distance - b.distance || a.row - b.row);
    for (let j = 0; j < limit; j++) {
      rows[q * limit + j] = found[j].row;
      distances[q * limit + j] = found[j].distance;
    }
  }
  return { rows, distances };
}

/** Hamming distance and cosine of each pair of rows. */
export function pairSimilarities(
  x: Matrix,
  codes: Codes,
  pairs: Uint32Array,
): PairSimilarities {
  const d = x.columns;
  const words = wordsPerCode(codes.bits);
  const count = pairs.length / 2;
  const hamming = new Uint16Array(count);
  const cosine = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const a = pairs[2 * i];
    const b = pairs[2 * i + 1];
    const { words: w } = codes;
    hamming[i] = hammingDistance(w, a * words, w, b * words, words);
    cosine[i] = cosineOfRows(x.data, a * d, x.data, b * d, d);
  }
  return { hamming, cosine };
}

/**
 * The surface by its definition: for every query all documents in
 * (hamming, row) order, and for every neighbour and threshold a count of the
 * survivors ahead of it. No cleverness: this is what the fast ones must equal.
 */
export function surface(input: SurfaceInput): Surface {
  const { codes, queryCodes, filter, neighbours, k } = input;
  const words = wordsPerCode(codes.bits);
  const queries = queryCodes.rows;
  const result = emptySurface(input);
  const { steps } = result;
  for (let q = 0; q < queries; q++) {
    const documents: { row: number; hamming: number; step: number }[] = [];
    for (let row = 0; row < codes.rows; row++) {
      if (row === input.excludedRows[q]) continue;
      documents.push({
        row,
        hamming: hammingDistance(
          queryCodes.words,
          q * words,
          codes.words,
          row * words,
          words,
        ),
        step: firstSurvivingStep(filter, pivotStatistic(filter, q, row)),
      });
    }
    for (let t = 0; t < steps; t++) {
      const survivors = documents.filter((document) => document.step <= t);
      result.candidates[q * steps + t] = survivors.length;
      for (let g = 0; g < k; g++) {
        const row = neighbours[q * k + g];
        const own = documents.find((document) => document.row === row);
        if (!own) continue;
        result.neighbourHamming[q * k + g] = own.hamming;
        result.neighbourStep[q * k + g] = own.step;
        if (own.step > t) continue;
        const at = (q * k + g) * steps + t;
        let ahead = 0;
        for (const other of survivors) {
          if (other.hamming < own.hamming) result.less[at]++;
          if (other.hamming === own.hamming) result.tie[at]++;
          if (
            other.hamming < own.hamming ||
            (other.hamming === own.hamming && other.row < row)
          )
            ahead++;
        }
        result.need[at] = ahead + 1;
      }
    }
  }
  return result;
}
