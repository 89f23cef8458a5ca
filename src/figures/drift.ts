import type { DriftDiagnostics } from "../model/diagnosticsReport";
import { figureMaker } from "./figure";
import type { FigureInput } from "./figureInput";

/** Whether the queries come from where the documents come from. */
export const drift = figureMaker<FigureInput, DriftDiagnostics>({
  name: "drift",
  data: ({ diagnostics }) => diagnostics && diagnostics.drift,
  question: (words) => words.drift.question,
  finding: ({ queryDrift, highDrift }, { drift: text }) =>
    text.finding(queryDrift, highDrift),
  marks: () => null,
  table: (values, { drift: text, format }) => ({
    head: text.head,
    rows: [
      [text.queries, format.decimals(values.queryDrift, 4)],
      [text.corpus, format.decimals(values.corpusDrift, 4)],
      [text.randomMean, format.decimals(values.expectedDrift, 4)],
      [text.randomHigh, format.decimals(values.highDrift, 4)],
      [text.cosine, format.decimals(values.queryCosine, 4)],
    ],
  }),
});
