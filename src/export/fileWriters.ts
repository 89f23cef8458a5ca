import type { ReportInput } from "../model/reportInput";
import type { PerQueryRow, SurfaceArrays } from "../model/surfaceArrays";
import type { ExportedFile } from "../model/artifacts";
import type { Language } from "../words/languages";

/** The report as a file; its writer is loaded when first asked for. */
export async function writeReport(
  input: ReportInput,
  kind: "report-html" | "report-md",
  language: Language,
): Promise<ExportedFile[]> {
  const { reportHtml, reportMarkdown } = await import("./report/writeReport");
  const isHtml = kind === "report-html";
  const text = isHtml
    ? reportHtml(input, language)
    : reportMarkdown(input, language);
  const name = input.view.result.dataset.name.replace(/[^\w.-]+/g, "_");
  return [
    {
      name: `${name}-report.${isHtml ? "html" : "md"}`,
      bytes: new TextEncoder().encode(text),
    },
  ];
}

/** Values of each query as one CSV; its writer is loaded when first asked for. */
export async function writePerQuery(
  rows: readonly PerQueryRow[],
): Promise<ExportedFile[]> {
  const { perQueryCsv } = await import("./perQueryCsv");
  const bytes = new TextEncoder().encode(perQueryCsv(rows));
  return [{ name: "per-query.csv", bytes }];
}

/** The surface as one .npz; its writer is loaded when first asked for. */
export async function writeSurface(
  surface: SurfaceArrays,
): Promise<ExportedFile[]> {
  const { surfaceArrays } = await import("./perQueryCsv");
  const { writeNpz } = await import("./npz");
  return [{ name: "surface.npz", bytes: writeNpz(surfaceArrays(surface)) }];
}
