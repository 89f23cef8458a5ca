import type { EvaluationRow } from "../model/evaluationRow";
import { csvText } from "./formats/csv";

const HEADER = [
  "threshold",
  "limit",
  "reduction",
  "filter_recall",
  "filter_recall_low",
  "filter_recall_high",
  "candidates_mean",
  "candidates_p50",
  "candidates_p95",
  "recall_expected",
  "recall_best",
  "recall_worst",
  "recall_stable",
  "recall_low",
  "recall_high",
];

/**
 * The rows of a run as CSV (RFC 4180: commas, CRLF, a header), one record for each threshold and
 * limit; a row without limits gives one record whose recall cells are empty.
 *
 * Numbers are written with all their digits, so that they read back as the same f64; recall and
 * reduction are shares from 0 to 1, low and high the 95 % interval. An empty threshold means no
 * filter; any other empty cell means that the number is not known or not finite.
 */
export function rowsToCsv(rows: readonly EvaluationRow[]): string {
  const records = rows.flatMap((row) => {
    const limits = row.recall.length > 0 ? row.recall : [undefined];
    return limits.map((at) =>
      [
        row.threshold,
        at?.limit,
        row.reduction,
        row.filterRecall,
        row.filterRecallLow,
        row.filterRecallHigh,
        row.candidates.mean,
        row.candidates.p50,
        row.candidates.p95,
        at?.expected,
        at?.best,
        at?.worst,
        at?.stable,
        at?.low,
        at?.high,
      ].map((value) => (Number.isFinite(value) ? value : null)),
    );
  });
  return csvText([HEADER, ...records], { lineEnd: "\r\n" });
}
