import type { EvaluationRow } from "../model/evaluationRow";
import {
  formatCount,
  formatPercent,
  formatPercentRange,
  formatThreshold,
} from "../numeric/format";
import { percentTick } from "./marks/frame";
import { linePlot, stackPlot } from "./marks/lines";
import { type Figure, thinned } from "./figure";

type FilteredRow = EvaluationRow & { readonly threshold: number };

const share = { low: 0, high: 1, format: percentTick };

function filtered(curve: readonly EvaluationRow[]): readonly FilteredRow[] {
  return curve.filter((row): row is FilteredRow => row.threshold !== null);
}

function recallAt(row: EvaluationRow, limit: number) {
  return (
    row.recall.find((entry) => entry.limit === limit) ??
    row.recall[row.recall.length - 1]
  );
}

/** Where the true neighbours end up at every threshold. */
export function lossFigure(
  curve: readonly EvaluationRow[],
  limit: number,
  threshold: number | null,
): Figure {
  const rows = filtered(curve).map((row) => {
    const kept = recallAt(row, limit)?.expected ?? 0;
    return {
      threshold: row.threshold,
      kept,
      lostToLimit: Math.max(0, row.filterRecall - kept),
      lostToFilter: Math.max(0, 1 - row.filterRecall),
    };
  });
  const here =
    rows.find((row) => row.threshold === threshold) ?? rows[rows.length - 1];
  const finding = here
    ? `At t = ${formatThreshold(here.threshold)} and L = ${formatCount(limit)}, ${formatPercent(here.kept)} are found, ` +
      `${formatPercent(here.lostToFilter)} are lost to the filter and ${formatPercent(here.lostToLimit)} to the limit.`
    : "There is no threshold to show.";
  return {
    name: "losses",
    question: "Where are true neighbours lost: to the filter or to the limit?",
    finding,
    draw: (width) =>
      stackPlot(
        { name: "losses", width, height: 260 },
        {
          summary: finding,
          x: {
            title: "threshold t",
            low: rows[0]?.threshold ?? 0,
            high: rows[rows.length - 1]?.threshold ?? 1,
          },
          y: { title: "true neighbours", ...share },
          positions: rows.map((row) => row.threshold),
          layers: [
            {
              meaning: "kept",
              label: "found",
              values: rows.map((r) => r.kept),
            },
            {
              meaning: "lost-limit",
              label: "lost to the limit",
              values: rows.map((r) => r.lostToLimit),
            },
            {
              meaning: "lost-filter",
              label: "lost to the filter",
              values: rows.map((r) => r.lostToFilter),
            },
          ],
          ...(here ? { mark: here.threshold } : {}),
        },
      ),
    table: {
      head: ["t", "found", "lost to the limit", "lost to the filter"],
      rows: thinned(rows).map((row) => [
        formatThreshold(row.threshold),
        formatPercent(row.kept),
        formatPercent(row.lostToLimit),
        formatPercent(row.lostToFilter),
      ]),
    },
  };
}

/** Recall against reduction, with intervals: the page's main chart, for a report. */
export function tradeoffFigure(
  curve: readonly EvaluationRow[],
  limit: number,
  threshold: number | null,
): Figure {
  const rows = filtered(curve);
  const here = rows.find((row) => row.threshold === threshold);
  const own = here ? recallAt(here, limit) : undefined;
  const finding =
    here && own
      ? `At t = ${formatThreshold(here.threshold)} the filter removes ${formatPercent(here.reduction)} of documents and keeps ${formatPercent(here.filterRecall)} of the true neighbours; ` +
        `${formatPercent(own.expected)} (${formatPercentRange(own.low, own.high)}) are found at L = ${formatCount(limit)}.`
      : "Every threshold is a point of the lines.";
  return {
    name: "trade-off",
    question: "What does removing documents cost in recall?",
    finding,
    draw: (width) =>
      linePlot(
        { name: "trade-off", width, height: 360 },
        {
          summary: finding,
          x: { title: "documents removed by the filter", ...share },
          y: { title: "true neighbours kept", ...share },
          lines: [
            {
              meaning: "second",
              label: "pass the filter",
              points: rows.map((row) => [row.reduction, row.filterRecall]),
              band: rows.map((row) => [
                row.filterRecallLow,
                row.filterRecallHigh,
              ]),
            },
            {
              meaning: "kept",
              label: `found at L = ${formatCount(limit)}`,
              points: rows.map((row) => [
                row.reduction,
                recallAt(row, limit)?.expected ?? 0,
              ]),
              band: rows.map((row) => {
                const at = recallAt(row, limit);
                return [at?.low ?? 0, at?.high ?? 0];
              }),
            },
          ],
          ...(here
            ? {
                mark: {
                  x: here.reduction,
                  label: `t = ${formatThreshold(here.threshold)}`,
                },
                dots: [
                  {
                    at: [here.reduction, own?.expected ?? 0] as const,
                    meaning: "current" as const,
                  },
                ],
              }
            : {}),
        },
      ),
    table: {
      head: [
        "t",
        "removed",
        "pass the filter",
        `found, L = ${formatCount(limit)}`,
      ],
      rows: thinned(rows).map((row) => {
        const at = recallAt(row, limit);
        return [
          formatThreshold(row.threshold),
          formatPercent(row.reduction),
          `${formatPercent(row.filterRecall)} (${formatPercentRange(row.filterRecallLow, row.filterRecallHigh)})`,
          at
            ? `${formatPercent(at.expected)} (${formatPercentRange(at.low, at.high)})`
            : "–",
        ];
      }),
    },
  };
}

/**
 * What the pivots' histograms promise, beside what was measured. The filter is
 * judged before the scan where 95 % of random pairs would pass: a threshold of
 * 1.4 standard deviations of a pivot's distances keeps two thirds of them, so
 * that a forecast below 10 % there says that no useful threshold removes much.
 */
export function forecastFigure(
  curve: readonly EvaluationRow[],
  forecast: readonly number[],
  sds: readonly number[],
): Figure {
  const rows = filtered(curve).map((row, i) => ({
    threshold: row.threshold,
    expected: forecast[i],
    measured: row.reduction,
  }));
  const sorted = [...sds].sort((a, b) => a - b);
  const sd = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const judgedAt = 2 * sd;
  const judged =
    rows.find((row) => row.threshold >= judgedAt) ?? rows[rows.length - 1];
  const off = Math.max(
    0,
    ...rows.map((row) => Math.abs(row.expected - row.measured)),
  );
  const finding = judged
    ? (judged.expected < 0.1
        ? `Pivots will not help here: at t = ${formatThreshold(judged.threshold)}, two standard deviations of a pivot's distances, they should remove only ${formatPercent(judged.expected)}.`
        : `Pivots can help here: at t = ${formatThreshold(judged.threshold)}, two standard deviations of a pivot's distances, they should remove ${formatPercent(judged.expected)}.`) +
      ` The forecast is off by at most ${formatPercent(off)}.`
    : "There is no threshold to show.";
  return {
    name: "forecast",
    question: "Could we have known it before scanning anything?",
    finding,
    draw: (width) =>
      linePlot(
        { name: "forecast", width, height: 240 },
        {
          summary: finding,
          x: {
            title: "threshold t",
            low: rows[0]?.threshold ?? 0,
            high: rows[rows.length - 1]?.threshold ?? 1,
          },
          y: { title: "documents removed", ...share },
          lines: [
            {
              meaning: "neutral",
              label: "forecast from the pivots' histograms",
              points: rows.map((row) => [row.threshold, row.expected]),
            },
            {
              meaning: "kept",
              label: "measured",
              points: rows.map((row) => [row.threshold, row.measured]),
            },
          ],
        },
      ),
    table: {
      head: ["t", "forecast", "measured"],
      rows: thinned(rows).map((row) => [
        formatThreshold(row.threshold),
        formatPercent(row.expected),
        formatPercent(row.measured),
      ]),
    },
  };
}

/** How the rotation converged. */
export function errorFigure(
  errors: readonly number[],
  nqe: readonly number[],
): Figure {
  const last = (values: readonly number[]) => values[values.length - 1] ?? 0;
  const finding = `The quantization error ended at ${last(errors).toFixed(4)}, without scale (nqe) at ${last(nqe).toFixed(4)}.`;
  const low = Math.min(...errors);
  const high = Math.max(...errors);
  return {
    name: "quantization-error",
    question: "Did the rotation converge?",
    finding,
    draw:
      errors.length < 2
        ? null
        : (width) =>
            linePlot(
              { name: "quantization-error", width, height: 220 },
              {
                summary: finding,
                x: { title: "iteration", low: 1, high: errors.length },
                y: {
                  title: "mean((B − Z)²)",
                  low,
                  high: high > low ? high : low + 1e-6,
                  format: (value) => value.toFixed(4),
                },
                lines: [
                  {
                    meaning: "kept",
                    label: "",
                    points: errors.map((value, i) => [i + 1, value]),
                  },
                ],
              },
            ),
    table: {
      head: ["iteration", "quantization error", "nqe"],
      rows: errors
        .map((value, i) => [
          String(i + 1),
          value.toFixed(4),
          (nqe[i] ?? Number.NaN).toFixed(4),
        ])
        .filter((_, i) => (i + 1) % 10 === 0 || i === 0),
    },
  };
}
