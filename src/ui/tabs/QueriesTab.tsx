import { wordFault } from "../../words/languages";
import { useState } from "react";
import { useWords } from "../useWords";
import { useApp } from "../../state/appStoreContext";
import { searchKind } from "../../model/curveTable";
import type { QueryPage, QueryRow } from "../../model/evaluationReports";
import { DataTable, HiddenHead } from "../widgets/DataTable";
import { Term } from "../widgets/Term";
import { useAsked } from "../widgets/useAsked";
import { useDebounced } from "../widgets/useLayout";
import { useSetting } from "../useSetting";

const pageSize = 100;
const askAfterMs = 120;

/** The queries of the run, worst first; each opens in the search. */
export function QueriesTab() {
  const words = useWords();
  const text = words.tabs.queries;
  const view = useApp((state) => state.view);
  const pickSearch = useApp((state) => state.pickSearch);
  const setting = useDebounced(useSetting(), askAfterMs);
  const [count, setCount] = useState(pageSize);
  const { answer, isStale, failure } = useAsked(
    "queries",
    setting
      ? {
          threshold: setting.threshold,
          limit: setting.limit,
          k: setting.k,
          offset: 0,
          count,
        }
      : null,
  );
  if (!view || !setting) return null;
  if (failure) return <p role="alert">{wordFault(words, failure).message}</p>;
  if (!answer) return <p className="note">{text.loading}</p>;
  const kind = searchKind(view.result.querySource);
  const { k } = setting;
  return (
    <div data-dim={isStale || undefined}>
      <p className="note">
        {text.note(
          words.format.threshold(setting.threshold),
          words.format.count(setting.limit),
        )}
      </p>
      <FoundBars byFound={answer.byFound} />
      <DataTable
        label={text.label}
        isTall
        head={[
          { head: text.query, isText: true },
          { head: <Term name="recall">{text.found}</Term> },
          { head: <Term name="filterRecall">{text.pass}</Term> },
          {
            head: <HiddenHead>{text.passBar}</HiddenHead>,
            className: "splitCell",
          },
          { head: <Term name="candidates">{text.candidates}</Term> },
        ]}
        rows={answer.items.map((row) => ({
          key: row.index,
          cells: [
            <button
              type="button"
              className="link clip"
              onClick={() => pickSearch({ kind, id: row.id, title: row.title })}
            >
              {row.title}
            </button>,
            <>
              {text.of(words.format.neighbours(row.recall * k, k), k)}{" "}
              <small>{words.format.percent(row.recall)}</small>
            </>,
            text.of(words.format.count(row.filterRecall * k), k),
            <LossBar row={row} />,
            words.format.count(row.candidates),
          ],
        }))}
      />
      <p className="note">
        {text.shown(
          words.format.count(answer.items.length),
          words.format.count(answer.total),
        )}{" "}
        {answer.items.length < answer.total && (
          <button
            type="button"
            className="quiet small"
            onClick={() => setCount(count + pageSize)}
          >
            {text.more}
          </button>
        )}
      </p>
    </div>
  );
}

/** What becomes of a query's neighbours: found, lost to the limit, lost to the filter. */
function LossBar({ row }: { readonly row: QueryRow }) {
  const lostToLimit = Math.max(0, row.filterRecall - row.recall);
  const parts = [
    { className: "groundKept", share: row.recall },
    { className: "groundLostLimit", share: lostToLimit },
    { className: "groundLostFilter", share: 1 - row.filterRecall },
  ];
  return parts.map(({ className, share }) => (
    <span
      key={className}
      className={className}
      style={{ width: `${share * 100}%` }}
    />
  ));
}

/** Queries by how many of their neighbours they find, as bars of a table. */
function FoundBars(props: { readonly byFound: QueryPage["byFound"] }) {
  const words = useWords();
  const text = words.tabs.queries;
  const { byFound } = props;
  const most = Math.max(...byFound, 1);
  const rows = byFound
    .map((queries, found) => ({ queries, found }))
    .filter(({ queries }) => queries > 0)
    .reverse();
  return (
    <details className="chartTable">
      <summary>{text.spreadTitle(byFound.length - 1)}</summary>
      <DataTable
        label={text.spreadLabel}
        head={[
          text.spreadFound,
          text.spreadQueries,
          {
            head: <HiddenHead>{text.passBar}</HiddenHead>,
            className: "barCell",
          },
        ]}
        rows={rows.map(({ queries, found }) => ({
          key: found,
          cells: [
            found,
            words.format.count(queries),
            <span style={{ width: `${(queries / most) * 100}%` }} />,
          ],
        }))}
      />
    </details>
  );
}
