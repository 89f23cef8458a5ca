import type { Matrix } from "../../compute/backend";
import type { Message } from "../../model/message";

/** Rows whose mean is compared: more hardly move it. */
const MOST_ROWS = 100_000;

/** A mean further than this share of the documents' own spread is another's. */
const FAR = 0.1;

function norm(values: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += values[i] * values[i];
  return Math.sqrt(squares);
}

/** Mean of rows spread evenly over the documents. */
function meanOf({ data, rows, columns }: Matrix): Float64Array {
  const step = Math.max(1, Math.floor(rows / MOST_ROWS));
  const mean = new Float64Array(columns);
  let count = 0;
  for (let row = 0; row < rows; row += step, count++)
    for (let j = 0; j < columns; j++) mean[j] += data[row * columns + j];
  return mean.map((sum) => sum / count);
}

/**
 * How far an imported mean lies from the documents' own, against their root mean
 * square distance from it. Unit vectors: that is sqrt(1 - |mean|^2).
 */
export function meanWarnings(
  imported: Float32Array,
  vectors: Matrix,
): readonly Message[] {
  const own = meanOf(vectors);
  const importedNorm = norm(imported);
  const warnings: Message[] = [];
  // The mean of vectors of length 1 is never longer than they are.
  if (importedNorm > 1.001)
    warnings.push({
      name: "import.mean-too-long",
      params: { length: importedNorm },
    });
  const drift = norm(own.map((value, j) => value - imported[j]));
  const ownNorm = norm(own);
  const spread = Math.sqrt(Math.max(0, 1 - ownNorm * ownNorm));
  if (drift > FAR * spread) {
    const dot = own.reduce((sum, value, j) => sum + value * imported[j], 0);
    const scale = ownNorm * importedNorm;
    const cosine = scale > 0 ? dot / scale : 0;
    warnings.push({
      name: "import.mean-far",
      params: { drift, spread, cosine },
    });
  }
  return warnings;
}
