import { memo, useMemo } from "react";
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  XAxis,
  YAxis,
} from "recharts";
import type { EvaluationRow } from "../../model/evaluationRow";
import { CurrentMark, MarkedSettingContext } from "./CurrentMark";
import type { MarkedSetting } from "./CurrentMark";
import { LossPatterns } from "./LossPatterns";
import {
  axisHeight,
  axisWidth,
  limitDash,
  plotArea,
  plotMargin,
} from "./tradeoffGeometry";

/** Recall against reduction: every threshold a point, one line per limit. */
export interface TradeoffChartProps {
  /** Rows with a filter, ascending by threshold. */
  readonly rows: readonly EvaluationRow[];
  /** The limits to draw, ascending; each has its line style. */
  readonly limits: readonly number[];
  readonly currentLimit: number;
  readonly marked: MarkedSetting | null;
  readonly horizontalTitle: string;
  readonly verticalTitle: string;
  readonly width: number;
  readonly height: number;
}

interface Point {
  readonly reduction: number;
  readonly filterRecall: number;
  readonly filterBand: readonly [number, number];
  readonly recallBand: readonly [number, number] | null;
  /** recall@k per limit, in the order of the limits. */
  readonly recall: readonly (number | null)[];
}

const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
const percentTick = (share: number) => `${Math.round(share * 100)}\u00a0%`;
const pointRadius = 2;

function toPoint(
  row: EvaluationRow,
  limits: readonly number[],
  currentLimit: number,
): Point {
  const find = (limit: number) =>
    row.recall.find((entry) => entry.limit === limit);
  const current = find(currentLimit);
  return {
    reduction: row.reduction,
    filterRecall: row.filterRecall,
    filterBand: [row.filterRecallLow, row.filterRecallHigh],
    recallBand: current ? [current.low, current.high] : null,
    recall: limits.map((limit) => find(limit)?.expected ?? null),
  };
}

/** The chart; only its mark draws again when `marked` alone changes. */
export function TradeoffChart(props: TradeoffChartProps) {
  const { marked, ...fixed } = props;
  return (
    <MarkedSettingContext.Provider value={marked}>
      <FixedPart {...fixed} />
    </MarkedSettingContext.Provider>
  );
}

const FixedPart = memo(function FixedPart(
  props: Omit<TradeoffChartProps, "marked">,
) {
  const { rows, limits, currentLimit, width, height } = props;
  const points = useMemo(
    () => rows.map((row) => toPoint(row, limits, currentLimit)),
    [rows, limits, currentLimit],
  );
  const area = plotArea(width, height);
  return (
    <ComposedChart
      width={width}
      height={height}
      data={points}
      margin={plotMargin}
      accessibilityLayer={false}
      className="tradeoffSurface"
    >
      <LossPatterns />
      <CartesianGrid />
      <XAxis
        type="number"
        dataKey="reduction"
        domain={[0, 1]}
        ticks={ticks}
        tickFormatter={percentTick}
        height={axisHeight}
        tickLine={false}
      />
      <YAxis
        type="number"
        domain={[0, 1]}
        ticks={ticks}
        tickFormatter={percentTick}
        width={axisWidth}
        tickLine={false}
        axisLine={false}
      />
      <Area
        dataKey="filterBand"
        className="bandFilter"
        stroke="none"
        isAnimationActive={false}
        activeDot={false}
      />
      <Area
        dataKey="recallBand"
        className="bandKept"
        stroke="none"
        isAnimationActive={false}
        activeDot={false}
      />
      {limits.map((limit, position) => (
        <Line
          key={limit}
          dataKey={(point: Point) => point.recall[position]}
          name={`limit ${limit}`}
          className={
            limit === currentLimit ? "lineRecall lineCurrent" : "lineRecall"
          }
          strokeDasharray={limitDash(position)}
          dot={
            limit === currentLimit
              ? { r: pointRadius, className: "dotKept" }
              : false
          }
          activeDot={false}
          isAnimationActive={false}
        />
      ))}
      <Line
        dataKey="filterRecall"
        name="filter recall"
        className="lineFilter"
        dot={{ r: pointRadius, className: "dotFilter" }}
        activeDot={false}
        isAnimationActive={false}
      />
      <text className="axisTitle" x={area.left} y={14}>
        {props.verticalTitle}
      </text>
      <text
        className="axisTitle"
        x={(area.left + area.right) / 2}
        y={area.bottom + 40}
        textAnchor="middle"
      >
        {props.horizontalTitle}
      </text>
      <CurrentMark area={area} />
    </ComposedChart>
  );
});
