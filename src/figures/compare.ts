import {
  atReduction,
  COMPARED_REDUCTIONS,
  marksAgainst,
} from "../model/run/compareRuns";
import { thresholdRows } from "../model/curve";
import type { RunRecord } from "../model/run/record";
import { figureMaker, type FigureWords } from "./figure";
import { shareAxis } from "./figureInput";

/** Pinned runs, and the limit whose recall is drawn; null: what passes the filter. */
export interface CompareInput {
  readonly runs: readonly RunRecord[];
  readonly limit: number | null;
}

interface CompareData {
  readonly limit: number | null;
  readonly runs: readonly {
    readonly run: RunRecord;
    /** Its number, with a sign where its conditions differ from the first run's. */
    readonly mark: string;
  }[];
}

/** Six lines that are told apart without colour. */
const lineStyles = [
  { meaning: "kept", dash: "none" },
  { meaning: "lost-filter", dash: "8 4" },
  { meaning: "lost-limit", dash: "2 3" },
  { meaning: "current", dash: "10 3 2 3" },
  { meaning: "neutral", dash: "5 2" },
  { meaning: "second", dash: "1 4" },
] as const;

function verticalTitle(limit: number | null, { shared }: FigureWords): string {
  return limit === null ? shared.passFilter : shared.foundAt(limit);
}

/** The curves of several runs, and what they keep at equal cost. */
export const compare = figureMaker<CompareInput, CompareData>({
  name: "compare",
  data: ({ runs, limit }) =>
    runs.length < 2
      ? null
      : {
          limit,
          runs: runs.map((run, i) => ({
            run,
            mark: `${i + 1}${marksAgainst(runs[0], run).length > 0 ? " ‡" : ""}`,
          })),
        },
  question: (words) => words.compare.question,
  finding: ({ runs }, { compare: text }) =>
    text.finding(runs.map(({ run, mark }) => ({ mark, name: run.name }))),
  marks: ({ runs, limit }, words) => ({
    kind: "lines",
    height: 360,
    x: { title: words.compare.x, ...shareAxis(words) },
    y: { title: verticalTitle(limit, words), ...shareAxis(words) },
    lines: runs.map(({ run, mark }, i) => ({
      ...lineStyles[i % lineStyles.length],
      label: words.compare.line(mark),
      points: thresholdRows(run.curve).map((row) => [
        row.reduction,
        limit === null
          ? row.filterRecall
          : (row.recall.find((entry) => entry.limit === limit)?.expected ??
            Number.NaN),
      ]),
    })),
  }),
  table: ({ runs, limit }, { compare: text, format }) => ({
    head: [text.run, ...COMPARED_REDUCTIONS.map(text.removed)],
    rows: runs.map(({ run, mark }) => [
      `${mark} ${run.name}`,
      ...COMPARED_REDUCTIONS.map((reduction) => {
        const there = atReduction(run.curve, reduction, limit ?? -1);
        if (!there) return "–";
        return limit === null
          ? format.percent(there.filterRecall)
          : text.cell(there.filterRecall, there.recall);
      }),
    ]),
  }),
});
