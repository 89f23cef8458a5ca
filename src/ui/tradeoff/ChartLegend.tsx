import { limitDash } from "../charts/tradeoffGeometry";
import { useApp } from "../../state/appStoreContext";
import { useWords } from "../useWords";

/** The lines by name; a limit's entry makes it the current one. */
export function ChartLegend(props: {
  readonly limits: readonly number[];
  readonly current: number;
}) {
  const words = useWords();
  const setLimit = useApp((state) => state.setLimit);
  return (
    <div className="legend">
      <span className="legendItem">
        <svg width="24" height="8" aria-hidden="true">
          <line className="lineFilter" x1="0" x2="24" y1="4" y2="4" />
        </svg>
        {words.page.tradeoff.filterLine}
      </span>
      <span
        className="legendLimits"
        role="group"
        aria-label={words.page.tradeoff.limit}
      >
        <span className="legendItem">{words.page.tradeoff.limits}</span>
        {props.limits.map((limit, position) => (
          <button
            key={limit}
            type="button"
            className="legendItem"
            aria-pressed={limit === props.current}
            aria-label={words.page.tradeoff.limitLine(
              words.format.count(limit),
            )}
            onClick={() => void setLimit(limit)}
          >
            <svg width="24" height="8" aria-hidden="true">
              <line
                className={
                  limit === props.current
                    ? "lineRecall lineCurrent"
                    : "lineRecall"
                }
                x1="0"
                x2="24"
                y1="4"
                y2="4"
                strokeDasharray={limitDash(position)}
              />
            </svg>
            {words.format.count(limit)}
          </button>
        ))}
      </span>
    </div>
  );
}
