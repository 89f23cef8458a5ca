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
  table: (values, { drift: text }) => ({
    head: text.head,
    rows: [
      [text.queries, values.queryDrift.toFixed(4)],
      [text.corpus, values.corpusDrift.toFixed(4)],
      [text.randomMean, values.expectedDrift.toFixed(4)],
      [text.randomHigh, values.highDrift.toFixed(4)],
      [text.cosine, values.queryCosine.toFixed(4)],
    ],
  }),
});
