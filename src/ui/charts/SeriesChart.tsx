import { memo, useMemo } from "react";
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  XAxis,
  YAxis,
} from "recharts";

/** One series over 1, 2, 3, ...: iterations or components. */
export interface SeriesChartProps {
  readonly values: readonly number[];
  readonly formatValue: (value: number) => string;
  readonly logarithmic?: boolean;
  /** Lower end of the vertical axis is 0 and the upper 1. */
  readonly share?: boolean;
  /** Marks the first `cut` values as used. */
  readonly cut?: { readonly at: number; readonly label: string };
  readonly width: number;
  readonly height: number;
}

/** Values this much smaller than the largest are rounding. */
const roundingShare = 1e-9;

const wholePercent = (share: number) => `${Math.round(share * 100)}\u00a0%`;

/** A small line chart; draws again only when its numbers change. */
export const SeriesChart = memo(function SeriesChart(props: SeriesChartProps) {
  const { values, cut } = props;
  const points = useMemo(() => {
    const floor = Math.max(...values) * roundingShare;
    return values.map((value, index) => {
      // What is left of a zero after rounding would stretch a logarithmic axis.
      const shown = props.logarithmic && value <= floor ? null : value;
      const inside = cut !== undefined && index < cut.at;
      return { x: index + 1, value: shown, used: inside ? shown : null };
    });
  }, [values, cut, props.logarithmic]);
  const domain: [number | string, number | string] = props.share
    ? [0, 1]
    : ["auto", "auto"];
  return (
    <ComposedChart
      width={props.width}
      height={props.height}
      data={points}
      margin={{ top: 12, right: 16, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} />
      <XAxis
        type="number"
        dataKey="x"
        domain={[1, values.length]}
        height={28}
        tickCount={6}
        allowDecimals={false}
        tickLine={false}
      />
      <YAxis
        type="number"
        scale={props.logarithmic ? "log" : "linear"}
        domain={domain}
        tickFormatter={props.share ? wholePercent : props.formatValue}
        tickCount={5}
        width={64}
        tickLine={false}
        axisLine={false}
      />
      {cut && (
        <Area
          dataKey="used"
          className="bandKept"
          stroke="none"
          isAnimationActive={false}
          activeDot={false}
        />
      )}
      <Line
        dataKey="value"
        className="lineSeries"
        dot={false}
        activeDot={false}
        isAnimationActive={false}
      />
      {cut && (
        <ReferenceLine
          x={cut.at}
          className="cutLine"
          label={{
            value: cut.label,
            position:
              cut.at > values.length / 2
                ? "insideBottomRight"
                : "insideBottomLeft",
            className: "markLabel",
            offset: 8,
          }}
        />
      )}
    </ComposedChart>
  );
});
