import { requirePivots } from "../../search/structure/pivots/settings";
import { useApp } from "../../state/appStoreContext";
import type { DistanceRange, PivotWindow } from "../../model/fates";
import {
  isKeptAt,
  pivotWindows,
  shareOfRange,
  windowRange,
} from "../../model/fates";
import { formatDistance, formatThreshold } from "../../numeric/format";
import { Term } from "../parts/Term";
import { searchStrings } from "./searchStrings";
import type { NeighbourFate, SearchReport } from "../../model/searchReport";

/** A neighbour's distance to each pivot against the query's window, and what would keep it. */
export function PivotDetail(props: {
  readonly report: SearchReport;
  readonly fate: NeighbourFate;
}) {
  const { report, fate } = props;
  const view = useApp((state) => state.view);
  const threshold = useApp((state) => state.threshold);
  const setThreshold = useApp((state) => state.setThreshold);
  if (!view) return null;
  const { space, titles } = view.pivots;
  const { statistic } = requirePivots(view.result.config.structure);
  const windows = pivotWindows(report, fate, threshold, space);
  const kept = isKeptAt(fate, threshold);
  const deciding = windows.find((window) => window.decides);
  const range = windowRange(windows);
  const needed = fate.keptFrom;
  return (
    <section className="pivotDetail" aria-label={searchStrings.detail}>
      <h3 className="smallTitle">
        <Term name="statistic">{searchStrings.why(fate.title)}</Term>
      </h3>
      {deciding && (
        <p>
          {searchStrings.verdict[statistic]({
            kept,
            pivot: deciding.pivot + 1,
            title: titles[deciding.pivot] ?? "",
            query: formatDistance(deciding.query),
            neighbour: formatDistance(deciding.neighbour),
            difference: formatDistance(deciding.difference),
            statistic: formatDistance(fate.statistic),
            threshold: formatThreshold(threshold),
          })}
          {needed !== null &&
            (kept ? searchStrings.stillKeeps : searchStrings.wouldKeep)(
              formatThreshold(needed),
            )}
          {needed !== null && !kept && (
            <button
              type="button"
              className="link"
              onClick={() => setThreshold(needed)}
            >
              {searchStrings.set(formatThreshold(needed))}
            </button>
          )}
        </p>
      )}
      <ul className="windows">
        {windows.map((window) => (
          <WindowRow
            key={window.pivot}
            window={window}
            range={range}
            title={titles[window.pivot] ?? ""}
          />
        ))}
      </ul>
      <p className="note windowsKey">{searchStrings.windowsKey[statistic]}</p>
    </section>
  );
}

function WindowRow(props: {
  readonly window: PivotWindow;
  readonly range: DistanceRange;
  readonly title: string;
}) {
  const { window, range } = props;
  const percent = (distance: number) => shareOfRange(distance, range) * 100;
  const place = (distance: number) => `${percent(distance)}%`;
  const width = percent(window.high) - percent(window.low);
  return (
    <li data-outside={!window.inside || undefined}>
      <span className="windowName">
        <b>{window.pivot + 1}</b>
        <span className="clip" title={props.title}>
          {props.title}
        </span>
      </span>
      <span className="windowTrack" aria-hidden="true">
        <span
          className="windowRange"
          style={{ left: place(window.low), width: `${width}%` }}
        />
        <span className="windowQuery" style={{ left: place(window.query) }} />
        <span className="windowDot" style={{ left: place(window.neighbour) }} />
      </span>
      <span className="windowNumbers">
        {formatDistance(window.query)} vs {formatDistance(window.neighbour)}
        {": "}
        {window.inside ? "" : "⊘ "}
        <b>{formatDistance(window.difference)}</b>
      </span>
    </li>
  );
}
