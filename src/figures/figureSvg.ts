import type { Figure } from "./figure";
import { drawMarks } from "./marks/draw";

/** The drawing as SVG text of this width; "" where the figure is only a table. */
export function figureSvg(figure: Figure, width: number): string {
  const { name, finding, marks } = figure;
  return marks ? drawMarks({ name, summary: finding, width }, marks) : "";
}
