/**
 * Charts as SVG text: the same drawing on the page and in a report, which has
 * no script. Colours come from classes of plots.css; all text is escaped.
 */

/** What a drawing needs to know of its place. */
export interface PlotSize {
  /** Names the drawing; ids inside it start with it. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

export interface Axis {
  readonly title: string;
  readonly low: number;
  readonly high: number;
  readonly format?: (value: number) => string;
  /** Grow with log10; both ends above 0. */
  readonly logarithmic?: boolean;
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

/** What a series means; its class gives colour and line style. */
export type Meaning =
  "kept" | "lost-filter" | "lost-limit" | "neutral" | "current" | "second";

export interface LegendEntry {
  readonly meaning: Meaning;
  readonly label: string;
  readonly kind: "line" | "area" | "outline" | "dot";
}

const LEGEND_HEIGHT = 22;
const AXIS_BOTTOM = 40;
const AXIS_LEFT = 56;

export function escapeXml(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

/** A coordinate with two decimals; what is not finite stays out of the file. */
export function point(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 100) / 100) : "0";
}

/** About `count` round values from low to high. */
export function roundTicks(low: number, high: number, count: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= rough * 0.999) ??
    10 * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

function powersOfTen(low: number, high: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, i) => 10 ** (first + i),
  );
}

function scale(
  axis: Axis,
  from: number,
  to: number,
): (value: number) => number {
  const warp = axis.logarithmic ? Math.log10 : (value: number) => value;
  const low = warp(axis.low);
  const span = warp(axis.high) - low || 1;
  return (value) => from + ((warp(value) - low) / span) * (to - from);
}

/** Shares as whole percent, other numbers short. */
export const percentTick = (share: number) => `${Math.round(share * 100)} %`;
const plainTick = (value: number) =>
  Math.abs(value) >= 1000
    ? value.toLocaleString("en-US")
    : String(Number(value.toPrecision(3)));

/** Legend, grid and axes, and the scales that data is drawn with. */
export function drawFrame(
  { name, width, height }: PlotSize,
  x: Axis,
  y: Axis,
  legend: readonly LegendEntry[],
): { readonly frame: Frame; readonly svg: string } {
  const rows = legendRows(legend, width);
  const top = 24 + rows.length * LEGEND_HEIGHT;
  const frame: Frame = {
    left: AXIS_LEFT,
    right: width - 12,
    top,
    bottom: height - AXIS_BOTTOM,
    x: scale(x, AXIS_LEFT, width - 12),
    y: scale(y, height - AXIS_BOTTOM, top),
  };
  const parts: string[] = [];
  rows.forEach((row, line) =>
    row.forEach(({ entry, at }) =>
      parts.push(legendItem(name, entry, at, line * LEGEND_HEIGHT + 11)),
    ),
  );
  const ticksOf = (axis: Axis, room: number) =>
    axis.logarithmic
      ? powersOfTen(axis.low, axis.high)
      : roundTicks(axis.low, axis.high, room);
  for (const value of ticksOf(y, (frame.bottom - top) / 44)) {
    const at = point(frame.y(value));
    parts.push(
      `<line class="plotGrid" x1="${frame.left}" x2="${frame.right}" y1="${at}" y2="${at}"/>`,
      `<text class="plotTick" x="${frame.left - 6}" y="${at}" dy="4" text-anchor="end">${escapeXml((y.format ?? plainTick)(value))}</text>`,
    );
  }
  for (const value of ticksOf(x, (frame.right - frame.left) / 64)) {
    const at = point(frame.x(value));
    parts.push(
      `<line class="plotAxis" x1="${at}" x2="${at}" y1="${frame.bottom}" y2="${frame.bottom + 4}"/>`,
      `<text class="plotTick" x="${at}" y="${frame.bottom + 17}" text-anchor="middle">${escapeXml((x.format ?? plainTick)(value))}</text>`,
    );
  }
  parts.push(
    `<line class="plotAxis" x1="${frame.left}" x2="${frame.right}" y1="${frame.bottom}" y2="${frame.bottom}"/>`,
    `<text class="plotTitle" x="${frame.left}" y="${top - 9}">${escapeXml(y.title)}</text>`,
    `<text class="plotTitle" x="${(frame.left + frame.right) / 2}" y="${height - 5}" text-anchor="middle">${escapeXml(x.title)}</text>`,
  );
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

function legendItem(
  name: string,
  { meaning, label, kind }: LegendEntry,
  x: number,
  y: number,
): string {
  const swatch = {
    line: `<line class="plotLine m-${meaning}" x1="${x}" x2="${x + 20}" y1="${y}" y2="${y}"/>`,
    area: `<rect class="plotArea m-${meaning}" ${fillOf(name, meaning)} x="${x}" y="${y - 6}" width="20" height="12"/>`,
    outline: `<rect class="plotOutline m-${meaning}" x="${x + 1}" y="${y - 5}" width="18" height="10"/>`,
    dot: `<circle class="plotDot m-${meaning}" cx="${x + 10}" cy="${y}" r="4"/>`,
  }[kind];
  return `${swatch}<text class="plotLegend" x="${x + 25}" y="${y}" dy="4">${escapeXml(label)}</text>`;
}

/** The two kinds of loss are hatched and dotted, so that colour is never alone. */
export function fillOf(name: string, meaning: Meaning): string {
  return meaning === "lost-filter" || meaning === "lost-limit"
    ? `style="fill:url(#${name}-${meaning})"`
    : "";
}

function patterns(name: string): string {
  return (
    `<defs><pattern id="${name}-lost-filter" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
    `<rect class="plotGround" width="5" height="5"/><rect class="plotSolid m-lost-filter" width="2.6" height="5"/></pattern>` +
    `<pattern id="${name}-lost-limit" width="4" height="4" patternUnits="userSpaceOnUse">` +
    `<rect class="plotGround" width="4" height="4"/><circle class="plotSolid m-lost-limit" cx="2" cy="2" r="1.45"/></pattern></defs>`
  );
}

/** The whole drawing; `summary` is what a screen reader says. */
export function wrapSvg(
  { name, width, height }: PlotSize,
  summary: string,
  content: string,
): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" class="plot recharts-surface" width="${point(width)}" height="${point(height)}" ` +
    `viewBox="0 0 ${point(width)} ${point(height)}" role="img" aria-label="${escapeXml(summary)}">${patterns(name)}${content}</svg>`
  );
}
