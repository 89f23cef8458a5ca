import { useState } from "react";
import { useApp } from "../../state/appStoreContext";
import { searchKind } from "../../model/curveTable";
import type { QueryPage } from "../../model/evaluationReports";
import { Term } from "../parts/Term";
import { useAsked } from "../parts/useAsked";
import { useDebounced } from "../parts/hooks";
import { useSetting } from "../useSetting";
import { wordFault } from "../../words/languages";
import { useWords } from "../useWords";

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
      <div
        className="tableScroll tall"
        tabIndex={0}
        role="region"
        aria-label={text.label}
      >
        <table>
          <thead>
            <tr>
              <th scope="col" className="textColumn">
                {text.query}
              </th>
              <th scope="col">
                <Term name="recall">{text.found}</Term>
              </th>
              <th scope="col">
                <Term name="filterRecall">{text.pass}</Term>
              </th>
              <th scope="col">
                <span className="visuallyHidden">{text.passBar}</span>
              </th>
              <th scope="col">
                <Term name="candidates">{text.candidates}</Term>
              </th>
            </tr>
          </thead>
          <tbody>
            {answer.items.map((row) => (
              <tr key={row.index}>
                <th scope="row" className="textColumn">
                  <button
                    type="button"
                    className="link clip"
                    onClick={() =>
                      pickSearch({ kind, id: row.id, title: row.title })
                    }
                  >
                    {row.title}
                  </button>
                </th>
                <td>
                  {text.of(words.format.neighbours(row.recall * k, k), k)}{" "}
                  <small>{words.format.percent(row.recall)}</small>
                </td>
                <td>{text.of(words.format.count(row.filterRecall * k), k)}</td>
                <td className="splitCell">
                  <span
                    className="groundKept"
                    style={{ width: `${row.recall * 100}%` }}
                  />
                  <span
                    className="groundLostLimit"
                    style={{
                      width: `${Math.max(0, row.filterRecall - row.recall) * 100}%`,
                    }}
                  />
                  <span
                    className="groundLostFilter"
                    style={{ width: `${(1 - row.filterRecall) * 100}%` }}
                  />
                </td>
                <td>{words.format.count(row.candidates)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
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
      <div
        className="tableScroll"
        tabIndex={0}
        role="region"
        aria-label={text.spreadLabel}
      >
        <table>
          <thead>
            <tr>
              <th scope="col">{text.spreadFound}</th>
              <th scope="col">{text.spreadQueries}</th>
              <th scope="col">
                <span className="visuallyHidden">{text.passBar}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ queries, found }) => (
              <tr key={found}>
                <th scope="row">{found}</th>
                <td>{words.format.count(queries)}</td>
                <td className="barCell">
                  <span style={{ width: `${(queries / most) * 100}%` }} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
