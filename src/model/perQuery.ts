import { fromBase64 } from "../numeric/base64";
import { RecordError } from "./recordError";
import type { PerQueryValues, RunRecord } from "./run/record";

/** What each query of a run got, as numbers. */
export interface DecodedPerQuery {
  readonly thresholds: readonly (number | null)[];
  readonly limits: readonly number[];
  readonly queries: number;
  /** (rows, Q). */
  readonly candidates: Uint32Array;
  readonly filterRecall: Float32Array;
  /** (rows, limits, Q). */
  readonly recall: Float32Array;
}

function bytesOf(base64: string, name: string, count: number): DataView {
  const bytes = fromBase64(base64);
  if (!bytes)
    throw new RecordError("record.values-not-base64", { array: name });
  if (bytes.length !== count * 4)
    throw new RecordError("record.values-count", {
      array: name,
      numbers: bytes.length / 4,
      expected: count,
    });
  return new DataView(bytes.buffer);
}

/** The arrays of `PerQueryValues`, little-endian whatever the machine. */
export function decodePerQuery({
  perQuery,
  result,
}: Pick<RunRecord, "perQuery" | "result">): DecodedPerQuery {
  const { thresholds, limits }: PerQueryValues = perQuery;
  const queries = result.queryIds.length;
  const rows = thresholds.length * queries;
  const counts = bytesOf(perQuery.candidates, "candidates", rows);
  const floats = (name: "filterRecall" | "recall", count: number) => {
    const view = bytesOf(perQuery[name], name, count);
    return Float32Array.from({ length: count }, (_, i) =>
      view.getFloat32(4 * i, true),
    );
  };
  return {
    thresholds,
    limits,
    queries,
    candidates: Uint32Array.from({ length: rows }, (_, i) =>
      counts.getUint32(4 * i, true),
    ),
    filterRecall: floats("filterRecall", rows),
    recall: floats("recall", rows * limits.length),
  };
}
