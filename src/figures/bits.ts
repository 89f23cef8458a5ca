import type { BitDiagnostics } from "../model/diagnosticsReport";
import { figureMaker, thinned } from "./figure";
import { type FigureInput, shareAxis } from "./figureInput";

interface BalanceData {
  readonly bits: BitDiagnostics;
  /** The rarest first. */
  readonly order: readonly { readonly bit: number; readonly share: number }[];
}

/** How often each bit is 1. */
export const bitBalance = figureMaker<FigureInput, BalanceData>({
  name: "bit-balance",
  data: ({ diagnostics }) =>
    diagnostics && {
      bits: diagnostics.bits,
      order: diagnostics.bits.balance
        .map((share, bit) => ({ share, bit }))
        .sort((a, b) => a.share - b.share),
    },
  question: (words) => words.bitBalance.question,
  finding: ({ bits }, { bitBalance: text }) =>
    text.finding(bits.entropyMean, bits.entropyMin),
  marks: ({ order }, words) => ({
    kind: "lines",
    height: 220,
    x: {
      title: words.bitBalance.x,
      low: 1,
      high: Math.max(2, order.length),
      format: words.format.tick,
      isWhole: true,
    },
    y: { title: words.bitBalance.y, ...shareAxis(words) },
    lines: [
      {
        meaning: "neutral",
        label: words.bitBalance.fair,
        points: [
          [1, 0.5],
          [order.length, 0.5],
        ],
      },
      {
        meaning: "kept",
        label: words.bitBalance.measured,
        points: order.map(({ share }, i) => [i + 1, share]),
      },
    ],
  }),
  table: ({ order }, { bitBalance: text, format }) => ({
    head: [text.bit, text.y],
    rows: thinned(order).map(({ share, bit }) => [
      String(bit),
      format.percent(share),
    ]),
  }),
});

/** A correlation of the strength of noise is not drawn at full shade. */
const LEAST_FULL_SHADE = 0.05;

/** How the bits go together. */
export const bitCorrelation = figureMaker<FigureInput, BitDiagnostics>({
  name: "bit-correlation",
  data: ({ diagnostics }) => diagnostics && diagnostics.bits,
  question: (words) => words.bitCorrelation.question,
  finding: (bits, { bitCorrelation: text }) =>
    text.finding({
      effective: bits.effectiveBits,
      count: bits.balance.length,
      mean: bits.meanAbsCorrelation,
      largest: bits.maxAbsCorrelation,
    }),
  marks: (bits, { bitCorrelation: text, format }) => ({
    kind: "matrix",
    side: 340,
    axis: { title: text.axis, format: format.tick },
    values: bits.correlation,
    most: Math.max(LEAST_FULL_SHADE, bits.maxAbsCorrelation),
    legend: { positive: text.together, negative: text.apart },
  }),
  table: (bits, { bitCorrelation: text, format }) => ({
    head: text.head,
    rows: [
      [text.effective, format.decimals(bits.effectiveBits, 1)],
      [text.mean, format.decimals(bits.meanAbsCorrelation, 4)],
      [text.largest, format.decimals(bits.maxAbsCorrelation, 4)],
      [text.documents, format.count(bits.documents)],
    ],
  }),
});
