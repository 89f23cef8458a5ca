/** Where the plot lies in a chart; the slider below the trade-off uses the same numbers. */
export interface PlotArea {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export const axisWidth = 48;
export const axisHeight = 48;
export const plotMargin = { top: 28, right: 16, bottom: 0, left: 0 } as const;

/** The plot area of a chart of this size, in pixels. */
export function plotArea(width: number, height: number): PlotArea {
  return {
    left: plotMargin.left + axisWidth,
    right: Math.max(plotMargin.left + axisWidth + 1, width - plotMargin.right),
    top: plotMargin.top,
    bottom: height - plotMargin.bottom - axisHeight,
  };
}

/** Pixel of a reduction (0..1) on the horizontal axis. */
export function xOfReduction(area: PlotArea, reduction: number): number {
  return area.left + reduction * (area.right - area.left);
}

/** Reduction (0..1, clamped) under a pixel of the horizontal axis. */
export function reductionOfX(area: PlotArea, x: number): number {
  const share = (x - area.left) / (area.right - area.left);
  return Math.min(1, Math.max(0, share));
}

/** Pixel of a recall (0..1) on the vertical axis. */
export function yOfRecall(area: PlotArea, recall: number): number {
  return area.bottom - recall * (area.bottom - area.top);
}
