import { useAllWords } from "../useAllWords";
import { useMemo, useState } from "react";
import { compare } from "../../figures/compare";
import {
  commonLimits,
  COMPARED_RECALLS,
  marksAgainst,
  reductionAtRecall,
} from "../../model/run/compareRuns";
import type { RunRecord } from "../../model/run/record";
import { DataTable, FigureTable } from "../widgets/DataTable";
import { FigureView } from "../widgets/FigureView";
import { PairedTable } from "./PairedTable";

/** The pinned runs as curves and tables at equal cost. */
export function CompareView(props: { readonly runs: readonly RunRecord[] }) {
  const words = useAllWords();
  const text = words.runs.compare;
  const { figures } = words;
  const { runs } = props;
  const limits = useMemo(() => commonLimits(runs), [runs]);
  const [chosen, setChosen] = useState<number | null>(null);
  const limit =
    chosen !== null && limits.includes(chosen)
      ? chosen
      : (limits[Math.floor(limits.length / 2)] ?? null);
  const figure = useMemo(
    () => compare({ runs, limit }, figures),
    [runs, limit, figures],
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
                {i + 1}: {marks.map(text.mark).join(", ")}
              </li>
            ))}
          </ul>
        </div>
      )}
      <FigureView figure={figure} />
      <h3 className="smallTitle">{text.atReduction}</h3>
      <FigureTable label={text.atReduction} table={figure.table} isNamed />
      <h3 className="smallTitle">{text.atRecall}</h3>
      <DataTable
        label={text.atRecall}
        head={[
          { head: text.lines, isText: true },
          ...COMPARED_RECALLS.map((recall) =>
            text.passes(words.format.percent(recall)),
          ),
        ]}
        rows={runs.map((run, i) => ({
          key: run.id,
          cells: [
            `${i + 1} ${run.name}`,
            ...COMPARED_RECALLS.map((recall) => {
              const removed = reductionAtRecall(run.curve, recall);
              return removed === null ? "–" : words.format.percent(removed);
            }),
          ],
        }))}
      />
      {limit !== null && <PairedTable runs={runs} limit={limit} />}
    </div>
  );
}
