import { dashOf, type Line, lineClass } from "../../figures/marks/marks";

/** A short piece of a line, for a legend. */
export function LineSwatch(props: {
  readonly line: Pick<Line, "meaning" | "dash" | "isStrong" | "dots">;
}) {
  const { line } = props;
  const { dots, meaning } = line;
  return (
    <svg width="24" height="8" aria-hidden="true">
      <line
        className={lineClass(line)}
        x1="0"
        x2="24"
        y1="4"
        y2="4"
        strokeDasharray={dashOf(line)}
      />
      {dots && (
        <circle
          className={`${dots.isHollow ? "plotRing" : "plotDot"} m-${meaning}`}
          cx="12"
          cy="4"
          r={dots.radius}
        />
      )}
    </svg>
  );
}
