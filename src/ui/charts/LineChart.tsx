import { memo, useMemo } from "react";
import type { ReactNode } from "react";
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line as LineShape,
  ReferenceLine,
  XAxis,
  YAxis,
} from "recharts";
import {
  dashOf,
  type Line,
  lineClass,
  type LineMarks,
} from "../../figures/marks/marks";
import { ticksOf } from "../../figures/marks/scale";
import { axisHeight, axisWidth, plotArea, plotMargin } from "./plotArea";

/** What stands above one place of the horizontal axis: for each line its value, band and shade. */
interface Place {
  readonly x: number;
  readonly values: readonly (number | null)[];
  readonly bands: readonly (readonly [number, number] | null)[];
}

const finite = (value: number | undefined) =>
  value !== undefined && Number.isFinite(value) ? value : null;

function placeOf(
  lines: readonly Line[],
  x: number,
  indexes: readonly number[],
): Place {
  return {
    x,
    values: lines.map(({ points }, l) => finite(points[indexes[l]]?.[1])),
    bands: lines.map(({ band }, l) => {
      const [low, high] = band?.[indexes[l]] ?? [];
      const ends = [finite(low), finite(high)] as const;
      return ends[0] === null || ends[1] === null ? null : [ends[0], ends[1]];
    }),
  };
}

/** The lines' points by place: one by one where all lines share their places, else by x. */
function placesOf(lines: readonly Line[]): Place[] {
  const [first] = lines;
  if (!first) return [];
  const isShared = lines.every(
    ({ points }) =>
      points.length === first.points.length &&
      points.every(([x], i) => x === first.points[i][0]),
  );
  if (isShared)
    return first.points.map(([x], i) =>
      placeOf(
        lines,
        x,
        lines.map(() => i),
      ),
    );
  const all = lines.flatMap(({ points }) => points.map(([x]) => x));
  return [...new Set(all)]
    .sort((a, b) => a - b)
    .map((x) =>
      placeOf(
        lines,
        x,
        lines.map(({ points }) => points.findIndex((point) => point[0] === x)),
      ),
    );
}

/** Lines that are touched: the same marks that the report draws as text. Draws again only when they change. */
export const LineChart = memo(function LineChart(props: {
  readonly marks: LineMarks;
  readonly width: number;
  readonly height: number;
  /** Drawn over the lines. */
  readonly children?: ReactNode;
}) {
  const { marks, width, height } = props;
  const { x, y, lines, mark } = marks;
  const places = useMemo(() => placesOf(lines), [lines]);
  const area = plotArea(width, height);
  // The first line's band lies above the others'.
  const bands = lines
    .map(({ band, meaning }, l) => ({ band, meaning, l }))
    .reverse();
  return (
    <ComposedChart
      width={width}
      height={height}
      data={places}
      margin={plotMargin}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={marks.hasVerticalGrid ?? false} />
      <XAxis
        type="number"
        dataKey="x"
        scale={x.logarithmic ? "log" : "linear"}
        domain={[x.low, x.high]}
        ticks={ticksOf(x, area.right - area.left, "across")}
        tickFormatter={x.format}
        interval="preserveStartEnd"
        height={axisHeight}
        tickLine={false}
      />
      <YAxis
        type="number"
        scale={y.logarithmic ? "log" : "linear"}
        domain={[y.low, y.high]}
        ticks={ticksOf(y, area.bottom - area.top, "up")}
        tickFormatter={y.format}
        width={axisWidth}
        tickLine={false}
        axisLine={false}
      />
      {bands.map(
        ({ band, meaning, l }) =>
          band && (
            <Area
              key={`band ${l}`}
              dataKey={(place: Place) => place.bands[l]}
              className={`plotBand m-${meaning}`}
              stroke="none"
              isAnimationActive={false}
              activeDot={false}
            />
          ),
      )}
      {lines.map(
        ({ shadedTo, meaning }, l) =>
          shadedTo !== undefined && (
            <Area
              key={`shade ${l}`}
              dataKey={(place: Place) =>
                place.x <= shadedTo ? place.values[l] : null
              }
              className={`plotBand m-${meaning}`}
              stroke="none"
              isAnimationActive={false}
              activeDot={false}
            />
          ),
      )}
      {lines.map((line, l) => (
        <LineShape
          key={l}
          dataKey={(place: Place) => place.values[l]}
          name={line.label}
          className={lineClass(line)}
          strokeDasharray={dashOf(line)}
          dot={
            line.dots
              ? {
                  r: line.dots.radius,
                  strokeDasharray: "none",
                  className: `${line.dots.isHollow ? "plotRing" : "plotDot"} m-${line.meaning}`,
                }
              : false
          }
          activeDot={false}
          connectNulls
          isAnimationActive={false}
        />
      ))}
      {mark && (
        <ReferenceLine
          x={mark.x}
          className="plotMark"
          label={{
            value: mark.label,
            position:
              mark.x > (x.low + x.high) / 2
                ? "insideBottomRight"
                : "insideBottomLeft",
            className: "markLabel",
            offset: 8,
          }}
        />
      )}
      <text className="axisTitle" x={area.left} y={14}>
        {y.title}
      </text>
      <text
        className="axisTitle"
        x={(area.left + area.right) / 2}
        y={area.bottom + 40}
        textAnchor="middle"
      >
        {x.title}
      </text>
      {props.children}
    </ComposedChart>
  );
});
