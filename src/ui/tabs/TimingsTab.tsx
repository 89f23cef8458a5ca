import { useApp } from "../../state/appStoreContext";
import { computedTimeMs, timingRows } from "../../model/curveTable";
import { useWords } from "../useWords";

/** Each stage's time, and what came from the cache. */
export function TimingsTab() {
  const words = useWords();
  const text = words.tabs.timings;
  const view = useApp((state) => state.view);
  const device = useApp((state) => state.device);
  if (!view) return null;
  const rows = timingRows(view.result);
  return (
    <>
      <p className="note">
        {view.result.device.label}. {device?.note ?? ""}
      </p>
      <div
        className="tableScroll tall"
        tabIndex={0}
        role="region"
        aria-label={text.label}
      >
        <table className="timings">
          <thead>
            <tr>
              <th scope="col" className="textColumn">
                {text.stage}
              </th>
              <th scope="col">{text.time}</th>
              <th scope="col">
                <span className="visuallyHidden">{text.timeBar}</span>
              </th>
              <th scope="col" className="textColumn">
                {text.inRun}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.stage} data-cached={row.cached || undefined}>
                <th scope="row" className="textColumn">
                  {text.stages[row.stage]}
                </th>
                <td>{words.format.duration(row.elapsedMs)}</td>
                <td className="barCell">
                  <span style={{ width: `${row.share * 100}%` }} />
                </td>
                <td className="textColumn">
                  {row.cached ? text.cached : text.computed}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" className="textColumn">
                {text.total}
              </th>
              <td>{words.format.duration(computedTimeMs(rows))}</td>
              <td />
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
    </>
  );
}
