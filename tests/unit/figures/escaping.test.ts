import { expect, test } from "vitest";
import { histogramPlot, pivotPlot } from "../../../src/figures/marks/bars";
import { correlationPlot, heatPlot } from "../../../src/figures/marks/heat";
import { linePlot, stackPlot } from "../../../src/figures/marks/lines";

const text = `<&"`;
const size = { name: "plot", width: 400, height: 200 };
const axis = { title: text, low: 0, high: 1, format: () => text };
const bins = { start: 0, width: 0.5, counts: [1, 2] };
const mark = { x: 0.5, label: text };

const drawings: readonly (readonly [name: string, svg: string])[] = [
  [
    "lines",
    linePlot(size, {
      summary: text,
      x: axis,
      y: axis,
      lines: [{ points: [[0, 0]], meaning: "kept", label: text }],
      dots: [{ at: [0.5, 0.5], meaning: "kept", label: text }],
      mark,
    }),
  ],
  [
    "stack",
    stackPlot(size, {
      summary: text,
      x: axis,
      y: axis,
      positions: [0, 1],
      layers: [{ meaning: "kept", label: text, values: [1, 1] }],
      mark: 0.5,
    }),
  ],
  [
    "histogram",
    histogramPlot(size, {
      summary: text,
      x: axis,
      yTitle: text,
      series: [{ bins, meaning: "kept", label: text }],
      mark,
    }),
  ],
  [
    "pivots",
    pivotPlot(size, {
      summary: text,
      histograms: [bins],
      labels: [text],
      windows: null,
      format: () => text,
    }),
  ],
  [
    "heat",
    heatPlot(size, {
      summary: text,
      x: axis,
      y: axis,
      xStart: 0,
      xWidth: 1,
      yStart: 0,
      yWidth: 1,
      counts: [[1]],
      dots: [[1]],
      legend: { counts: text, dots: text },
    }),
  ],
  [
    "correlation",
    correlationPlot(size, {
      summary: text,
      axisTitle: text,
      matrix: [[1]],
      most: 1,
      legend: { positive: text, negative: text },
    }),
  ],
];

test.each(drawings)(
  "the drawing of %s escapes every text it is given",
  (_, svg) => {
    expect(svg).toContain("&lt;&amp;&quot;");
    expect(svg).not.toContain(text);
    // No ampersand but that of an entity.
    expect(svg).not.toMatch(/&(?!(?:lt|gt|amp|quot);)/);
  },
);
