import type { AllWords } from "../../words/allLanguages";
import { useAllWords } from "../useAllWords";
import { useMemo, useState } from "react";
import {
  COMPARED_REDUCTIONS,
  type PairedRow,
  pairedDifferences,
  thresholdNearReduction,
  whyUnpaired,
} from "../../model/run/compareRuns";
import type { RunRecord } from "../../model/run/record";
import { DataTable } from "../widgets/DataTable";

function verdict(words: AllWords, { low, high }: PairedRow): string {
  const text = words.runs.compare;
  if (low > 0) return text.better;
  return high < 0 ? text.worse : text.equal;
}

/** Differences of the other runs from one of them, over the same queries. */
export function PairedTable(props: {
  readonly runs: readonly RunRecord[];
  readonly limit: number;
}) {
  const words = useAllWords();
  const text = words.runs.compare;
  const { runs, limit } = props;
  const [baseId, setBaseId] = useState<string | null>(null);
  const [reduction, setReduction] = useState<number>(COMPARED_REDUCTIONS[1]);
  const base = runs.find(({ id }) => id === baseId) ?? runs[0];
  const rows = useMemo(
    () =>
      runs
        .filter((run) => run !== base)
        .map((run) => {
          const why = whyUnpaired(run, base);
          return {
            run,
            why,
            differences:
              why === null
                ? pairedDifferences(run, base, {
                    threshold: thresholdNearReduction(run, reduction),
                    baseThreshold: thresholdNearReduction(base, reduction),
                    limit,
                  })
                : null,
          };
        }),
    [runs, base, reduction, limit],
  );
  return (
    <section aria-label={text.paired} data-testid="paired">
      <h3 className="smallTitle">{text.paired}</h3>
      <div className="stripControls">
        <label>
          {text.base}{" "}
          <select
            value={base.id}
            onChange={(event) => setBaseId(event.target.value)}
          >
            {runs.map((run, i) => (
              <option key={run.id} value={run.id}>
                {i + 1} {run.name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {text.setting}{" "}
          <select
            value={reduction}
            onChange={(event) => setReduction(Number(event.target.value))}
          >
            {COMPARED_REDUCTIONS.map((value) => (
              <option key={value} value={value}>
                {text.removed(words.format.percent(value))}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p className="note">{text.pairedNote(words.format.percent(reduction))}</p>
      <DataTable
        label={text.paired}
        head={[
          { head: text.lines, isText: true },
          text.removedDifference,
          text.filter,
          text.recall,
          text.significance,
        ]}
        rows={rows.map(({ run, why, differences }) => ({
          key: run.id,
          cells: differences
            ? [
                run.name,
                interval(words, differences.reduction),
                interval(words, differences.filterRecall),
                interval(words, differences.recall),
                `${text.recall}: ${verdict(words, differences.recall)}`,
              ]
            : [run.name, why === null ? text.notKept : text.unpaired(why)],
        }))}
      />
    </section>
  );
}

function interval(words: AllWords, { difference, low, high }: PairedRow) {
  const text = words.runs.compare;
  const points = (share: number) => words.format.difference(share * 100, 1);
  return (
    <>
      {text.points(points(difference))}{" "}
      <small>{text.range(points(low), points(high))}</small>
    </>
  );
}
