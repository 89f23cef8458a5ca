import type { Matrix } from "../../compute/backend";
import type { NpyArray } from "../../data/npy";
import type { Message } from "../../model/message";
import type { Recorded } from "./recorded";
import type { DatasetInfo } from "../../model/datasetInfo";

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

/** What the files record and the data set does not share. */
export function recordedWarnings(
  recorded: Recorded,
  info: DatasetInfo,
): readonly Message[] {
  const { model } = recorded;
  const last = (id: string) => id.split("/").pop() ?? id;
  return model !== null &&
    info.model !== null &&
    last(model) !== last(info.model)
    ? [
        {
          name: "import.another-model",
          params: { model, datasetModel: info.model },
        },
      ]
    : [];
}

/** Pivot distances of 256 bits and more do not fit the type that the notebooks save them in. */
export function wrapWarnings(
  arrays: ReadonlyMap<string, NpyArray>,
  bits: number | null,
): readonly Message[] {
  if (bits === null || bits < 256) return [];
  const wrapped = [...arrays].find(
    ([name, { dtype }]) => /pivot_distances$/.test(name) && dtype === "u1",
  );
  return wrapped
    ? [{ name: "import.distances-wrapped", params: { file: wrapped[0], bits } }]
    : [];
}

/** Vectors that came along and are not of length 1. */
export function lengthWarnings(
  arrays: ReadonlyMap<string, NpyArray>,
): readonly Message[] {
  for (const [name, { dtype, shape, data, fortranOrder }] of arrays) {
    if (!/embeddings$|^vectors$/.test(name) || shape.length !== 2) continue;
    if (dtype !== "f4" && dtype !== "f8") continue;
    if (fortranOrder) continue;
    const columns = shape[1];
    for (let row = 0; row < Math.min(shape[0], 1000); row++) {
      let squares = 0;
      for (let j = 0; j < columns; j++)
        squares += Number(data[row * columns + j]) ** 2;
      const length = Math.sqrt(squares);
      if (Math.abs(length - 1) > 1e-2)
        return [
          {
            name: "import.vectors-not-normalised",
            params: { file: name, row, length },
          },
        ];
    }
  }
  return [];
}
