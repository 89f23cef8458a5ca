import {
  type Axis,
  drawFrame,
  drawMark,
  escapeXml,
  type LegendEntry,
  type Mark,
  type Meaning,
  type PlotSize,
  point,
  wrapSvg,
} from "./frame";

/** Counts in bins of equal width. */
export interface Bins {
  readonly start: number;
  readonly width: number;
  readonly counts: readonly number[];
}

/** Shares of all values in each bin. */
export function sharesOf({ counts }: Bins): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0) || 1;
  return counts.map((count) => count / all);
}

/** First and last bin with anything in it, over all histograms. */
export function usedRange(histograms: readonly Bins[]): {
  low: number;
  high: number;
} {
  let low = Infinity;
  let high = -Infinity;
  for (const { start, width, counts } of histograms)
    counts.forEach((count, i) => {
      if (count === 0) return;
      low = Math.min(low, start + i * width);
      high = Math.max(high, start + (i + 1) * width);
    });
  return low < high ? { low, high } : { low: 0, high: 1 };
}

/** Histograms over one axis as shares: the first filled, the others outlined. */
export function histogramPlot(
  size: PlotSize,
  options: {
    readonly summary: string;
    readonly x: Pick<Axis, "title" | "format">;
    readonly yTitle: string;
    readonly series: readonly {
      readonly bins: Bins;
      readonly meaning: Meaning;
      readonly label: string;
    }[];
    readonly mark?: Mark;
  },
): string {
  const { series } = options;
  const shares = series.map(({ bins }) => sharesOf(bins));
  const { low, high } = usedRange(series.map(({ bins }) => bins));
  const top = Math.max(...shares.flat(), 1e-9);
  const legend: LegendEntry[] = series.map(({ meaning, label }, i) => ({
    meaning,
    label,
    kind: i === 0 ? "area" : "outline",
  }));
  const { frame, svg } = drawFrame(
    size,
    { ...options.x, low, high },
    {
      title: options.yTitle,
      low: 0,
      high: top,
      format: (share) => `${Number((share * 100).toPrecision(2))} %`,
    },
    legend,
  );
  const parts = [svg];
  series.forEach(({ bins, meaning }, s) => {
    const steps = shares[s].flatMap((share, i) => {
      const from = bins.start + i * bins.width;
      if (from < low - 1e-9 || from >= high) return [];
      const y = point(frame.y(share));
      return [
        `L${point(frame.x(from))} ${y}`,
        `L${point(frame.x(from + bins.width))} ${y}`,
      ];
    });
    const ground = point(frame.bottom);
    parts.push(
      `<path class="${s === 0 ? "plotArea" : "plotOutline"} m-${meaning}" d="M${point(frame.left)} ${ground}${steps.join("")}L${point(frame.right)} ${ground}Z"/>`,
    );
  });
  if (options.mark && options.mark.x >= low && options.mark.x <= high)
    parts.push(drawMark(frame, options.mark, frame.top + 12));
  return wrapSvg(size, options.summary, parts.join(""));
}

/** One small histogram for each pivot, with the window of an example query. */
export function pivotPlot(
  size: PlotSize,
  options: {
    readonly summary: string;
    readonly histograms: readonly Bins[];
    readonly labels: readonly string[];
    /** Distance of the example query to each pivot, and what a filter allows. */
    readonly windows:
      readonly { readonly low: number; readonly high: number }[] | null;
    readonly format: (value: number) => string;
  },
): string {
  const { histograms, labels, windows } = options;
  const columns = Math.max(1, Math.floor(size.width / 170));
  const rows = Math.ceil(histograms.length / columns);
  const cellWidth = size.width / columns;
  const cellHeight = 104;
  const whole = { ...size, height: rows * cellHeight };
  const { low, high } = usedRange(histograms);
  const parts: string[] = [];
  histograms.forEach((bins, p) => {
    const left = (p % columns) * cellWidth + 4;
    const right = left + cellWidth - 16;
    const top = Math.floor(p / columns) * cellHeight + 22;
    const bottom = top + 58;
    const x = (value: number) =>
      left +
      ((Math.min(high, Math.max(low, value)) - low) / (high - low)) *
        (right - left);
    const shares = sharesOf(bins);
    const most = Math.max(...shares, 1e-9);
    const own = windows?.[p];
    if (own)
      parts.push(
        `<rect class="plotWindow" x="${point(x(own.low))}" y="${top}" width="${point(Math.max(1, x(own.high) - x(own.low)))}" height="${bottom - top}"/>`,
      );
    const steps = shares.map((share, i) => {
      const from = bins.start + i * bins.width;
      const y = point(bottom - (share / most) * (bottom - top));
      return `L${point(x(from))} ${y}L${point(x(from + bins.width))} ${y}`;
    });
    parts.push(
      `<path class="plotArea m-neutral" d="M${point(x(bins.start))} ${bottom}${steps.join("")}L${point(x(bins.start + bins.counts.length * bins.width))} ${bottom}Z"/>`,
      `<line class="plotAxis" x1="${point(left)}" x2="${point(right)}" y1="${bottom}" y2="${bottom}"/>`,
      `<text class="plotLegend" x="${point(left)}" y="${top - 6}">${escapeXml(labels[p] ?? "")}</text>`,
      `<text class="plotTick" x="${point(left)}" y="${bottom + 14}">${escapeXml(options.format(low))}</text>`,
      `<text class="plotTick" x="${point(right)}" y="${bottom + 14}" text-anchor="end">${escapeXml(options.format(high))}</text>`,
    );
  });
  return wrapSvg(whole, options.summary, parts.join(""));
}
