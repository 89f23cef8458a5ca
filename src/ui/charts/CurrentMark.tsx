import { createContext, useContext } from "react";
import { xOfReduction, yOfRecall } from "./plotArea";
import type { PlotArea } from "./plotArea";

/** The setting that the mark shows; shares 0..1 and words for the two labels. */
export interface MarkedSetting {
  readonly reduction: number;
  readonly filterRecall: number;
  readonly recall: number;
  readonly thresholdLabel: string;
  readonly filterLabel: string;
  readonly recallLabel: string;
}

/** Lets only the mark draw again when the setting moves. */
export const MarkedSettingContext = createContext<MarkedSetting | null>(null);

const needleWidth = 6;
const lineHeight = 18;

/**
 * The needle at the current setting: from the bottom what is found, then what
 * is lost to the limit, then what is lost to the filter, up to 100 %.
 */
export function CurrentMark(props: { readonly area: PlotArea }) {
  const setting = useContext(MarkedSettingContext);
  if (!setting) return null;
  const { area } = props;
  const x = xOfReduction(area, setting.reduction);
  const filterY = yOfRecall(area, setting.filterRecall);
  const recallY = yOfRecall(area, setting.recall);
  const right = x < area.left + 0.62 * (area.right - area.left);
  // Near the axis the plot is empty beside the needle, on the side away from the curve's end.
  const labels = [
    setting.filterLabel,
    setting.recallLabel,
    setting.thresholdLabel,
  ];
  const part = (from: number, to: number, className: string) => (
    <rect
      className={className}
      x={x - needleWidth / 2}
      y={from}
      width={needleWidth}
      height={Math.max(0, to - from)}
    />
  );
  return (
    <g className="currentMark" data-testid="current-mark">
      {part(area.top, filterY, "fillLostFilter")}
      {part(filterY, recallY, "fillLostLimit")}
      {part(recallY, area.bottom, "fillKept")}
      <circle className="markDot" cx={x} cy={filterY} r={4.5} />
      <circle className="markDot" cx={x} cy={recallY} r={6} />
      {labels.map((text, line) => (
        <text
          key={line}
          className="markLabel"
          x={right ? x + 12 : x - 12}
          y={area.bottom - 12 - (labels.length - 1 - line) * lineHeight}
          textAnchor={right ? "start" : "end"}
        >
          {text}
        </text>
      ))}
    </g>
  );
}
