import type {
  Codes,
  ComputeBackend,
  Matrix,
  OperationContext,
} from "../../../compute/backend";
import { hammingDistance, wordsPerCode } from "../../../numeric/bits";
import { cosineOfRows } from "../../../numeric/cosine";
import { NumpyRandomState } from "../../../numeric/random/mt19937";
import { NumpyGenerator } from "../../../numeric/random/pcg64";
import { gatherCodes, gatherRows } from "../../../compute/gather";

/** Furthest-first looks at no more documents than this, as notebooks 62 and 63. */
export const PIVOT_SAMPLE_SIZE = 10_000;

/** Index of the first largest value, chosen ones never again. */
function furthest(nearest: Float64Array): number {
  let best = 0;
  for (let i = 1; i < nearest.length; i++)
    if (nearest[i] > nearest[best]) best = i;
  return best;
}

/**
 * Furthest-first pivots in Hamming space (Gonzalez 1985), as notebooks 62 and
 * 63 draw them: PCG64(seed) chooses up to 10,000 documents and the first pivot,
 * then each next pivot is the first document of the sample that is furthest
 * from those chosen. Returns rows of `codes`, (count,). Needs count <= n.
 */
export async function furthestFirstHamming(
  backend: ComputeBackend,
  codes: Codes,
  count: number,
  seed: number,
  context: OperationContext,
): Promise<Int32Array> {
  const random = new NumpyGenerator(seed);
  const size = Math.min(PIVOT_SAMPLE_SIZE, codes.rows);
  const sampleRows = random.choice(codes.rows, size);
  const sample = gatherCodes(codes, sampleRows);
  const nearest = new Float64Array(size).fill(Infinity);
  const chosen = new Int32Array(count);
  let next = random.integers(size);
  for (let p = 0; p < count; p++) {
    chosen[p] = sampleRows[next];
    const pivot = gatherCodes(sample, Int32Array.of(next));
    const distances = await backend.pivotDistances(sample, pivot, {
      checkpoint: () => context.checkpoint(p, count),
    });
    for (let i = 0; i < size; i++)
      if (distances[i] < nearest[i]) nearest[i] = distances[i];
    nearest[next] = -1;
    next = furthest(nearest);
    await context.checkpoint(p + 1, count);
  }
  return chosen;
}

/** The distance of two vectors by their cosine: 1 - cos, or the angle in radians, which is a metric. */
export function distanceOfCosine(
  space: "cosine" | "angular",
  cosine: number,
): number {
  return space === "cosine"
    ? 1 - cosine
    : Math.acos(Math.min(1, Math.max(-1, cosine)));
}

/**
 * 1 - cosine, or the angle, of every row of `x` (n, d) to rows of `pivots`
 * (P, d), in f64, stored as f32; (n, P).
 */
export async function realPivotDistances(
  x: Matrix,
  pivots: Matrix,
  space: "cosine" | "angular",
  context: OperationContext,
): Promise<Float32Array> {
  const distances = new Float32Array(x.rows * pivots.rows);
  const pivotNorms = rowNorms(pivots);
  for (let row = 0; row < x.rows; row++) {
    const start = row * x.columns;
    let squares = 0;
    for (let j = 0; j < x.columns; j++) squares += x.data[start + j] ** 2;
    const norm = Math.sqrt(squares);
    for (let p = 0; p < pivots.rows; p++) {
      const at = p * x.columns;
      let dot = 0;
      for (let j = 0; j < x.columns; j++)
        dot += x.data[start + j] * pivots.data[at + j];
      const scale = norm * pivotNorms[p];
      distances[row * pivots.rows + p] = distanceOfCosine(
        space,
        scale > 0 ? dot / scale : 0,
      );
    }
    if (row % 4096 === 4095) await context.checkpoint(row + 1, x.rows);
  }
  await context.checkpoint(x.rows, x.rows);
  return distances;
}

function rowNorms(m: Matrix): Float64Array {
  return Float64Array.from({ length: m.rows }, (_, row) => {
    let squares = 0;
    for (let j = 0; j < m.columns; j++)
      squares += m.data[row * m.columns + j] ** 2;
    return Math.sqrt(squares);
  });
}

/**
 * Furthest-first pivots by 1 - cosine over all rows, as notebook 67 draws
 * them: the first is RandomState(seed).randint(n). By the angle they are the
 * same, because it grows with 1 - cosine. Returns rows, (count,).
 */
export async function furthestFirstCosine(
  x: Matrix,
  count: number,
  seed: number,
  context: OperationContext,
): Promise<Int32Array> {
  const nearest = new Float64Array(x.rows).fill(Infinity);
  const chosen = new Int32Array(count);
  let next = new NumpyRandomState(seed).randint(x.rows);
  for (let p = 0; p < count; p++) {
    chosen[p] = next;
    const distances = await realPivotDistances(
      x,
      gatherRows(x, Int32Array.of(next)),
      "cosine",
      { checkpoint: () => context.checkpoint(p, count) },
    );
    for (let i = 0; i < x.rows; i++)
      if (distances[i] < nearest[i]) nearest[i] = distances[i];
    nearest[next] = -1;
    next = furthest(nearest);
  }
  await context.checkpoint(count, count);
  return chosen;
}

/** Distances between all pivots, (P, P): Hamming of codes, 1 - cosine or angle of vectors. */
export function pairwisePivotDistances(
  pivots: Codes | Matrix | null,
  space: "hamming" | "cosine" | "angular",
): number[][] {
  if (!pivots) return [];
  const distance =
    "words" in pivots
      ? (a: number, b: number) => {
          const words = wordsPerCode(pivots.bits);
          return hammingDistance(
            pivots.words,
            a * words,
            pivots.words,
            b * words,
            words,
          );
        }
      : (a: number, b: number) => {
          const d = pivots.columns;
          const cosine = cosineOfRows(
            pivots.data,
            a * d,
            pivots.data,
            b * d,
            d,
          );
          return distanceOfCosine(
            space === "angular" ? "angular" : "cosine",
            cosine,
          );
        };
  return Array.from({ length: pivots.rows }, (_, a) =>
    Array.from({ length: pivots.rows }, (_, b) => distance(a, b)),
  );
}
