import type { Matrix } from "../compute/backend";
import { NumpyGenerator } from "../numeric/random/pcg64";
import { quantile } from "../numeric/statistics";

const DRAWS = 200;

/** Rows of one draw at most: the mean of more hardly moves. */
const MOST_ROWS = 500;

function meanOfRows(x: Matrix, rows: ArrayLike<number>): Float64Array {
  const mean = new Float64Array(x.columns);
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i] * x.columns;
    for (let j = 0; j < x.columns; j++) mean[j] += x.data[start + j];
  }
  return mean.map((sum) => sum / Math.max(1, rows.length));
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < a.length; i++) squares += (a[i] - b[i]) ** 2;
  return Math.sqrt(squares);
}

/**
 * How far the mean of the queries (Q, d) lies from the mean that the fit
 * subtracts, and how far the mean of as many random documents would: queries of
 * another prefix, model or domain lie further than nearly all draws. Draws of
 * more than 500 are taken as 500, and so are the queries, the first ones.
 */
export function measureDrift(
  corpus: Matrix,
  queries: Matrix,
  fitMean: Float32Array,
): {
  readonly queryDrift: number;
  readonly corpusDrift: number;
  readonly queryCosine: number;
  readonly expectedDrift: number;
  readonly highDrift: number;
} {
  const count = Math.min(queries.rows, corpus.rows, MOST_ROWS);
  const indices = Uint32Array.from({ length: count }, (_, i) => i);
  const queryMean = meanOfRows(queries, indices);
  const every = Uint32Array.from({ length: corpus.rows }, (_, i) => i);
  const random = new NumpyGenerator(42);
  const drifts = new Float64Array(DRAWS);
  for (let draw = 0; draw < DRAWS; draw++) {
    for (let i = 0; i < count; i++)
      indices[i] = Math.floor(random.random() * corpus.rows);
    drifts[draw] = distance(meanOfRows(corpus, indices), fitMean);
  }
  let dot = 0;
  let qq = 0;
  let ff = 0;
  for (let j = 0; j < fitMean.length; j++) {
    dot += queryMean[j] * fitMean[j];
    qq += queryMean[j] ** 2;
    ff += fitMean[j] ** 2;
  }
  return {
    queryDrift: distance(queryMean, fitMean),
    corpusDrift: distance(meanOfRows(corpus, every), fitMean),
    queryCosine: qq > 0 && ff > 0 ? dot / Math.sqrt(qq * ff) : 0,
    expectedDrift: drifts.reduce((sum, value) => sum + value, 0) / DRAWS,
    highDrift: quantile(drifts, 0.95),
  };
}
