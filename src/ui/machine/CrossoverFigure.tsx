import { Suspense, useMemo } from "react";
import { crossover } from "../../figures/crossover";
import { crossoverFinding } from "../../model/crossover";
import type { MachineReport } from "../../model/machineReport";
import { ChartFrame } from "../widgets/ChartFrame";
import { FigureTable } from "../widgets/DataTable";
import { lazyPart } from "../widgets/lazyPart";
import { useSize } from "../widgets/useLayout";
import { LineSwatch } from "../widgets/LineSwatch";
import { wordMessage } from "../../words/languages";
import { useAllWords } from "../useAllWords";
import { backendTitle } from "./backendTitle";

// The chart library is no part of the page's first load.
const LineChart = lazyPart(() =>
  import("../charts/LineChart").then((module) => module.LineChart),
);

/** Time against size on each backend, with what it says in words. */
export function CrossoverFigure({
  report,
}: {
  readonly report: MachineReport;
}) {
  const words = useAllWords();
  const text = words.figures.crossover;
  const [box, size] = useSize<HTMLDivElement>();
  const figure = useMemo(
    () =>
      crossover(
        {
          report,
          titleOf: (name) => backendTitle(words, report, name),
          reasonOf: (reason) => wordMessage(words, reason),
        },
        words.figures,
      ),
    [report, words],
  );
  const marks = figure?.marks;
  if (!figure || marks?.kind !== "lines") {
    const finding = crossoverFinding(report);
    return <p className="note">{finding && text.finding(finding)}</p>;
  }
  return (
    <>
      <h4 className="smallTitle">{figure.question}</h4>
      <p className="verdict" data-testid="crossover-finding">
        {figure.finding}
      </p>
      <ChartFrame
        name={`bitsieve-${figure.name}`}
        testId="crossover-chart"
        summary={`${text.caption}. ${figure.finding}`}
        caption={text.caption}
        chart={
          <div ref={box} data-drawing style={{ height: marks.height }}>
            {size && (
              <Suspense fallback={null}>
                <LineChart
                  marks={marks}
                  width={size.width}
                  height={size.height}
                />
              </Suspense>
            )}
          </div>
        }
        table={{
          title: text.table,
          content: (
            <FigureTable
              label={figure.question}
              table={figure.table}
              className="rates"
            />
          ),
        }}
      >
        <ul className="crossoverLegend">
          {marks.lines.map((line) => (
            <li className="legendItem" key={line.label}>
              <LineSwatch line={line} />
              {line.label}
            </li>
          ))}
        </ul>
      </ChartFrame>
    </>
  );
}
