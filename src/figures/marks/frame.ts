import { escapeXml } from "./escape";
import { type Axis, dashOf, type Line, lineClass, type Meaning } from "./marks";
import { scaleOf } from "./scale";

/**
 * The frame of a chart as SVG text, the same on the page and in a report, which
 * has no script. Colours come from classes of plots.css; all text is escaped.
 */

/** What a drawing needs to know of where it stands. */
export interface PlotSize {
  /** Names the drawing; ids inside it start with it. */
  readonly name: string;
  /** What a screen reader says of it. */
  readonly summary: string;
  readonly width: number;
}

/** Where data lies in the picture. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

export type LegendEntry = {
  readonly meaning: Meaning;
  readonly label: string;
} & (
  | ({ readonly kind: "line" } & Pick<Line, "dash" | "isStrong">)
  | { readonly kind: "area" | "outline" | "dot" }
);

const LEGEND_HEIGHT = 22;
const AXIS_BOTTOM = 40;
const AXIS_LEFT = 56;
/** Half of the last tick's words goes over the end of the axis. */
const AXIS_RIGHT = 20;

/** A coordinate with two decimals; what is not finite stays out of the file. */
export function point(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 100) / 100) : "0";
}

/** Legend, grid and axes, and the scales that data is drawn with. */
export function drawFrame(
  { name, width }: PlotSize,
  height: number,
  axes: {
    readonly x: Axis;
    readonly y: Axis;
    readonly hasVerticalGrid?: boolean;
  },
  legend: readonly LegendEntry[],
): { readonly frame: Frame; readonly svg: string } {
  const { x: xAxis, y: yAxis } = axes;
  const rows = legendRows(legend, width);
  const left = AXIS_LEFT;
  const right = width - AXIS_RIGHT;
  const top = 24 + rows.length * LEGEND_HEIGHT;
  const bottom = height - AXIS_BOTTOM;
  const x = scaleOf(xAxis, left, right, "across");
  const y = scaleOf(yAxis, bottom, top, "up");
  const parts: string[] = [];
  rows.forEach((row, line) =>
    row.forEach(({ entry, at }) =>
      parts.push(legendItem(name, entry, at, line * LEGEND_HEIGHT + 11)),
    ),
  );
  for (const value of y.ticks) {
    const at = point(y.pixel(value));
    parts.push(
      `<line class="plotGrid" x1="${left}" x2="${right}" y1="${at}" y2="${at}"/>`,
      `<text class="plotTick" x="${left - 6}" y="${at}" dy="4" text-anchor="end">${escapeXml(yAxis.format(value))}</text>`,
    );
  }
  for (const value of x.ticks) {
    const at = point(x.pixel(value));
    if (axes.hasVerticalGrid)
      parts.push(
        `<line class="plotGrid" x1="${at}" x2="${at}" y1="${top}" y2="${bottom}"/>`,
      );
    parts.push(
      `<line class="plotAxis" x1="${at}" x2="${at}" y1="${bottom}" y2="${bottom + 4}"/>`,
      `<text class="plotTick" x="${at}" y="${bottom + 17}" text-anchor="middle">${escapeXml(xAxis.format(value))}</text>`,
    );
  }
  parts.push(
    `<line class="plotAxis" x1="${left}" x2="${right}" y1="${bottom}" y2="${bottom}"/>`,
    `<text class="plotTitle" x="${left}" y="${top - 9}">${escapeXml(yAxis.title)}</text>`,
    `<text class="plotTitle" x="${(left + right) / 2}" y="${height - 5}" text-anchor="middle">${escapeXml(xAxis.title)}</text>`,
  );
  const frame = { left, right, top, bottom, x: x.pixel, y: y.pixel };
  return { frame, svg: parts.join("") };
}

/** A place on the x axis, with words where it has any. */
export interface Mark {
  readonly x: number;
  readonly label?: string;
}

/** A vertical line at a mark, its words on the side that has more room, at height `labelY`. */
export function drawMark(frame: Frame, mark: Mark, labelY: number): string {
  const at = frame.x(mark.x);
  const isRight = at > (frame.left + frame.right) / 2;
  const line = `<line class="plotMark" x1="${point(at)}" x2="${point(at)}" y1="${frame.top}" y2="${frame.bottom}"/>`;
  return mark.label
    ? `${line}<text class="plotLegend" x="${point(at + (isRight ? -6 : 6))}" y="${labelY}" text-anchor="${isRight ? "end" : "start"}">${escapeXml(mark.label)}</text>`
    : line;
}

/** Width of a letter of the legend, generously. */
const LETTER = 6.6;

function legendRows(legend: readonly LegendEntry[], width: number) {
  const rows: { entry: LegendEntry; at: number }[][] = [];
  let at = Infinity;
  for (const entry of legend) {
    const needs = 34 + entry.label.length * LETTER;
    if (at + needs > width) {
      rows.push([]);
      at = 0;
    }
    rows[rows.length - 1].push({ entry, at });
    at += needs;
  }
  return rows;
}

function swatch(
  name: string,
  entry: LegendEntry,
  x: number,
  y: number,
): string {
  const { meaning } = entry;
  switch (entry.kind) {
    case "line":
      return `<line ${lineStyle(entry)} x1="${point(x)}" x2="${point(x + 20)}" y1="${y}" y2="${y}"/>`;
    case "area":
      return `<rect class="plotArea m-${meaning}" ${fillOf(name, meaning)} x="${point(x)}" y="${y - 6}" width="20" height="12"/>`;
    case "outline":
      return `<rect class="plotOutline m-${meaning}" x="${point(x + 1)}" y="${y - 5}" width="18" height="10"/>`;
    case "dot":
      return `<circle class="plotDot m-${meaning}" cx="${point(x + 10)}" cy="${y}" r="4"/>`;
  }
}

function legendItem(
  name: string,
  entry: LegendEntry,
  x: number,
  y: number,
): string {
  return `${swatch(name, entry, x, y)}<text class="plotLegend" x="${point(x + 25)}" y="${y}" dy="4">${escapeXml(entry.label)}</text>`;
}

/** Class and dashes of a line. */
export function lineStyle(
  line: Pick<Line, "meaning" | "dash" | "isStrong">,
): string {
  const dash = dashOf(line);
  const isDashed = dash !== "none";
  return `class="${lineClass(line)}"${isDashed ? ` style="stroke-dasharray:${dash}"` : ""}`;
}

/** The two kinds of loss are hatched and dotted, so that colour is never alone. */
export function fillOf(name: string, meaning: Meaning): string {
  return meaning === "lost-filter" || meaning === "lost-limit"
    ? `style="fill:url(#${name}-${meaning})"`
    : "";
}

/** The patterns that `fillOf` names, to stand inside `<defs>`; ids are global to a page. */
export function lossPatterns(name: string): string {
  return (
    `<pattern id="${name}-lost-filter" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
    `<rect class="plotGround" width="5" height="5"/><rect class="plotSolid m-lost-filter" width="2.6" height="5"/></pattern>` +
    `<pattern id="${name}-lost-limit" width="4" height="4" patternUnits="userSpaceOnUse">` +
    `<rect class="plotGround" width="4" height="4"/><circle class="plotSolid m-lost-limit" cx="2" cy="2" r="1.45"/></pattern>`
  );
}

/** A vertical line over the plot, its words on the side with more room at this height. */
export function verticalMark(
  frame: Frame,
  mark: { readonly x: number; readonly label: string },
  labelY: number,
): string {
  const at = frame.x(mark.x);
  const isRight = at > (frame.left + frame.right) / 2;
  return (
    `<line class="plotMark" x1="${point(at)}" x2="${point(at)}" y1="${frame.top}" y2="${frame.bottom}"/>` +
    `<text class="plotLegend" x="${point(at + (isRight ? -6 : 6))}" y="${labelY}" text-anchor="${isRight ? "end" : "start"}">${escapeXml(mark.label)}</text>`
  );
}

/** The whole drawing. */
export function wrapSvg(
  { name, summary, width }: PlotSize,
  height: number,
  content: string,
): string {
  const usesPatterns = content.includes(`url(#${name}-`);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" class="plot" width="${point(width)}" height="${point(height)}" ` +
    `viewBox="0 0 ${point(width)} ${point(height)}" role="img" aria-label="${escapeXml(summary)}">` +
    `${usesPatterns ? `<defs>${lossPatterns(name)}</defs>` : ""}${content}</svg>`
  );
}
