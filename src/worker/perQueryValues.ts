import {
  type CurveReader,
  curveThresholds,
  filterRecallPerQuery,
  stepOfThreshold,
} from "../evaluate/rows";
import { toBase64 } from "../numeric/base64";
import type { PerQueryValues } from "../model/run/record";
import type { Surface } from "../model/surface";

/** Values per query of one run that are kept at most: above, only reported thresholds. */
const MOST_VALUES = 1_000_000;

/** Bytes of numbers as base64. */
function base64(values: Uint32Array | Float32Array): string {
  const { buffer, byteOffset, byteLength } = values;
  return toBase64(new Uint8Array(buffer, byteOffset, byteLength));
}

/**
 * What each query got at every threshold of the curve and every limit. Of many
 * queries only the reported thresholds are kept.
 */
export function perQueryValues(
  surface: Surface,
  reader: CurveReader,
  options: {
    readonly limits: readonly number[];
    readonly reported: readonly number[];
  },
): PerQueryValues {
  const { queries, k, steps } = surface;
  const { limits } = options;
  const every = curveThresholds(surface);
  const size = every.length * queries * (limits.length + 2);
  const thresholds =
    size <= MOST_VALUES
      ? every
      : [...new Set(options.reported), null].sort(
          (a, b) => (a ?? Infinity) - (b ?? Infinity),
        );
  const candidates = new Uint32Array(thresholds.length * queries);
  const filterRecall = new Float32Array(thresholds.length * queries);
  const recall = new Float32Array(thresholds.length * limits.length * queries);
  thresholds.forEach((threshold, row) => {
    const step = stepOfThreshold(surface, threshold);
    for (let q = 0; q < queries; q++)
      candidates[row * queries + q] = surface.candidates[q * steps + step];
    filterRecall.set(filterRecallPerQuery(surface, step), row * queries);
    limits.forEach((limit, i) =>
      recall.set(
        reader.recallPerQuery(step, limit, k),
        (row * limits.length + i) * queries,
      ),
    );
  });
  return {
    thresholds,
    limits,
    candidates: base64(candidates),
    filterRecall: base64(filterRecall),
    recall: base64(recall),
  };
}
