import { beforeAll, describe, expect, test } from "vitest";
import { compare } from "../../../src/figures/compare";
import type { Figure } from "../../../src/figures/figure";
import { figureSvg } from "../../../src/figures/figureSvg";
import { fitFigures, seriesFigure } from "../../../src/figures/fitSeries";
import { drawMarks } from "../../../src/figures/marks/draw";
import type { Line, Marks } from "../../../src/figures/marks/marks";
import { niceEnds, ticksOf } from "../../../src/figures/marks/scale";
import { pageFigures, reportFigures } from "../../../src/figures/registry";
import type { FigureInput } from "../../../src/figures/figureInput";
import { statistics } from "../../../src/figures/distances";
import type { RunRecord } from "../../../src/model/run/record";
import { publishedSpearman } from "../../../src/model/published";
import { openSmall, quietCall, smallConfig } from "../worker/support";
import { smallRun, words } from "./fixture";

const named = (figures: readonly Figure[]) => figures.map(({ name }) => name);

describe("figures of a run", () => {
  let input: FigureInput;
  let record: RunRecord;
  beforeAll(async () => {
    ({ input, record } = await smallRun());
  });

  test("a scan, which has no knob, gets no figure of one", async () => {
    const { hash, queries, k, limits } = smallConfig;
    const session = await openSmall();
    const view = await session.run(
      { hash, queries, k, limits, structure: { method: "scan" } },
      quietCall(),
    );
    const diagnostics = await session.diagnostics(
      { threshold: null },
      quietCall(),
    );
    const scan = { ...input, view, diagnostics, sweep: null };
    const figures = (["curve", "measured", "structure"] as const).flatMap(
      (part) => named(pageFigures(part, scan, words)),
    );
    expect(figures).toEqual([
      "density",
      "distances",
      "bit-balance",
      "bit-correlation",
      "drift",
    ]);
  });

  test("the page and the report read their lists from one registry", () => {
    expect(named(pageFigures("curve", input, words))).toEqual([
      "losses",
      "forecast",
    ]);
    expect(named(pageFigures("measured", input, words))).toEqual([
      "density",
      "distances",
      "statistics",
      "pivot-distances",
      "bit-balance",
      "bit-correlation",
      "drift",
    ]);
    expect(named(pageFigures("structure", input, words))).toEqual([
      "pivot-sweep",
    ]);
    expect(named(reportFigures("results", input, words))).toEqual([
      "trade-off",
      "losses",
    ]);
    const fit = [
      "quantization-error",
      "nqe",
      "eigenvalues",
      "explained-variance",
    ];
    expect(named(reportFigures("fit", input, words))).toEqual(fit);
    expect(named(pageFigures("fit", input, words))).toEqual(fit);
  });

  test("what was not asked for has no figure", () => {
    const bare = { ...input, diagnostics: null, sweep: null };
    expect(pageFigures("measured", bare, words)).toEqual([]);
    expect(pageFigures("structure", bare, words)).toEqual([]);
  });

  test("a hash without iterations has no convergence figure", () => {
    const { view } = input;
    const still = {
      ...view,
      series: view.series.filter(({ over }) => over === "component"),
    };
    expect(named(fitFigures({ ...input, view: still }, words))).toEqual([
      "eigenvalues",
      "explained-variance",
    ]);
  });

  test("the axis of the statistic names the statistic", () => {
    const { view } = input;
    const { config } = view.result;
    const axisOf = (statistic: "max" | "sum-of-squares") => {
      const result = {
        ...view.result,
        config: {
          ...config,
          structure: { ...config.structure, statistic },
        },
      };
      const figure = statistics({ ...input, view: { ...view, result } }, words);
      const marks = figure?.marks;
      return marks?.kind === "histograms" ? marks.x.title : null;
    };
    expect(axisOf("max")).toBe("largest difference m");
    expect(axisOf("sum-of-squares")).toBe("root of the summed squares m");
  });

  test("names of runs are text in every part of the drawing", () => {
    const name = `<b>"&'`;
    const figure = compare(
      { runs: [record, { ...record, id: "2", name }], limit: 20 },
      words,
    );
    if (!figure) throw new Error("two runs make a figure");
    const svg = figureSvg(figure, 400);
    expect(svg).not.toContain("<b>");
    expect(svg).toContain("&lt;b&gt;&quot;&amp;");
  });
});

describe("a series that no words stand for", () => {
  const series = {
    name: "loss <of> training",
    values: [4, 2, 1],
    over: "iteration",
    scale: "linear",
    cut: null,
  } as const;

  test("is drawn under its own name", () => {
    const figure = seriesFigure(series, "itq", words);
    expect(figure?.question).toBe("loss <of> training");
    expect(figure?.table.rows).toEqual([
      ["1", "4.000"],
      ["2", "2.000"],
      ["3", "1.000"],
    ]);
    if (!figure) throw new Error("three values make a figure");
    expect(figureSvg(figure, 400)).toContain("loss &lt;of&gt; training");
  });

  test("of one value is a table, of none nothing", () => {
    expect(
      seriesFigure({ ...series, values: [4] }, "itq", words)?.marks,
    ).toBeNull();
    expect(seriesFigure({ ...series, values: [] }, "itq", words)).toBeNull();
  });
});

describe("text in a drawing", () => {
  const text = `<i>&"`;
  const axis = { title: text, low: 0, high: 1, format: () => text };
  const line: Line = {
    meaning: "kept",
    label: text,
    points: [
      [0, 0],
      [1, 1],
    ],
  };
  const bins = { start: 0, width: 1, counts: [1, 2] };
  const mark = { x: 0.5, label: text };
  const every: Readonly<Record<Marks["kind"], Marks>> = {
    lines: {
      kind: "lines",
      height: 200,
      x: axis,
      y: axis,
      lines: [line],
      mark,
    },
    stack: {
      kind: "stack",
      height: 200,
      x: axis,
      y: axis,
      positions: [0, 1],
      layers: [{ meaning: "lost-filter", label: text, values: [1, 1] }],
      mark,
    },
    histograms: {
      kind: "histograms",
      height: 200,
      x: axis,
      y: axis,
      series: [{ bins, meaning: "kept", label: text }],
      mark,
    },
    multiples: {
      kind: "multiples",
      histograms: [{ bins, label: text, window: null }],
      format: () => text,
    },
    heat: {
      kind: "heat",
      height: 200,
      x: axis,
      y: axis,
      xStart: 0,
      xWidth: 1,
      yStart: 0,
      yWidth: 1,
      counts: [[1]],
      dots: [[1]],
      legend: { counts: text, dots: text },
    },
    matrix: {
      kind: "matrix",
      side: 200,
      axis,
      values: [
        [1, 0.5],
        [0.5, 1],
      ],
      most: 1,
      legend: { positive: text, negative: text },
    },
  };

  test.each(Object.entries(every))("of %s is escaped", (_, marks) => {
    const svg = drawMarks({ name: "x", summary: text, width: 300 }, marks);
    expect(svg).not.toContain("<i>");
    expect(svg.replaceAll(/&(amp|lt|gt|quot);/g, "")).not.toContain("&");
    expect(svg).toContain('aria-label="&lt;i&gt;&amp;&quot;"');
    const texts = svg.match(/<text[^>]*>&lt;i&gt;&amp;&quot;<\/text>/g) ?? [];
    expect(texts.length).toBeGreaterThan(0);
  });
});

describe("axes", () => {
  const axis = { title: "", low: 0, high: 1, format: String };

  test("ticks are round and fit into the room", () => {
    expect(ticksOf(axis, 220, "up")).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(
      ticksOf({ ...axis, low: 1, high: 4, isWhole: true }, 640, "across"),
    ).toEqual([1, 2, 3, 4]);
  });

  test("logarithmic ticks are powers of ten, or what lies between two of them", () => {
    const log = { ...axis, logarithmic: true };
    expect(ticksOf({ ...log, low: 0.001, high: 100 }, 300, "up")).toEqual([
      0.001, 0.01, 0.1, 1, 10, 100,
    ]);
    const between = ticksOf({ ...log, low: 2, high: 9 }, 300, "up");
    expect(between.length).toBeGreaterThan(1);
    for (const tick of between) expect(tick % 1).toBe(0);
  });

  test("ends enclose the values, also where all are one", () => {
    expect(niceEnds([0.8822, 0.8862], false)).toEqual({
      low: 0.882,
      high: 0.8865,
    });
    expect(niceEnds([0.003, 0.02, Number.NaN], true)).toEqual({
      low: 0.001,
      high: 0.1,
    });
    expect(niceEnds([2, 2], false)).toEqual({ low: 2, high: 4 });
  });
});

test("published correlations are those of the model, the mistaken one last", () => {
  expect(publishedSpearman("Xenova/all-MiniLM-L6-v2")).toEqual([
    { value: -0.6897, notebook: "notebook 80", isMistaken: false },
    { value: -0.0225, notebook: "notebook 66", isMistaken: true },
  ]);
  expect(publishedSpearman("BAAI/bge-m3")).toEqual([]);
});
