import { area, line } from "d3-shape";
import {
  drawFrame,
  fillOf,
  type LegendEntry,
  lineStyle,
  type PlotSize,
  point,
  verticalMark,
  wrapSvg,
} from "./frame";
import type { Line, LineMarks, Point, StackMarks } from "./marks";

const isFinitePoint = ([x, y]: Point) =>
  Number.isFinite(x) && Number.isFinite(y);

/** A path through pixels; "" where there is none. */
function linePath(points: readonly Point[]): string {
  return (
    line().digits(2)(points.filter(isFinitePoint).map(([x, y]) => [x, y])) ?? ""
  );
}

interface Edge {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

function areaPath(edges: readonly Edge[]): string {
  return (
    area<Edge>(
      (edge) => edge.x,
      (edge) => edge.low,
      (edge) => edge.high,
    ).digits(2)(
      edges.filter(({ x, low, high }) => [x, low, high].every(Number.isFinite)),
    ) ?? ""
  );
}

function dotsOf(
  { dots, meaning, points }: Line,
  x: (v: number) => number,
  y: (v: number) => number,
): string {
  if (!dots) return "";
  const className = dots.isHollow ? "plotRing" : "plotDot";
  return points
    .filter(isFinitePoint)
    .map(
      (at) =>
        `<circle class="${className} m-${meaning}" cx="${point(x(at[0]))}" cy="${point(y(at[1]))}" r="${dots.radius}"/>`,
    )
    .join("");
}

/** Lines over one pair of axes, with bands, a marked place and dots where asked. */
export function drawLines(size: PlotSize, marks: LineMarks): string {
  const legend = marks.lines
    .filter(({ label }) => label !== "")
    .map((entry): LegendEntry => ({ ...entry, kind: "line" }));
  const { frame, svg } = drawFrame(size, marks.height, marks, legend);
  const parts = [svg];
  // The first line's band lies above the others'.
  for (const { points, band, shadedTo, meaning } of marks.lines.toReversed()) {
    if (band)
      parts.push(
        `<path class="plotBand m-${meaning}" d="${areaPath(
          points.map(([x], i) => ({
            x: frame.x(x),
            low: frame.y(band[i][0]),
            high: frame.y(band[i][1]),
          })),
        )}"/>`,
      );
    if (shadedTo !== undefined)
      parts.push(
        `<path class="plotBand m-${meaning}" d="${areaPath(
          points
            .filter(([x]) => x <= shadedTo)
            .map(([x, y]) => ({
              x: frame.x(x),
              low: frame.bottom,
              high: frame.y(y),
            })),
        )}"/>`,
      );
  }
  if (marks.mark) parts.push(verticalMark(frame, marks.mark, frame.bottom - 8));
  for (const entry of marks.lines)
    parts.push(
      `<path ${lineStyle(entry)} d="${linePath(entry.points.map(([x, y]) => [frame.x(x), frame.y(y)]))}"/>`,
      dotsOf(entry, frame.x, frame.y),
    );
  for (const [x, y] of marks.spots ?? [])
    parts.push(
      `<circle class="plotDot m-current" cx="${point(frame.x(x))}" cy="${point(frame.y(y))}" r="4"/>`,
    );
  return wrapSvg(size, marks.height, parts.join(""));
}

/** Shares that add up to 1, one above the other. */
export function drawStack(size: PlotSize, marks: StackMarks): string {
  const { positions, layers } = marks;
  const legend = layers.map(({ meaning, label }): LegendEntry => ({
    meaning,
    label,
    kind: "area",
  }));
  const { frame, svg } = drawFrame(size, marks.height, marks, legend);
  const parts = [svg];
  let floor = positions.map(() => 0);
  for (const { meaning, values } of layers) {
    const ceiling = floor.map((value, i) => value + values[i]);
    const edges = positions.map((x, i) => ({
      x: frame.x(x),
      low: frame.y(floor[i]),
      high: frame.y(ceiling[i]),
    }));
    parts.push(
      `<path class="plotArea m-${meaning}" ${fillOf(size.name, meaning)} d="${areaPath(edges)}"/>`,
    );
    floor = ceiling;
  }
  if (marks.mark) parts.push(verticalMark(frame, marks.mark, frame.top + 12));
  return wrapSvg(size, marks.height, parts.join(""));
}
