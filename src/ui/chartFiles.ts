import { CallError } from "../worker/callError";
import { svgToPng, svgToString } from "../export/chartImage";
import { downloadBytes } from "../export/download";

const pngScale = 2;

const pollMs = 50;
const polls = 60;

/** The SVG inside the element that holds a figure's drawing; null before it is drawn. */
function drawingOf(figure: HTMLElement): SVGSVGElement | null {
  return figure.querySelector<SVGSVGElement>("[data-drawing] svg");
}

/** The chart of a figure; right after the page opened it may still be loading. */
async function drawnChart(figure: HTMLElement): Promise<SVGSVGElement> {
  for (let poll = 0; poll < polls; poll++) {
    const svg = drawingOf(figure);
    if (svg) return svg;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  throw new CallError("internal", {
    name: "export.chart-not-drawn",
    params: {},
  });
}

/** Saves the chart inside a figure, with the page's background. */
export async function saveChart(
  figure: HTMLElement,
  kind: "svg" | "png",
): Promise<void> {
  const svg = await drawnChart(figure);
  const name = figure.dataset["chartName"] ?? "chart";
  const background = getComputedStyle(document.body).backgroundColor;
  const text = svgToString(svg, background);
  if (kind === "svg") {
    const bytes = new TextEncoder().encode(text);
    downloadBytes(`${name}.svg`, bytes, "image/svg+xml");
    return;
  }
  const { width, height } = svg.getBoundingClientRect();
  const bytes = await svgToPng(text, width, height, pngScale);
  downloadBytes(`${name}.png`, bytes, "image/png");
}

/** Saves every chart that the page shows now. */
export async function saveAllCharts(kind: "svg" | "png"): Promise<void> {
  const figures = document.querySelectorAll<HTMLElement>("[data-chart-name]");
  for (const figure of figures) {
    if (drawingOf(figure)) await saveChart(figure, kind);
  }
}
