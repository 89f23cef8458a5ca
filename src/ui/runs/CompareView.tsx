import { useMemo, useState } from "react";
import type { Figure } from "../../figures/figure";
import { percentTick } from "../../figures/marks/frame";
import { linePlot } from "../../figures/marks/lines";
import {
  atReduction,
  commonLimits,
  COMPARED_RECALLS,
  COMPARED_REDUCTIONS,
  marksAgainst,
  reductionAtRecall,
} from "../../model/compareRuns";
import type { RunRecord } from "../../model/runRecord";
import { FigureView } from "../parts/FigureView";
import { ScrollTable } from "../parts/ScrollTable";
import { PairedTable } from "./PairedTable";
import { useWords } from "../useWords";
import type { Words } from "../../words/languages";

/** Six lines that are told apart without colour. */
const dashes = ["none", "8 4", "2 3", "10 3 2 3", "5 2", "1 4"] as const;
const meanings = [
  "kept",
  "lost-filter",
  "lost-limit",
  "current",
  "neutral",
  "second",
] as const;

function compareFigure(
  words: Words,
  runs: readonly RunRecord[],
  limit: number | null,
): Figure {
  const text = words.runs.compare;
  const marked = (run: RunRecord, i: number) =>
    `${i + 1}${marksAgainst(runs[0], run).length > 0 ? " ‡" : ""}`;
  const value = (row: RunRecord["curve"][number]) =>
    limit === null
      ? row.filterRecall
      : (row.recall.find((entry) => entry.limit === limit)?.expected ??
        Number.NaN);
  const share = { low: 0, high: 1, format: percentTick };
  const finding = runs
    .map((run, i) => `${marked(run, i)}: ${run.name}`)
    .join("; ");
  return {
    name: "compare",
    question: text.title,
    finding,
    draw: (width) =>
      linePlot(
        { name: "compare", width, height: 360 },
        {
          summary: finding,
          x: { title: text.xAxis, ...share },
          y: {
            title:
              limit === null
                ? text.yFilter
                : text.yRecall(words.format.count(limit)),
            ...share,
          },
          lines: runs.map((run, i) => ({
            meaning: meanings[i],
            dash: dashes[i],
            label: text.run(marked(run, i)),
            points: run.curve
              .filter((row) => row.threshold !== null)
              .map((row) => [row.reduction, value(row)] as const),
          })),
        },
      ),
    table: {
      head: [
        text.lines,
        ...COMPARED_REDUCTIONS.map((r) =>
          text.removed(words.format.percent(r)),
        ),
      ],
      rows: runs.map((run, i) => [
        `${marked(run, i)} ${run.name}`,
        ...COMPARED_REDUCTIONS.map((reduction) => {
          const at = atReduction(run.curve, reduction, limit ?? -1);
          if (!at) return "–";
          return limit === null
            ? words.format.percent(at.filterRecall)
            : text.cell(
                words.format.percent(at.filterRecall),
                words.format.percent(at.recall),
              );
        }),
      ]),
    },
  };
}

/** The pinned runs as curves and tables at equal cost. */
export function CompareView(props: { readonly runs: readonly RunRecord[] }) {
  const words = useWords();
  const text = words.runs.compare;
  const { runs } = props;
  const limits = useMemo(() => commonLimits(runs), [runs]);
  const [chosen, setChosen] = useState<number | null>(null);
  const limit =
    chosen !== null && limits.includes(chosen)
      ? chosen
      : (limits[Math.floor(limits.length / 2)] ?? null);
  const figure = useMemo(
    () => (runs.length > 1 ? compareFigure(words, runs, limit) : null),
    [words, runs, limit],
  );
  if (!figure) return <p className="note">{text.few}</p>;
  const unlike = runs
    .map((run, i) => ({ i, marks: marksAgainst(runs[0], run) }))
    .filter(({ marks }) => marks.length > 0);
  return (
    <div className="compareView" data-testid="compare">
      {limit === null ? (
        <p className="note">{text.noLimit}</p>
      ) : (
        <label>
          {text.limit}{" "}
          <select
            value={limit}
            onChange={(event) => setChosen(Number(event.target.value))}
          >
            {limits.map((value) => (
              <option key={value} value={value}>
                {words.format.count(value)}
              </option>
            ))}
          </select>
        </label>
      )}
      {unlike.length > 0 && (
        <div className="conditions" data-testid="unlike">
          <b>{text.unlike}</b>
          <ul>
            {unlike.map(({ i, marks }) => (
              <li key={i}>
                {i + 1}: {marks.join(", ")}
              </li>
            ))}
          </ul>
        </div>
      )}
      <FigureView figure={figure} />
      <h3 className="smallTitle">{text.atReduction}</h3>
      <ScrollTable label={text.atReduction}>
        <thead>
          <tr>
            {figure.table.head.map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figure.table.rows.map((cells) => (
            <tr key={cells[0]}>
              {cells.map((cell, i) =>
                i === 0 ? (
                  <th scope="row" className="textColumn" key={i}>
                    {cell}
                  </th>
                ) : (
                  <td key={i}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </ScrollTable>
      <h3 className="smallTitle">{text.atRecall}</h3>
      <ScrollTable label={text.atRecall}>
        <thead>
          <tr>
            <th scope="col">{text.lines}</th>
            {COMPARED_RECALLS.map((recall) => (
              <th scope="col" key={recall}>
                {text.passes(words.format.percent(recall))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run, i) => (
            <tr key={run.id}>
              <th scope="row" className="textColumn">
                {i + 1} {run.name}
              </th>
              {COMPARED_RECALLS.map((recall) => {
                const at = reductionAtRecall(run.curve, recall);
                return (
                  <td key={recall}>
                    {at === null ? "–" : words.format.percent(at)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </ScrollTable>
      {limit !== null && <PairedTable runs={runs} limit={limit} />}
    </div>
  );
}
