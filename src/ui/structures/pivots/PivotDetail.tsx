import { passesAlone } from "../../../search/rule/evaluate";
import { pivotRule } from "../../../search/structure/pivots/keepRule";
import { readPivots } from "../../../search/structure/pivots/settings";
import { useApp } from "../../../state/appStoreContext";
import { isKeptAt } from "../../../model/fates";
import {
  type DistanceRange,
  type PivotWindow,
  pivotWindows,
  shareOfRange,
  windowRange,
} from "./windows";
import { Term } from "../../widgets/Term";
import type { NeighbourFate, SearchReport } from "../../../model/searchReport";
import { useAllWords } from "../../useAllWords";

/** A neighbour's distance to each pivot against the query's window, and what would keep it. */
export function PivotDetail(props: {
  readonly report: SearchReport;
  readonly fate: NeighbourFate;
}) {
  const words = useAllWords();
  const { report, fate } = props;
  const view = useApp((state) => state.view);
  const threshold = useApp((state) => state.threshold);
  const setThreshold = useApp((state) => state.setThreshold);
  const settings = view && readPivots(view.result.config.structure);
  if (!view?.parts || !settings || threshold === null) return null;
  const { titles } = view.parts;
  const rule = pivotRule(settings);
  const { fold } = rule;
  const windows = pivotWindows(report, fate, threshold, (query, neighbour) =>
    passesAlone(rule, query, neighbour, threshold),
  );
  const kept = isKeptAt(fate, threshold);
  const deciding = windows.find((window) => window.decides);
  const range = windowRange(windows);
  const needed = fate.keptFrom;
  return (
    <section className="pivotDetail" aria-label={words.search.detail}>
      <h3 className="smallTitle">
        <Term name="statistic">{words.search.why(fate.title)}</Term>
      </h3>
      {deciding && (
        <p>
          {words.search.verdict[fold]({
            kept,
            pivot: deciding.pivot + 1,
            title: titles[deciding.pivot] ?? "",
            query: words.format.distance(deciding.query),
            neighbour: words.format.distance(deciding.neighbour),
            difference: words.format.distance(deciding.difference),
            statistic: words.format.distance(fate.statistic),
            threshold: words.format.threshold(threshold),
          })}
          {needed !== null &&
            (kept ? words.search.stillKeeps : words.search.wouldKeep)(
              words.format.threshold(needed),
            )}
          {needed !== null && !kept && (
            <button
              type="button"
              className="link"
              onClick={() => setThreshold(needed)}
            >
              {words.search.set(words.format.threshold(needed))}
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
      <p className="note windowsKey">{words.search.windowsKey[fold]}</p>
    </section>
  );
}

function WindowRow(props: {
  readonly window: PivotWindow;
  readonly range: DistanceRange;
  readonly title: string;
}) {
  const words = useAllWords();
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
        {words.search.versus(
          words.format.distance(window.query),
          words.format.distance(window.neighbour),
        )}
        {": "}
        {window.inside ? "" : "⊘ "}
        <b>{words.format.distance(window.difference)}</b>
      </span>
    </li>
  );
}
