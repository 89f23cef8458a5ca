import {
  drawFrame,
  type LegendEntry,
  type PlotSize,
  point,
  wrapSvg,
} from "./frame";
import type { HeatMarks, MatrixMarks } from "./marks";

/** Steps of shade: few enough that equal shades join to one path. */
const SHADES = 12;

/** Cells of one shade as one path. */
function shaded(
  cells: ReadonlyMap<number, readonly string[]>,
  className: string,
): string {
  return [...cells]
    .map(
      ([shade, rects]) =>
        `<path class="${className}" style="fill-opacity:${point(0.06 + (0.94 * shade) / SHADES)}" d="${rects.join("")}"/>`,
    )
    .join("");
}

function rect(x: number, y: number, width: number, height: number): string {
  return `M${point(x)} ${point(y)}h${point(width)}v${point(height)}h${point(-width)}Z`;
}

/** How many fall into each cell of a plane, by shade; dots lie above by their number. */
export function drawHeat(size: PlotSize, marks: HeatMarks): string {
  const { counts, dots, xStart, xWidth, yStart, yWidth } = marks;
  const used = counts
    .map((row, i) => ({
      i,
      any: row.some((n) => n > 0) || dots[i].some((n) => n > 0),
    }))
    .filter(({ any }) => any)
    .map(({ i }) => i);
  const firstRow = used[0] ?? 0;
  const lastRow = used[used.length - 1] ?? 0;
  const legend: LegendEntry[] = [
    { meaning: "neutral", label: marks.legend.counts, kind: "area" },
    { meaning: "kept", label: marks.legend.dots, kind: "dot" },
  ];
  const { frame, svg } = drawFrame(
    size,
    marks.height,
    {
      x: {
        ...marks.x,
        low: xStart,
        high: xStart + xWidth * counts[0].length,
      },
      y: {
        ...marks.y,
        low: yStart + firstRow * yWidth,
        high: yStart + (lastRow + 1) * yWidth,
      },
    },
    legend,
  );
  const most = Math.max(...counts.flat(), 1);
  const mostDots = Math.max(...dots.flat(), 1);
  const byShade = new Map<number, string[]>();
  const circles: string[] = [];
  for (let i = firstRow; i <= lastRow; i++)
    counts[i].forEach((count, j) => {
      const x = frame.x(xStart + j * xWidth);
      const y = frame.y(yStart + (i + 1) * yWidth);
      const width = frame.x(xStart + (j + 1) * xWidth) - x;
      const height = frame.y(yStart + i * yWidth) - y;
      if (count > 0) {
        // The square root keeps rare cells visible beside crowded ones.
        const shade = Math.max(1, Math.round(Math.sqrt(count / most) * SHADES));
        const rects = byShade.get(shade) ?? [];
        rects.push(rect(x, y, width, height));
        byShade.set(shade, rects);
      }
      if (dots[i][j] > 0)
        circles.push(
          `<circle class="plotDot m-kept" cx="${point(x + width / 2)}" cy="${point(y + height / 2)}" r="${point(1 + 2.5 * Math.sqrt(dots[i][j] / mostDots))}"/>`,
        );
    });
  return wrapSvg(
    size,
    marks.height,
    svg + shaded(byShade, "plotShade m-neutral") + circles.join(""),
  );
}

/** Cells of the picture along one side at most: more are taken together. */
const MOST_CELLS = 96;

/** A matrix by shade; where cells are taken together the largest off the diagonal counts. */
export function drawMatrix(size: PlotSize, marks: MatrixMarks): string {
  const { values: matrix, most } = marks;
  const side = Math.min(size.width, marks.side);
  const square = { ...size, width: side };
  const n = matrix.length;
  const step = Math.ceil(n / MOST_CELLS);
  const axis = { ...marks.axis, low: 0, high: n };
  const { frame, svg } = drawFrame(
    square,
    side,
    { x: axis, y: { ...axis, title: "" } },
    [
      { meaning: "kept", label: marks.legend.positive, kind: "area" },
      { meaning: "second", label: marks.legend.negative, kind: "area" },
    ],
  );
  const positive = new Map<number, string[]>();
  const negative = new Map<number, string[]>();
  for (let a = 0; a < n; a += step)
    for (let b = 0; b < n; b += step) {
      let value = 0;
      for (let i = a; i < Math.min(n, a + step); i++)
        for (let j = b; j < Math.min(n, b + step); j++)
          if (i !== j && Math.abs(matrix[i][j]) > Math.abs(value))
            value = matrix[i][j];
      const shade = Math.round(
        (Math.min(most, Math.abs(value)) / (most || 1)) * SHADES,
      );
      if (shade === 0) continue;
      const into = value > 0 ? positive : negative;
      const x = frame.x(b);
      const y = frame.y(Math.min(n, a + step));
      const rects = into.get(shade) ?? [];
      rects.push(
        rect(x, y, frame.x(Math.min(n, b + step)) - x, frame.y(a) - y),
      );
      into.set(shade, rects);
    }
  return wrapSvg(
    square,
    side,
    svg +
      shaded(positive, "plotShade m-kept") +
      shaded(negative, "plotShade m-second"),
  );
}
