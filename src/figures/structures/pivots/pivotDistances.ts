import type { PivotDiagnostics } from "../../../model/diagnosticsReport";
import { figureMaker, type FigureWords } from "../../figure";
import type { FigureInput } from "../../figureInput";

interface PivotData {
  readonly pivots: PivotDiagnostics;
  readonly threshold: number | null;
}

/** A spread or a mean of distances. */
const decimals = (
  { isWhole }: PivotDiagnostics,
  value: number,
  { format }: FigureWords,
) => format.decimals(value, isWhole ? 1 : 3);

function findingOf(
  { pivots, threshold }: PivotData,
  words: FigureWords,
): string {
  const text = words.pivotDistances;
  const best = pivots.sd.indexOf(Math.max(...pivots.sd));
  const widest = text.widest(
    best + 1,
    decimals(pivots, pivots.sd[best], words),
  );
  return threshold === null
    ? widest
    : widest +
        text.mostSelective(Math.min(...pivots.passAlone), threshold) +
        text.window;
}

/** Each pivot's distances and the window of an example query. */
export const pivotDistances = figureMaker<FigureInput, PivotData>({
  name: "pivot-distances",
  data: ({ diagnostics }) =>
    diagnostics?.pivots
      ? { pivots: diagnostics.pivots, threshold: diagnostics.threshold }
      : null,
  question: (words) => words.pivotDistances.question,
  finding: findingOf,
  marks: ({ pivots, threshold }, words) => ({
    kind: "multiples",
    histograms: pivots.histograms.map((bins, p) => ({
      bins,
      label: words.pivotDistances.label(
        p + 1,
        decimals(pivots, pivots.sd[p], words),
      ),
      window:
        threshold === null
          ? null
          : {
              low: pivots.exampleQuery[p] - threshold,
              high: pivots.exampleQuery[p] + threshold,
            },
    })),
    format: (value) => words.format.distance(Number(value.toFixed(3))),
  }),
  table({ pivots }, words) {
    const { pivotDistances: text, format } = words;
    return {
      head: [text.pivot, text.sd, text.passesAlone, text.firstQuery],
      rows: pivots.sd.map((sd, p) => [
        format.count(p + 1),
        decimals(pivots, sd, words),
        format.percent(pivots.passAlone[p]),
        format.distance(pivots.exampleQuery[p]),
      ]),
    };
  },
});
