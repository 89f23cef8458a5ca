import { Suspense, lazy, useMemo } from "react";
import { backendLine, queriesDash } from "../charts/crossoverStyle";
import { crossoverFinding, crossoverLines } from "../../model/crossover";
import type { MachineReport } from "../../model/machineReport";
import { ChartFrame } from "../parts/ChartFrame";
import { useSize } from "../parts/hooks";
import { ScrollTable } from "../parts/ScrollTable";
import { backendTitle } from "./backendTitle";
import { useWords } from "../useWords";

// The chart library is no part of the page's first load.
const CrossoverChart = lazy(() =>
  import("../charts/CrossoverChart").then((module) => ({
    default: module.CrossoverChart,
  })),
);

/** Time against size on each backend, with what it says in words. */
export function CrossoverFigure({
  report,
}: {
  readonly report: MachineReport;
}) {
  const words = useWords();
  const text = words.machine.crossover;
  const [box, size] = useSize<HTMLDivElement>();
  const lines = useMemo(() => crossoverLines(report.crossover), [report]);
  const found = crossoverFinding(report);
  const finding = found ? text.finding(found) : "";
  if (lines.length === 0) return <p className="note">{finding}</p>;
  const queries = [...new Set(lines.map((line) => line.queries))].sort(
    (a, b) => a - b,
  );
  return (
    <>
      <h4 className="smallTitle">{text.title}</h4>
      <p className="verdict" data-testid="crossover-finding">
        {finding}
      </p>
      <ChartFrame
        name="bitsieve-crossover"
        testId="crossover-chart"
        summary={`${text.caption}. ${finding}`}
        caption={text.caption}
        chart={
          <div className="crossoverBox" ref={box}>
            {size && (
              <Suspense fallback={null}>
                <CrossoverChart
                  lines={lines}
                  horizontalTitle={text.axis}
                  width={size.width}
                  height={size.height}
                />
              </Suspense>
            )}
          </div>
        }
        table={{
          title: text.table,
          content: <CrossoverTable report={report} />,
        }}
      >
        <ul className="crossoverLegend">
          {lines.map((line) => (
            <li className="legendItem" key={`${line.backend} ${line.queries}`}>
              <svg width="32" height="10" aria-hidden="true">
                <g className={backendLine(line.backend)}>
                  <path
                    d="M0 5h32"
                    strokeDasharray={queriesDash(queries.indexOf(line.queries))}
                  />
                  <circle cx="16" cy="5" r="3" />
                </g>
              </svg>
              {text.line(
                backendTitle(words, report, line.backend),
                text.queryCount(line.queries),
              )}
            </li>
          ))}
        </ul>
      </ChartFrame>
    </>
  );
}

function CrossoverTable({ report }: { readonly report: MachineReport }) {
  const words = useWords();
  const text = words.machine.crossover;
  const backends = report.backends.filter(({ measured }) => measured);
  const sizes = report.crossover.filter(
    ({ backend }) => backend === backends[0]?.name,
  );
  return (
    <ScrollTable label={text.table} className="rates">
      <thead>
        <tr>
          <th scope="col">{text.documents}</th>
          <th scope="col">{text.queries}</th>
          {backends.map(({ name }) => (
            <th scope="col" key={name}>
              {backendTitle(words, report, name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sizes.map(({ documents, queries }) => (
          <tr key={`${documents} ${queries}`}>
            <th scope="row">{words.format.count(documents)}</th>
            <td>{words.format.count(queries)}</td>
            {backends.map(({ name }) => {
              const point = report.crossover.find(
                (candidate) =>
                  candidate.backend === name &&
                  candidate.documents === documents &&
                  candidate.queries === queries,
              );
              return point?.elapsedMs == null ? (
                <td className="noTime" key={name}>
                  {words.machine.rates.none}
                  <small>{point?.reason}</small>
                </td>
              ) : (
                <td key={name}>{words.format.measured(point.elapsedMs)}</td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}
