import { scaleLinear, scaleLog } from "d3-scale";
import type { Axis } from "./marks";

/** Pixels of one axis, and the values that get a tick. */
export interface AxisScale {
  readonly pixel: (value: number) => number;
  readonly ticks: readonly number[];
}

/** A gap of this many pixels between two ticks is enough to read them. */
const TICK_GAP = { across: 64, up: 44 } as const;

const isPowerOfTen = (value: number) =>
  Number.isInteger(Number(Math.log10(value).toFixed(9)));

/** Powers of ten where there are two or more, else what lies between them. */
function logTicks(axis: Axis, count: number): readonly number[] {
  const ticks = scaleLog().domain([axis.low, axis.high]).ticks(count);
  const powers = ticks.filter(isPowerOfTen);
  return powers.length > 1 ? powers : ticks;
}

/** The values of an axis of `room` pixels that get a tick. */
export function ticksOf(
  axis: Axis,
  room: number,
  direction: keyof typeof TICK_GAP,
): readonly number[] {
  const count = Math.max(2, Math.round(room / TICK_GAP[direction]));
  if (axis.logarithmic) return logTicks(axis, count);
  const ticks = scaleLinear().domain([axis.low, axis.high]).ticks(count);
  return axis.isWhole ? ticks.filter(Number.isInteger) : ticks;
}

/** The scale of an axis between two pixels. */
export function scaleOf(
  axis: Axis,
  from: number,
  to: number,
  direction: keyof typeof TICK_GAP,
): AxisScale {
  const scale = axis.logarithmic ? scaleLog() : scaleLinear();
  // Where low and high are one value there is no scale: all lies at `from`.
  const high = axis.high === axis.low ? axis.low + 1 : axis.high;
  scale.domain([axis.low, high]).range([from, to]);
  return {
    pixel: (value) => scale(value),
    ticks: ticksOf({ ...axis, high }, Math.abs(to - from), direction),
  };
}

/** Ends of an axis at round values around what it holds. */
export function niceEnds(
  values: readonly number[],
  isLogarithmic: boolean,
): { readonly low: number; readonly high: number } {
  const finite = values.filter(Number.isFinite);
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  if (!(low < high)) return { low, high: low + (Math.abs(low) || 1) };
  const scale = isLogarithmic ? scaleLog() : scaleLinear();
  const [from, to] = scale.domain([low, high]).nice().domain();
  return { low: from, high: to };
}
