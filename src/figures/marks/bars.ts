import { escapeXml } from "./escape";
import {
  drawFrame,
  type LegendEntry,
  type PlotSize,
  point,
  verticalMark,
  wrapSvg,
} from "./frame";
import {
  type Bins,
  type HistogramMarks,
  type MultiplesMarks,
  sharesOf,
  usedRange,
} from "./marks";

/** Histograms over one axis as shares. */
export function drawHistograms(size: PlotSize, marks: HistogramMarks): string {
  const { series, mark } = marks;
  const shares = series.map(({ bins }) => sharesOf(bins));
  const { low, high } = usedRange(series.map(({ bins }) => bins));
  const top = Math.max(...shares.flat(), 1e-9);
  const legend = series.map(({ meaning, label }, i): LegendEntry => ({
    meaning,
    label,
    kind: i === 0 ? "area" : "outline",
  }));
  const { frame, svg } = drawFrame(
    size,
    marks.height,
    {
      x: { ...marks.x, low, high },
      y: { ...marks.y, low: 0, high: top },
    },
    legend,
  );
  const parts = [svg];
  series.forEach(({ bins, meaning }, s) => {
    const inRange = (start: number) => start >= low - 1e-9 && start < high;
    const outline = steps(bins, shares[s], frame.x, frame.y, inRange);
    const ground = point(frame.bottom);
    parts.push(
      `<path class="${s === 0 ? "plotArea" : "plotOutline"} m-${meaning}" d="M${point(frame.left)} ${ground}${outline}L${point(frame.right)} ${ground}Z"/>`,
    );
  });
  if (mark && mark.x >= low && mark.x <= high)
    parts.push(verticalMark(frame, mark, frame.top + 12));
  return wrapSvg(size, marks.height, parts.join(""));
}

/** The tops of the bins that start inside a range, as a path that goes on. */
function steps(
  bins: Bins,
  shares: readonly number[],
  x: (value: number) => number,
  y: (share: number) => number,
  inRange: (start: number) => boolean = () => true,
): string {
  return shares
    .map((share, i) => {
      const start = bins.start + i * bins.width;
      if (!inRange(start)) return "";
      const top = point(y(share));
      return `L${point(x(start))} ${top}L${point(x(start + bins.width))} ${top}`;
    })
    .join("");
}

const CELL_WIDTH = 170;
const CELL_HEIGHT = 104;
const BAR_HEIGHT = 58;

/** Small histograms in rows over one range. */
export function drawMultiples(size: PlotSize, marks: MultiplesMarks): string {
  const { histograms, format } = marks;
  const columns = Math.max(1, Math.floor(size.width / CELL_WIDTH));
  const cellWidth = size.width / columns;
  const { low, high } = usedRange(histograms.map(({ bins }) => bins));
  const parts = histograms.map(({ bins, label, window }, index) => {
    const left = (index % columns) * cellWidth + 4;
    const right = left + cellWidth - 16;
    const top = Math.floor(index / columns) * CELL_HEIGHT + 22;
    const bottom = top + BAR_HEIGHT;
    const x = (value: number) =>
      left +
      ((Math.min(high, Math.max(low, value)) - low) / (high - low)) *
        (right - left);
    const shares = sharesOf(bins);
    const most = Math.max(...shares, 1e-9);
    const y = (share: number) => bottom - (share / most) * (bottom - top);
    const end = bins.start + bins.counts.length * bins.width;
    return (
      (window
        ? `<rect class="plotWindow" x="${point(x(window.low))}" y="${top}" width="${point(Math.max(1, x(window.high) - x(window.low)))}" height="${bottom - top}"/>`
        : "") +
      `<path class="plotArea m-neutral" d="M${point(x(bins.start))} ${bottom}${steps(bins, shares, x, y)}L${point(x(end))} ${bottom}Z"/>` +
      `<line class="plotAxis" x1="${point(left)}" x2="${point(right)}" y1="${bottom}" y2="${bottom}"/>` +
      `<text class="plotLegend" x="${point(left)}" y="${top - 6}">${escapeXml(label)}</text>` +
      `<text class="plotTick" x="${point(left)}" y="${bottom + 14}">${escapeXml(format(low))}</text>` +
      `<text class="plotTick" x="${point(right)}" y="${bottom + 14}" text-anchor="end">${escapeXml(format(high))}</text>`
    );
  });
  const rows = Math.ceil(histograms.length / columns);
  return wrapSvg(size, rows * CELL_HEIGHT, parts.join(""));
}
