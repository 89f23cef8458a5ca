import type {
  Codes,
  DistanceArray,
  HammingNeighbours,
  Matrix,
  PairSimilarities,
  SurfaceInput,
} from "../backend";
import { emptySurface } from "../emptySurface";
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
    const ranked: { row: number; distance: number }[] = [];
    for (let row = 0; row < codes.rows; row++) {
      if (row === excludedRows[q]) continue;
      const distance = hammingDistance(
        queryCodes.words,
        q * words,
        codes.words,
        row * words,
        words,
      );
      ranked.push({ row, distance });
    }
    ranked.sort((a, b) => a.distance - b.distance || a.row - b.row);
    for (let j = 0; j < limit; j++) {
      rows[q * limit + j] = ranked[j].row;
      distances[q * limit + j] = ranked[j].distance;
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
 * The surface by its definition: for every query all documents in (key, row)
 * order, and for every neighbour and step a count of the candidates ahead of
 * it. No cleverness: this is what the fast ones must equal.
 */
export function surface(input: SurfaceInput): Surface {
  const { score, structure, excludedRows, neighbours, k } = input;
  const result = emptySurface(input);
  const { queries, steps } = result;
  for (let q = 0; q < queries; q++) {
    const documents: { row: number; key: number; step: number }[] = [];
    for (let row = 0; row < score.rows; row++)
      if (row !== excludedRows[q])
        documents.push({
          row,
          key: score.keyOf(row, q),
          step: structure.stepOf(row, q),
        });
    documents.sort((a, b) => a.key - b.key || a.row - b.row);
    for (let t = 0; t < steps; t++) {
      const candidates = documents.filter(({ step }) => step <= t);
      result.candidates[q * steps + t] = candidates.length;
      for (let g = 0; g < k; g++) {
        const row = neighbours[q * k + g];
        const neighbour = documents.find((document) => document.row === row);
        if (!neighbour) continue;
        const { key, step } = neighbour;
        result.neighbourKey[q * k + g] = key;
        result.neighbourStep[q * k + g] = step;
        if (step > t) continue;
        const at = (q * k + g) * steps + t;
        result.need[at] = candidates.indexOf(neighbour) + 1;
        for (const candidate of candidates) {
          if (candidate.key < key) result.less[at]++;
          if (candidate.key === key) result.tie[at]++;
        }
      }
    }
  }
  return result;
}
