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
      <p className="note">
        At t = {formatThreshold(setting.threshold)}, worst first. Choose a query
        to see what it loses, and to which pivot.
      </p>
      <div className="tableScroll tall" tabIndex={0} role="region" aria-label="Queries">
        <table>
          <thead>
            <tr>
              <th scope="col" className="textColumn">query</th>
              <th scope="col">
                <Term name="filterRecall">pass the filter</Term>
              </th>
              <th scope="col" aria-label="neighbours that pass, as a bar" />
              <th scope="col">
                <Term name="candidates">candidates</Term>
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
                  {formatCount(row.filterRecall * k)} of {k}{" "}
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
