import { decodePerQuery } from "../perQuery";
import type { EvaluationRow } from "../evaluationRow";
import { pairedDifference } from "../../numeric/bootstrap";
import { recallDifference } from "../../numeric/pairedRecall";
import type { RunRecord } from "./record";
import { reductionDivisor } from "./configuration";

/** Reductions and filter recalls at which runs are set side by side. */
export const COMPARED_REDUCTIONS = [0.2, 0.4, 0.6, 0.8] as const;
export const COMPARED_RECALLS = [0.9, 0.95, 0.99] as const;

/** A run at one point between two of its thresholds. */
export interface ComparedPoint {
  readonly filterRecall: number;
  readonly recall: number;
}

/** Limits that all runs report, ascending. */
export function commonLimits(runs: readonly RunRecord[]): number[] {
  const [first, ...others] = runs;
  if (!first) return [];
  return first.result.config.limits
    .filter((limit) =>
      others.every(({ result }) => result.config.limits.includes(limit)),
    )
    .toSorted((a, b) => a - b);
}

function recallAt(row: EvaluationRow, limit: number): number {
  return row.recall.find((entry) => entry.limit === limit)?.expected ?? NaN;
}

/** Rows with a filter by ascending reduction, one for each. */
function byReduction(curve: readonly EvaluationRow[]): EvaluationRow[] {
  const rows = curve
    .filter((row) => row.threshold !== null)
    .toSorted((a, b) => a.reduction - b.reduction);
  return rows.filter(
    (row, i) => i === 0 || row.reduction > rows[i - 1].reduction,
  );
}

function between(low: number, high: number, share: number): number {
  return low + (high - low) * share;
}

/** Filter recall and recall@k at a reduction, on the line between two thresholds; null beyond the curve. */
export function atReduction(
  curve: readonly EvaluationRow[],
  reduction: number,
  limit: number,
): ComparedPoint | null {
  const rows = byReduction(curve);
  const next = rows.findIndex((row) => row.reduction >= reduction);
  if (next < 0) return null;
  const above = rows[next];
  if (above.reduction === reduction || next === 0)
    return above.reduction === reduction
      ? {
          filterRecall: above.filterRecall,
          recall: recallAt(above, limit),
        }
      : null;
  const below = rows[next - 1];
  const share =
    (reduction - below.reduction) / (above.reduction - below.reduction);
  return {
    filterRecall: between(below.filterRecall, above.filterRecall, share),
    recall: between(recallAt(below, limit), recallAt(above, limit), share),
  };
}

/** The reduction at which exactly `filterRecall` of the neighbours pass, between two thresholds; null where fewer pass. */
export function reductionAtRecall(
  curve: readonly EvaluationRow[],
  filterRecall: number,
): number | null {
  const rows = curve
    .filter((row) => row.threshold !== null)
    .toSorted((a, b) => (a.threshold ?? 0) - (b.threshold ?? 0));
  const reached = rows.findIndex((row) => row.filterRecall >= filterRecall);
  if (reached < 0) return null;
  if (reached === 0) return rows[0].reduction;
  const above = rows[reached];
  const below = rows[reached - 1];
  const share =
    (filterRecall - below.filterRecall) /
    (above.filterRecall - below.filterRecall);
  return between(below.reduction, above.reduction, share);
}

/** What keeps two runs from being compared query by query. */
export type Unpaired =
  "data-set" | "protocol" | "corpus" | "k" | "ground-truth" | "queries";

/** Why two runs cannot be compared query by query; null when they can. */
export function whyUnpaired(a: RunRecord, b: RunRecord): Unpaired | null {
  const [x, y] = [a.result, b.result];
  if (x.dataset.fingerprint !== y.dataset.fingerprint) return "data-set";
  // Protocols divide by other numbers, even where the same queries ask.
  if (x.config.protocol !== y.config.protocol) return "protocol";
  if (x.querySource !== y.querySource || x.corpusSize !== y.corpusSize)
    return "corpus";
  if (x.config.k !== y.config.k) return "k";
  if (x.config.groundTruth !== y.config.groundTruth) return "ground-truth";
  if (x.queryIds.join() !== y.queryIds.join()) return "queries";
  return null;
}

export interface PairedRow {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

export interface PairedDifferences {
  readonly recall: PairedRow;
  readonly filterRecall: PairedRow;
  /** Of the share of documents removed. */
  readonly reduction: PairedRow;
}

function rowOf(record: RunRecord, threshold: number | null): number {
  const { thresholds } = record.perQuery;
  return thresholds.findIndex((value) => value === threshold);
}

/**
 * Differences `run` - `base` over the same queries, each run at a threshold of
 * its own: of recalls by the intervals of the rows, of the reduction by paired
 * bootstrap (2,000 draws). null for runs that `whyUnpaired` keeps apart, and
 * where a run does not hold values per query at its threshold and limit.
 */
export function pairedDifferences(
  run: RunRecord,
  base: RunRecord,
  at: {
    readonly threshold: number | null;
    readonly baseThreshold: number | null;
    readonly limit: number;
  },
): PairedDifferences | null {
  if (whyUnpaired(run, base) !== null) return null;
  const values = (record: RunRecord, threshold: number | null) => {
    const row = rowOf(record, threshold);
    const decoded = decodePerQuery(record);
    const limit = decoded.limits.indexOf(at.limit);
    if (row < 0 || limit < 0) return null;
    const { queries, limits } = decoded;
    const slice = (array: Float32Array | Uint32Array, start: number) =>
      Float64Array.from(array.subarray(start, start + queries));
    const { corpusSize, config } = record.result;
    const divisor = reductionDivisor(config.protocol, corpusSize);
    return {
      recall: slice(decoded.recall, (row * limits.length + limit) * queries),
      filterRecall: slice(decoded.filterRecall, row * queries),
      reduction: slice(decoded.candidates, row * queries).map(
        (count) => 1 - count / divisor,
      ),
    };
  };
  const runValues = values(run, at.threshold);
  const baseValues = values(base, at.baseThreshold);
  if (!runValues || !baseValues) return null;
  const { k, queries } = run.result.config;
  const paired = {
    recall: recallDifference(runValues.recall, baseValues.recall, k),
    filterRecall: recallDifference(
      runValues.filterRecall,
      baseValues.filterRecall,
      k,
    ),
    reduction: pairedDifference(runValues.reduction, baseValues.reduction, {
      draws: 2000,
    }),
  };
  if (!queries.census) return paired;
  // Every document asked: nothing was sampled.
  const exact = ({ difference }: PairedRow): PairedRow => ({
    difference,
    low: difference,
    high: difference,
  });
  return {
    recall: exact(paired.recall),
    filterRecall: exact(paired.filterRecall),
    reduction: exact(paired.reduction),
  };
}

/** The kept threshold whose reduction is nearest to `reduction`; null for none. */
export function thresholdNearReduction(
  { curve, perQuery }: RunRecord,
  reduction: number,
): number | null {
  let best: EvaluationRow | null = null;
  for (const row of curve) {
    if (row.threshold === null || !perQuery.thresholds.includes(row.threshold))
      continue;
    if (
      !best ||
      Math.abs(row.reduction - reduction) < Math.abs(best.reduction - reduction)
    )
      best = row;
  }
  return best?.threshold ?? null;
}

/** Something that a run has otherwise than the first. */
export type ComparedMark =
  | { readonly kind: "protocol"; readonly protocol: string }
  | { readonly kind: "data-set"; readonly dataset: string }
  | { readonly kind: "k"; readonly k: number }
  | { readonly kind: "census"; readonly census: boolean }
  | { readonly kind: "ground-truth"; readonly source: string };

/** What sets a run apart from the first so that their lines must not be read together unmarked. */
export function marksAgainst(first: RunRecord, run: RunRecord): ComparedMark[] {
  const [x, y] = [first.result, run.result];
  const marks: ComparedMark[] = [];
  if (x.config.protocol !== y.config.protocol)
    marks.push({ kind: "protocol", protocol: y.config.protocol });
  if (x.dataset.fingerprint !== y.dataset.fingerprint)
    marks.push({ kind: "data-set", dataset: y.dataset.name });
  if (x.config.k !== y.config.k) marks.push({ kind: "k", k: y.config.k });
  if (x.config.queries.census !== y.config.queries.census)
    marks.push({ kind: "census", census: y.config.queries.census });
  if (x.config.groundTruth !== y.config.groundTruth)
    marks.push({ kind: "ground-truth", source: y.config.groundTruth });
  return marks;
}
