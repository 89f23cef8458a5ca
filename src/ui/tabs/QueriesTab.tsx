import { useDeferredValue, useMemo } from "react";
import { useApp } from "../../state/appStoreContext";
import { searchKind, worstQueries } from "../../state/deriveTables";
import {
  formatCount,
  formatPercent,
  formatThreshold,
} from "../../state/format";
import { Term } from "../parts/Term";
import { useSetting } from "../useSetting";
import { tabStrings } from "./tabStrings";

const text = tabStrings.queries;

/** The queries of the run, worst first; each opens in the search. */
export function QueriesTab() {
  const view = useApp((state) => state.view);
  const pickSearch = useApp((state) => state.pickSearch);
  const setting = useDeferredValue(useSetting());
  const index = setting?.index ?? 0;
  const rows = useMemo(
    () => (view ? worstQueries(view.queries, index) : []),
    [view, index],
  );
  if (!view || !setting) return null;
  const kind = searchKind(view.result.querySource);
  const { k } = setting;
  return (
    <>
      <p className="note">{text.note(formatThreshold(setting.threshold))}</p>
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
            {rows.map((row) => (
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
                  {text.of(formatCount(row.filterRecall * k), k)}{" "}
                  <small>{formatPercent(row.filterRecall)}</small>
                </td>
                <td className="splitCell">
                  <span
                    className="groundKept"
                    style={{ width: `${row.filterRecall * 100}%` }}
                  />
                  <span
                    className="groundLostFilter"
                    style={{ width: `${(1 - row.filterRecall) * 100}%` }}
                  />
                </td>
                <td>{formatCount(row.candidates)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
