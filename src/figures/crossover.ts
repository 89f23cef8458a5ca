import {
  crossoverFinding,
  type CrossoverLine,
  crossoverLines,
} from "../model/crossover";
import type { MachineReport } from "../model/machineReport";
import type { Message } from "../model/message";
import { type Cell, figureMaker, type FigureWords } from "./figure";
import type { Line, LineMarks } from "./marks/marks";

type BackendName = CrossoverLine["backend"];

export interface CrossoverInput {
  readonly report: MachineReport;
  readonly titleOf: (backend: BackendName) => string;
  /** Why there is no time. */
  readonly reasonOf: (reason: Message) => string;
}

interface CrossoverData extends CrossoverInput {
  readonly lines: readonly CrossoverLine[];
  /** Numbers of queries asked at once, ascending. */
  readonly queryCounts: readonly number[];
}

const dashes = ["1.5 4", "6 4", "none"] as const;

/** The powers of ten that enclose positive values. */
function decades(values: readonly number[]) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  return { low: 10 ** low, high: 10 ** high, logarithmic: true } as const;
}

function marksOf(
  { lines, queryCounts, titleOf }: CrossoverData,
  { crossover: text, format }: FigureWords,
): LineMarks {
  const points = lines.flatMap((line) => line.points);
  return {
    kind: "lines",
    height: 300,
    x: {
      title: text.x,
      ...decades(points.map(({ work }) => work)),
      format: format.countTick,
    },
    y: {
      title: text.y,
      ...decades(points.map(({ elapsedMs }) => elapsedMs)),
      format: format.timeTick,
    },
    hasVerticalGrid: true,
    lines: lines.map((line): Line => {
      const isGpu = line.backend === "webgpu";
      const style = Math.min(
        queryCounts.indexOf(line.queries),
        dashes.length - 1,
      );
      return {
        meaning: isGpu ? "current" : "neutral",
        dash: dashes[style],
        dots: { radius: 3, isHollow: !isGpu },
        label: text.line(titleOf(line.backend), line.queries),
        points: line.points
          .map(({ work, elapsedMs }) => [work, elapsedMs] as const)
          .toSorted((a, b) => a[0] - b[0]),
      };
    }),
  };
}

function timeCell(
  { report: { crossover }, reasonOf }: CrossoverInput,
  at: { backend: BackendName; documents: number; queries: number },
  { crossover: text, format }: FigureWords,
): Cell {
  const point = crossover.find(
    ({ backend, documents, queries }) =>
      backend === at.backend &&
      documents === at.documents &&
      queries === at.queries,
  );
  return point?.elapsedMs == null
    ? { text: text.noTime, note: point?.reason ? reasonOf(point.reason) : "" }
    : format.measured(point.elapsedMs);
}

/** Time against documents x queries: where lines cross, the faster backend changes. */
export const crossover = figureMaker<CrossoverInput, CrossoverData>({
  name: "crossover",
  data: ({ report, titleOf, reasonOf }) => {
    const lines = crossoverLines(report.crossover);
    if (lines.length === 0) return null;
    const queryCounts = [...new Set(lines.map(({ queries }) => queries))];
    return {
      report,
      titleOf,
      reasonOf,
      lines,
      queryCounts: queryCounts.toSorted((a, b) => a - b),
    };
  },
  question: (words) => words.crossover.question,
  finding: ({ report }, { crossover: text }) => {
    const finding = crossoverFinding(report);
    return finding ? text.finding(finding) : "";
  },
  marks: marksOf,
  table: (data, words) => {
    const { report, titleOf } = data;
    const backends = report.backends
      .filter(({ measured }) => measured)
      .map(({ name }) => name);
    const { crossover: text, format } = words;
    return {
      head: [text.documents, text.queries, ...backends.map(titleOf)],
      rows: report.crossover
        .filter(({ backend }) => backend === backends[0])
        .map(({ documents, queries }) => [
          format.count(documents),
          format.count(queries),
          ...backends.map((backend) =>
            timeCell(data, { backend, documents, queries }, words),
          ),
        ]),
    };
  },
});
