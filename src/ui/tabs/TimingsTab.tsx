import { useApp } from "../../state/appStoreContext";
import { computedTimeMs, timingRows } from "../../state/deriveTables";
import { formatDuration } from "../../state/format";

const stageNames: Readonly<Record<string, string>> = {
  load: "Load the data",
  split: "Set the queries apart",
  "ground-truth": "Find the true neighbours",
  moments: "Mean and covariance",
  eigenvectors: "Eigenvectors",
  rotation: "Fit the rotation",
  encode: "Hash the documents",
  pivots: "Choose the pivots",
  surface: "Evaluate every threshold",
  report: "Read the curve",
};

/** Each stage's time, and what came from the cache. */
export function TimingsTab() {
  const view = useApp((state) => state.view);
  const device = useApp((state) => state.device);
  if (!view) return null;
  const rows = timingRows(view.result);
  return (
    <>
      <p className="note">
        {view.result.device.label}. {device?.note ?? ""}
      </p>
      <div className="tableScroll" tabIndex={0} role="region" aria-label="Timings">
        <table className="timings">
          <thead>
            <tr>
              <th scope="col" className="textColumn">stage</th>
              <th scope="col">time</th>
              <th scope="col" aria-label="time as a bar" />
              <th scope="col" className="textColumn">in this run</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.stage} data-cached={row.cached || undefined}>
                <th scope="row" className="textColumn">
                  {stageNames[row.stage] ?? row.stage}
                </th>
                <td>{formatDuration(row.elapsedMs)}</td>
                <td className="barCell">
                  <span style={{ width: `${row.share * 100}%` }} />
                </td>
                <td className="textColumn">
                  {row.cached ? "from the cache" : "computed"}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" className="textColumn">Computed in this run</th>
              <td>{formatDuration(computedTimeMs(rows))}</td>
              <td />
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
    </>
  );
}
