import {
  type Axis,
  drawFrame,
  drawMark,
  escapeXml,
  fillOf,
  type LegendEntry,
  type Mark,
  type Meaning,
  type PlotSize,
  point,
  wrapSvg,
} from "./frame";

export type Point = readonly [x: number, y: number];

export interface Line {
  readonly points: readonly Point[];
  readonly meaning: Meaning;
  readonly label: string;
  readonly dash?: string;
  /** Lower and upper bound at the line's points. */
  readonly band?: readonly (readonly [low: number, high: number])[];
}

function path(points: readonly Point[], closed = false): string {
  const text = points
    .filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y))
    .map(([x, y], i) => `${i === 0 ? "M" : "L"}${point(x)} ${point(y)}`)
    .join("");
  return closed && text ? `${text}Z` : text;
}

/** Lines over one axis, with bands, a marked place and dots where asked. */
export function linePlot(
  size: PlotSize,
  options: {
    readonly summary: string;
    readonly x: Axis;
    readonly y: Axis;
    readonly lines: readonly Line[];
    readonly dots?: readonly {
      readonly at: Point;
      readonly meaning: Meaning;
      readonly label?: string;
    }[];
    /** A vertical line with words. */
    readonly mark?: Mark;
  },
): string {
  const legend: LegendEntry[] = options.lines
    .filter(({ label }) => label !== "")
    .map(({ meaning, label }) => ({ meaning, label, kind: "line" }));
  const { frame, svg } = drawFrame(size, options.x, options.y, legend);
  const parts = [svg];
  for (const { points, band, meaning } of options.lines) {
    if (!band) continue;
    const upper = points.map(([x], i): Point => [
      frame.x(x),
      frame.y(band[i][1]),
    ]);
    const lower = points.map(([x], i): Point => [
      frame.x(x),
      frame.y(band[i][0]),
    ]);
    parts.push(
      `<path class="plotBand m-${meaning}" d="${path([...upper, ...lower.reverse()], true)}"/>`,
    );
  }
  if (options.mark) parts.push(drawMark(frame, options.mark, frame.bottom - 8));
  for (const { points, meaning, dash } of options.lines)
    parts.push(
      `<path class="plotLine m-${meaning}" ${dash ? `style="stroke-dasharray:${dash}"` : ""} d="${path(points.map(([x, y]) => [frame.x(x), frame.y(y)]))}"/>`,
    );
  for (const { at, meaning, label } of options.dots ?? [])
    parts.push(
      `<circle class="plotDot m-${meaning}" cx="${point(frame.x(at[0]))}" cy="${point(frame.y(at[1]))}" r="4">${label ? `<title>${escapeXml(label)}</title>` : ""}</circle>`,
    );
  return wrapSvg(size, options.summary, parts.join(""));
}

/** Shares that add up to 1, one above the other. */
export function stackPlot(
  size: PlotSize,
  options: {
    readonly summary: string;
    readonly x: Axis;
    readonly y: Axis;
    readonly positions: readonly number[];
    /** From the bottom up; `values` belong to the positions. */
    readonly layers: readonly {
      readonly meaning: Meaning;
      readonly label: string;
      readonly values: readonly number[];
    }[];
    readonly mark?: number;
  },
): string {
  const { positions, layers } = options;
  const legend: LegendEntry[] = layers.map(({ meaning, label }) => ({
    meaning,
    label,
    kind: "area",
  }));
  const { frame, svg } = drawFrame(size, options.x, options.y, legend);
  const parts = [svg];
  let floor = positions.map(() => 0);
  for (const { meaning, values } of layers) {
    const ceiling = floor.map((value, i) => value + values[i]);
    const edge = (heights: readonly number[]) =>
      positions.map((x, i): Point => [frame.x(x), frame.y(heights[i])]);
    parts.push(
      `<path class="plotArea m-${meaning}" ${fillOf(size.name, meaning)} d="${path([...edge(ceiling), ...edge(floor).reverse()], true)}"/>`,
    );
    floor = ceiling;
  }
  if (options.mark !== undefined)
    parts.push(drawMark(frame, { x: options.mark }, frame.top));
  return wrapSvg(size, options.summary, parts.join(""));
}
