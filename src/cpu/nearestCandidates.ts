/** Documents kept beyond those asked for before they are cut down. */
const SPARE_PLACES = 256;

/** The documents that may still be among the `k` nearest of one query. */
export interface NearestCandidates {
  /**
   * Offers `count` documents from row `firstRow` on, rows ascending from call
   * to call. `dots[from + j]` is the product with row `firstRow + j`, within
   * `error / inverse` of the true one; `inverse` holds 1 / |row|, or 0.
   * Throws RangeError for a NaN product.
   */
  offer(
    dots: Float32Array,
    from: number,
    firstRow: number,
    count: number,
    inverse: Float64Array,
  ): void;
  /** The `k` nearest rows, decided by the exact scores, equal ones by lower row. */
  nearest(): Int32Array;
}

/**
 * The first of documents [start, end) whose score is not below `bar`, NaN
 * included, or `end`. On its own, as most documents never leave this loop.
 */
function nextAbove(
  bar: number,
  dots: Float32Array,
  from: number,
  firstRow: number,
  start: number,
  end: number,
  inverse: Float64Array,
): number {
  let j = start;
  while (j < end && dots[from + j] * inverse[firstRow + j] < bar) j++;
  return j;
}

/**
 * Candidates of one query in memory that does not grow with the documents. A
 * document stays while its score, product times inverse, is within the error of
 * the k-th best. Where too many are, `exactScore` (row -> cosine) decides.
 * `queryNorm` turns cosines into scores and `error` bounds a score's error.
 */
export function createNearestCandidates(options: {
  readonly k: number;
  readonly excludedRow: number;
  readonly queryNorm: number;
  readonly error: number;
  readonly exactScore: (row: number) => number;
}): NearestCandidates {
  const { k, excludedRow, queryNorm, error, exactScore } = options;
  const capacity = 2 * k + SPARE_PLACES;
  const rows = new Int32Array(capacity);
  const scores = new Float64Array(capacity);
  /** Cosines in f64, NaN until they are needed. */
  const exact = new Float64Array(capacity);
  const sorted = new Float64Array(capacity);
  let size = 0;
  let bar = -Infinity;

  function move(to: number, from: number): void {
    rows[to] = rows[from];
    scores[to] = scores[from];
    exact[to] = exact[from];
  }

  /** Drops what an error of each score cannot bring among the k best. */
  function cutByScore(): void {
    if (size <= k || k === 0) return;
    sorted.set(scores.subarray(0, size));
    const kth = sorted.subarray(0, size).sort()[size - k];
    bar = Math.max(bar, kth - 2 * error);
    let kept = 0;
    for (let i = 0; i < size; i++) if (scores[i] >= bar) move(kept++, i);
    size = kept;
  }

  /** Keeps the k nearest; later rows must reach the last one's exact score. */
  function cutExactly(): void {
    for (let i = 0; i < size; i++)
      if (Number.isNaN(exact[i])) exact[i] = exactScore(rows[i]);
    const best = Array.from({ length: size }, (_, i) => ({
      row: rows[i],
      score: scores[i],
      cosine: exact[i],
    }))
      .sort((a, b) => b.cosine - a.cosine || a.row - b.row)
      .slice(0, k);
    best.forEach((candidate, i) => {
      rows[i] = candidate.row;
      scores[i] = candidate.score;
      exact[i] = candidate.cosine;
    });
    size = best.length;
    if (size === k && k > 0)
      bar = Math.max(bar, exact[k - 1] * queryNorm - error);
  }

  function cut(): void {
    cutByScore();
    if (2 * size > capacity) cutExactly();
  }

  return {
    offer(dots, from, firstRow, count, inverse) {
      for (let j = 0; j < count; j++) {
        j = nextAbove(bar, dots, from, firstRow, j, count, inverse);
        const row = firstRow + j;
        if (j === count || row === excludedRow) continue;
        const score = dots[from + j] * inverse[row];
        if (Number.isNaN(score))
          throw new RangeError(
            `score ${row} is NaN; a vector holds NaN or infinity`,
          );
        rows[size] = row;
        scores[size] = score;
        exact[size] = NaN;
        if (++size === capacity) cut();
      }
    },
    nearest() {
      cutByScore();
      cutExactly();
      return rows.slice(0, size);
    },
  };
}
