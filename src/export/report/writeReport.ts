import plotStyles from "../../figures/marks/plots.css?raw";
import { escapeXml } from "../../figures/marks/frame";
import reportStyles from "./report.css?raw";
import type { ReportInput } from "../../model/reportInput";
import { reportModel, type ReportTable } from "./reportModel";

/** Width of a drawing in a report, in CSS pixels. */
const FIGURE_WIDTH = 680;

function htmlTable({ head, rows }: ReportTable): string {
  const cells = (row: readonly string[]) =>
    row
      .map((cell, i) =>
        i === 0
          ? `<th scope="row">${escapeXml(cell)}</th>`
          : `<td>${escapeXml(cell)}</td>`,
      )
      .join("");
  return (
    `<div class="scroll"><table><thead><tr>${head.map((name) => `<th scope="col">${escapeXml(name)}</th>`).join("")}</tr></thead>` +
    `<tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join("")}</tbody></table></div>`
  );
}

/** The report as one HTML file: no script, nothing loaded from elsewhere. */
export function reportHtml(input: ReportInput): string {
  const model = reportModel(input);
  const sections = model.sections.map(
    ({ title, sentences, tables, figures }) => {
      const drawn = figures.map(
        (figure) =>
          `<figure><figcaption><b>${escapeXml(figure.question)}</b><br>${escapeXml(figure.finding)}</figcaption>` +
          (figure.draw
            ? `${figure.draw(FIGURE_WIDTH)}<details><summary>As a table</summary>${htmlTable(figure.table)}</details>`
            : htmlTable(figure.table)) +
          "</figure>",
      );
      return (
        `<section><h2>${escapeXml(title)}</h2>` +
        sentences.map((text) => `<p>${escapeXml(text)}</p>`).join("") +
        tables.map(htmlTable).join("") +
        drawn.join("") +
        "</section>"
      );
    },
  );
  return (
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<title>${escapeXml(model.title)}</title><style>${reportStyles}${plotStyles}</style></head>` +
    `<body><main><h1>${escapeXml(model.title)}</h1><p class="question">${escapeXml(model.question)}</p>` +
    `<p class="answer">${escapeXml(model.answer)}</p>${sections.join("\n")}</main></body></html>\n`
  );
}

/** What Markdown would read as markup is shown as it is. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, (char) => `\\${char}`);
}

function markdownTable({ head, rows }: ReportTable): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => escapeMarkdown(cell) || " ").join(" | ")} |`;
  return [
    line(head),
    `|${head.map(() => " --- |").join("")}`,
    ...rows.map(line),
  ].join("\n");
}

/** The report as Markdown: the same words and tables, charts as the tables of their data. */
export function reportMarkdown(input: ReportInput): string {
  const model = reportModel(input);
  const blocks = [
    `# ${escapeMarkdown(model.title)}`,
    `**${escapeMarkdown(model.question)}**`,
    escapeMarkdown(model.answer),
  ];
  for (const { title, sentences, tables, figures } of model.sections) {
    blocks.push(`## ${escapeMarkdown(title)}`);
    blocks.push(...sentences.map(escapeMarkdown));
    blocks.push(...tables.map(markdownTable));
    for (const figure of figures)
      blocks.push(
        `### ${escapeMarkdown(figure.question)}`,
        escapeMarkdown(figure.finding),
        markdownTable(figure.table),
      );
  }
  return `${blocks.join("\n\n")}\n`;
}
