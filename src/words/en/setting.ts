import type { EvaluationRow } from "../../model/evaluationRow";
import type { Payoff } from "../../model/payoff";
import type { Setting } from "../../model/setting";
import { format } from "./format";

/** What is said of one threshold and one limit. */
export const setting = {
  /** The finding, for the chart's title. */
  finding(row: EvaluationRow) {
    const removes = format.percent(row.reduction);
    const keeps = format.percent(row.filterRecall);
    const where =
      row.threshold === null
        ? "Without a filter the search"
        : `At t = ${format.threshold(row.threshold)} the filter`;
    return `${where} removes ${removes} of documents and keeps ${keeps} of the true neighbours`;
  },
  /** The second sentence: what ranking by hash then finds. */
  ranking: ({ limit, recall, k }: Setting) =>
    `Ranked by Hamming distance and cut at L = ${format.count(limit)}, ` +
    `${format.percent(recall)} of the ${k} true neighbours are found.`,
  threshold: (threshold: number | null) =>
    threshold === null ? "no filter" : `t = ${format.threshold(threshold)}`,
  pass: (share: number) => `${format.percent(share)} pass`,
  found: (share: number) => `${format.percent(share)} found`,
  removesKeeps: (reduction: number) =>
    `removes ${format.percent(reduction)}, keeps ${format.percent(1 - reduction)}`,
  /** The slider's value as it is spoken. */
  spoken: (threshold: number, reduction: number, filterRecall: number) =>
    `t = ${format.threshold(threshold)}, removes ${format.percent(reduction)}, keeps ${format.percent(filterRecall)} of the true neighbours`,
  /** Whether the filter pays, in one short sentence. */
  payoffVerdict(payoff: Payoff) {
    if (payoff.hopeless) return "Not in memory, at any threshold";
    return payoff.pays
      ? "Yes, for a scan in memory"
      : "Not for a scan in memory";
  },
  /** Why, in plain words. */
  payoffReason(payoff: Payoff, reduction: number) {
    if (payoff.hopeless) {
      return (
        "The pivot distances of a document are at least as large as its hash: reading " +
        "them costs as much as comparing every hash. The filter can still pay where a hash is fetched from disk or over a network."
      );
    }
    const removes = format.percent(reduction);
    const need = format.percent(payoff.breakEven);
    return payoff.pays
      ? `Reading the pivot distances pays once the filter removes more than ${need}; it removes ${removes}.`
      : `Reading the pivot distances pays only once the filter removes more than ${need}; it removes ${removes}. ` +
          "Where a hash is fetched from disk or over a network, it can pay earlier.";
  },
};
