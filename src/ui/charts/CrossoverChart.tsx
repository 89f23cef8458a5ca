import { memo, useMemo } from "react";
import { backendLine, queriesDash } from "./crossoverStyle";
import { CartesianGrid, ComposedChart, Line, XAxis, YAxis } from "recharts";

/** A backend's times over growing work, as one line. */
export interface TimeLine {
  readonly backend: string;
  readonly queries: number;
  readonly points: readonly {
    readonly work: number;
    readonly elapsedMs: number;
  }[];
}

export interface CrossoverChartProps {
  readonly lines: readonly TimeLine[];
  readonly horizontalTitle: string;
  readonly width: number;
  readonly height: number;
}

/** The powers of ten that enclose positive values. */
function decades(values: readonly number[]): number[] {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  return Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
}

/** 1 k, 10 M. */
function shortCount(value: number): string {
  const steps = [
    { from: 1e9, unit: "G" },
    { from: 1e6, unit: "M" },
    { from: 1e3, unit: "k" },
  ];
  const step = steps.find(({ from }) => value >= from);
  return step ? `${value / step.from}\u00a0${step.unit}` : String(value);
}

/** 0.1 ms, 10 s. */
function shortTime(elapsedMs: number): string {
  return elapsedMs >= 1000
    ? `${elapsedMs / 1000}\u00a0s`
    : `${Number(elapsedMs.toPrecision(1))}\u00a0ms`;
}

const keyOf = (line: TimeLine) => `${line.backend}-${line.queries}`;

/** Time against documents x queries, both logarithmic: where lines cross, the faster backend changes. */
export const CrossoverChart = memo(function CrossoverChart(
  props: CrossoverChartProps,
) {
  const { lines } = props;
  const { rows, queries, works, times } = useMemo(() => {
    const points = lines.flatMap((line) => line.points);
    const byWork = new Map<number, Record<string, number>>();
    for (const line of lines)
      for (const { work, elapsedMs } of line.points)
        byWork.set(work, {
          work,
          ...byWork.get(work),
          [keyOf(line)]: elapsedMs,
        });
    return {
      rows: [...byWork.values()].sort((a, b) => a["work"] - b["work"]),
      queries: [...new Set(lines.map((line) => line.queries))].sort(
        (a, b) => a - b,
      ),
      works: decades(points.map(({ work }) => work)),
      times: decades(points.map(({ elapsedMs }) => elapsedMs)),
    };
  }, [lines]);
  const ends = (ticks: readonly number[]): [number, number] => [
    ticks[0],
    ticks[ticks.length - 1],
  ];
  return (
    <ComposedChart
      width={props.width}
      height={props.height}
      data={rows}
      margin={{ top: 8, right: 24, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid />
      <XAxis
        type="number"
        dataKey="work"
        scale="log"
        domain={ends(works)}
        ticks={works}
        tickFormatter={shortCount}
        interval="preserveStartEnd"
        height={44}
        tickLine={false}
        label={{ value: props.horizontalTitle, position: "insideBottom" }}
      />
      <YAxis
        type="number"
        scale="log"
        domain={ends(times)}
        ticks={times}
        tickFormatter={shortTime}
        width={60}
        tickLine={false}
        axisLine={false}
      />
      {lines.map((line) => (
        <Line
          key={keyOf(line)}
          dataKey={keyOf(line)}
          className={backendLine(line.backend)}
          strokeDasharray={queriesDash(queries.indexOf(line.queries))}
          dot={{
            r: 3,
            strokeDasharray: "none",
            className: line.backend === "webgpu" ? "dotGpu" : "dotCpu",
          }}
          activeDot={false}
          connectNulls
          isAnimationActive={false}
        />
      ))}
    </ComposedChart>
  );
});
