import {
  formatCount,
  formatDistance,
  formatPercent,
  formatThreshold,
} from "../numeric/format";
import type { Diagnostics, PivotDiagnostics } from "../model/diagnosticsReport";
import type { PivotStatistic } from "../search/structure/pivots/settings";
import { histogramPlot, pivotPlot, sharesOf } from "./marks/bars";
import { percentTick } from "./marks/frame";
import { correlationPlot, heatPlot } from "./marks/heat";
import { linePlot } from "./marks/lines";
import { type Figure, thinned } from "./figure";

const signed = (value: number) => value.toFixed(4).replace("-", "−");

/** MiniLM's correlation as notebook 66 printed it by mistake, and as notebook 80 did. */
const MINILM_PUBLISHED = { mistaken: -0.0225, right: -0.6897 } as const;

/** Hamming against cosine. */
export function densityFigure(
  { pairs }: Diagnostics,
  model: string | null,
): Figure {
  const isMiniLm = /all-MiniLM-L6-v2/i.test(model ?? "");
  const finding =
    `Spearman ${signed(pairs.spearman)} over ${formatCount(pairs.pairs)} pairs of ${formatCount(pairs.documents)} documents` +
    (isMiniLm
      ? `; published for this model on another corpus: ${signed(MINILM_PUBLISHED.right)} (notebook 80), and ${signed(MINILM_PUBLISHED.mistaken)} (notebook 66, a broadcast mistake).`
      : ".") +
    ` Random pairs have cosine ${pairs.cosineMean.toFixed(3)} ± ${pairs.cosineSd.toFixed(3)}.`;
  const rowTotals = pairs.density.map((row) =>
    row.reduce((sum, count) => sum + count, 0),
  );
  return {
    name: "density",
    question: "Does Hamming distance follow the cosine?",
    finding,
    draw: (width) =>
      heatPlot(
        { name: "density", width, height: 300 },
        {
          summary: finding,
          x: { title: "cosine" },
          y: { title: "Hamming distance" },
          xStart: pairs.cosineStart,
          xWidth: pairs.cosineWidth,
          yStart: pairs.hammingStart,
          yWidth: pairs.hammingWidth,
          counts: pairs.density,
          dots: pairs.neighbours,
          legend: { counts: "pairs of documents", dots: "true neighbours" },
        },
      ),
    table: {
      head: ["Hamming distance from", "pairs", "mean cosine"],
      rows: thinned(
        pairs.density
          .map((row, i) => ({ row, i, total: rowTotals[i] }))
          .filter(({ total }) => total > 0)
          .map(({ row, i, total }) => [
            String(pairs.hammingStart + i * pairs.hammingWidth),
            formatCount(total),
            (
              row.reduce(
                (sum, count, j) =>
                  sum +
                  count * (pairs.cosineStart + (j + 0.5) * pairs.cosineWidth),
                0,
              ) / total
            ).toFixed(3),
          ]),
      ),
    },
  };
}

/** Share that two histograms have in common. */
export function overlap(
  a: Diagnostics["distances"]["randomHamming"],
  b: Diagnostics["distances"]["randomHamming"],
): number {
  const other = sharesOf(b);
  return sharesOf(a).reduce(
    (sum, share, i) => sum + Math.min(share, other[i] ?? 0),
    0,
  );
}

function distanceFigure(
  name: string,
  question: string,
  unit: string,
  random: Diagnostics["distances"]["randomHamming"],
  near: Diagnostics["distances"]["randomHamming"],
  extra: { readonly sentence: string; readonly threshold: number | null },
): Figure {
  const finding = `${formatPercent(overlap(random, near))} of the two distributions overlap. ${extra.sentence}`;
  const nearShares = sharesOf(near);
  return {
    name,
    question,
    finding,
    draw: (width) =>
      histogramPlot(
        { name, width, height: 260 },
        {
          summary: finding,
          x: { title: unit },
          yTitle: "share of pairs",
          series: [
            { bins: random, meaning: "neutral", label: "random documents" },
            { bins: near, meaning: "kept", label: "true neighbours" },
          ],
          ...(extra.threshold === null
            ? {}
            : {
                mark: {
                  x: extra.threshold,
                  label: `t = ${formatThreshold(extra.threshold)}`,
                },
              }),
        },
      ),
    table: {
      head: [`${unit} from`, "random documents", "true neighbours"],
      rows: thinned(
        sharesOf(random)
          .map((share, i) => ({ share, near: nearShares[i] ?? 0, i }))
          .filter((row) => row.share > 0 || row.near > 0)
          .map((row) => [
            formatDistance(
              Number((random.start + row.i * random.width).toFixed(3)),
            ),
            formatPercent(row.share),
            formatPercent(row.near),
          ]),
      ),
    },
  };
}

/** What the filter of the run keeps at the threshold, and what it compares with it. */
interface FilterContext {
  readonly guaranteed: number | null;
  readonly observed: number;
  readonly statistic: PivotStatistic;
}

const statisticNames: Readonly<Record<PivotStatistic, string>> = {
  max: "largest difference m",
  "sum-of-squares": "root of the summed squares m",
};

/** Neighbours and random documents by Hamming distance and by the filter's statistic. */
export function distanceFigures(
  { distances, threshold }: Diagnostics,
  run: FilterContext,
): Figure[] {
  const kept =
    run.guaranteed === null
      ? `At this threshold ${formatPercent(run.observed)} of the neighbours pass; nothing is guaranteed.`
      : `At this threshold ${formatPercent(run.observed)} of the neighbours pass; guaranteed are ${formatPercent(run.guaranteed)}, those within Hamming distance t.`;
  return [
    distanceFigure(
      "distances",
      "How far are true neighbours by Hamming distance, and how far random documents?",
      "Hamming distance",
      distances.randomHamming,
      distances.neighbourHamming,
      { sentence: kept, threshold },
    ),
    distanceFigure(
      "statistics",
      "Can the pivots tell neighbours from random documents?",
      statisticNames[run.statistic],
      distances.randomStatistic,
      distances.neighbourStatistic,
      {
        sentence: "What lies to the right of t is removed.",
        threshold,
      },
    ),
  ];
}

/** Each pivot's distances and the window of an example query. */
export function pivotFigure(
  pivots: PivotDiagnostics,
  threshold: number | null,
): Figure {
  const best = pivots.sd.indexOf(Math.max(...pivots.sd));
  const pass = Math.min(...pivots.passAlone);
  const number = (value: number) =>
    pivots.space === "hamming" ? value.toFixed(1) : value.toFixed(3);
  const finding =
    `Pivot ${best + 1} spreads the documents most (sd ${number(pivots.sd[best])}).` +
    (threshold === null
      ? ""
      : ` Alone, the most selective pivot lets ${formatPercent(pass)} pass at t = ${formatThreshold(threshold)}.`);
  return {
    name: "pivot-distances",
    question: "Which pivots spread the documents?",
    finding: `${finding} Shaded: the window of the first query.`,
    draw: (width) =>
      pivotPlot(
        { name: "pivot-distances", width, height: 0 },
        {
          summary: finding,
          histograms: pivots.histograms,
          labels: pivots.sd.map((sd, p) => `${p + 1} · sd ${number(sd)}`),
          windows:
            threshold === null
              ? null
              : pivots.exampleQuery.map((own) => ({
                  low: own - threshold,
                  high: own + threshold,
                })),
          format: (value) => formatDistance(Number(value.toFixed(3))),
        },
      ),
    table: {
      head: ["pivot", "sd", "passes alone", "first query's distance"],
      rows: pivots.sd.map((sd, p) => [
        String(p + 1),
        number(sd),
        formatPercent(pivots.passAlone[p]),
        formatDistance(pivots.exampleQuery[p]),
      ]),
    },
  };
}

/** Balance and correlation of the bits. */
export function bitFigures({ bits }: Diagnostics): Figure[] {
  const count = bits.balance.length;
  const order = bits.balance
    .map((share, bit) => ({ share, bit }))
    .sort((a, b) => a.share - b.share);
  const balance = `Entropy of a bit: ${bits.entropyMean.toFixed(3)} on average, ${bits.entropyMin.toFixed(3)} at worst (1 is a fair coin).`;
  const correlation = `${bits.effectiveBits.toFixed(1)} effective bits of ${count}. Between two bits the correlation is ${bits.meanAbsCorrelation.toFixed(3)} on average, ${bits.maxAbsCorrelation.toFixed(3)} at most.`;
  return [
    {
      name: "bit-balance",
      question: "Is every bit a fair coin?",
      finding: balance,
      draw: (width) =>
        linePlot(
          { name: "bit-balance", width, height: 220 },
          {
            summary: balance,
            x: {
              title: "bits, the rarest first",
              low: 1,
              high: Math.max(2, count),
            },
            y: {
              title: "documents with a 1",
              low: 0,
              high: 1,
              format: percentTick,
            },
            lines: [
              {
                meaning: "neutral",
                label: "a fair coin",
                points: [
                  [1, 0.5],
                  [count, 0.5],
                ],
              },
              {
                meaning: "kept",
                label: "measured",
                points: order.map(({ share }, i) => [i + 1, share]),
              },
            ],
          },
        ),
      table: {
        head: ["bit", "documents with a 1"],
        rows: thinned(order).map(({ share, bit }) => [
          String(bit),
          formatPercent(share),
        ]),
      },
    },
    {
      name: "bit-correlation",
      question: "Does every bit say something of its own?",
      finding: correlation,
      draw: (width) => {
        const side = Math.min(width, 340);
        return correlationPlot(
          { name: "bit-correlation", width: side, height: side },
          {
            summary: correlation,
            axisTitle: "bit",
            matrix: bits.correlation,
            most: Math.max(0.05, bits.maxAbsCorrelation),
            legend: { positive: "go together", negative: "go apart" },
          },
        );
      },
      table: {
        head: ["figure", "value"],
        rows: [
          ["effective bits", bits.effectiveBits.toFixed(1)],
          ["mean |correlation|", bits.meanAbsCorrelation.toFixed(4)],
          ["largest |correlation|", bits.maxAbsCorrelation.toFixed(4)],
          ["documents", formatCount(bits.documents)],
        ],
      },
    },
  ];
}

/** Whether the queries come from where the documents come from. */
export function driftFigure({ drift }: Diagnostics): Figure {
  const isFar = drift.queryDrift > drift.highDrift;
  return {
    name: "drift",
    question: "Do the queries come from where the fit was made?",
    finding: isFar
      ? `The queries' mean lies ${drift.queryDrift.toFixed(3)} from the fit's: further than 95 % of random draws (${drift.highDrift.toFixed(3)}). They come from elsewhere: another prefix, model or domain?`
      : `The queries' mean lies ${drift.queryDrift.toFixed(3)} from the fit's, as random documents do (95 % of draws: below ${drift.highDrift.toFixed(3)}).`,
    draw: null,
    table: {
      head: ["distance from the fit's mean", "value"],
      rows: [
        ["queries", drift.queryDrift.toFixed(4)],
        ["corpus", drift.corpusDrift.toFixed(4)],
        ["as many random documents, mean", drift.expectedDrift.toFixed(4)],
        ["as many random documents, 95 %", drift.highDrift.toFixed(4)],
        [
          "cosine of the queries' mean and the fit's",
          drift.queryCosine.toFixed(4),
        ],
      ],
    },
  };
}

/** All of them, in reading order. */
export function diagnosticFigures(
  diagnostics: Diagnostics,
  context: FilterContext & { readonly model: string | null },
): Figure[] {
  return [
    densityFigure(diagnostics, context.model),
    ...distanceFigures(diagnostics, context),
    ...(diagnostics.pivots
      ? [pivotFigure(diagnostics.pivots, diagnostics.threshold)]
      : []),
    ...bitFigures(diagnostics),
    driftFigure(diagnostics),
  ];
}
