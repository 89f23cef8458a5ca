import { drawHistograms, drawMultiples } from "./bars";
import type { PlotSize } from "./frame";
import { drawHeat, drawMatrix } from "./heat";
import { drawLines, drawStack } from "./lines";
import type { Marks } from "./marks";

/** Marks as SVG text that needs plots.css and nothing else. */
export function drawMarks(size: PlotSize, marks: Marks): string {
  switch (marks.kind) {
    case "lines":
      return drawLines(size, marks);
    case "stack":
      return drawStack(size, marks);
    case "histograms":
      return drawHistograms(size, marks);
    case "multiples":
      return drawMultiples(size, marks);
    case "heat":
      return drawHeat(size, marks);
    case "matrix":
      return drawMatrix(size, marks);
  }
}
