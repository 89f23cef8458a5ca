import { filterLine, limitLine } from "../../figures/tradeoffLines";
import { LineSwatch } from "../widgets/LineSwatch";
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
        <LineSwatch line={filterLine} />
        {words.figures.shared.passFilter}
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
            aria-label={words.figures.shared.foundAt(limit)}
            onClick={() => void setLimit(limit)}
          >
            <LineSwatch line={limitLine(position, limit === props.current)} />
            {words.format.count(limit)}
          </button>
        ))}
      </span>
    </div>
  );
}
