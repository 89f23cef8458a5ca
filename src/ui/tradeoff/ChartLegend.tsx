import { limitDash } from "../charts/tradeoffGeometry";
import { useApp } from "../../state/appStoreContext";
import { formatCount } from "../../numeric/format";
import { strings } from "../strings";

/** The lines by name; a limit's entry makes it the current one. */
export function ChartLegend(props: {
  readonly limits: readonly number[];
  readonly current: number;
}) {
  const setLimit = useApp((state) => state.setLimit);
  return (
    <div className="legend">
      <span className="legendItem">
        <svg width="24" height="8" aria-hidden="true">
          <line className="lineFilter" x1="0" x2="24" y1="4" y2="4" />
        </svg>
        {strings.tradeoff.filterLine}
      </span>
      <span className="legendLimits" role="group" aria-label="Limit">
        <span className="legendItem">{strings.tradeoff.limits}</span>
        {props.limits.map((limit, position) => (
          <button
            key={limit}
            type="button"
            className="legendItem"
            aria-pressed={limit === props.current}
            aria-label={strings.tradeoff.limitLine(formatCount(limit))}
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
            {formatCount(limit)}
          </button>
        ))}
      </span>
    </div>
  );
}
