import plotStyles from "../../figures/marks/plots.css?raw";
import type { Cell, FigureTable } from "../../figures/figure";
import { figureSvg } from "../../figures/figureSvg";
import { escapeXml } from "../../figures/marks/escape";
import reportStyles from "./report.css?raw";
import type { ReportInput } from "../../model/reportInput";
import { allLanguages } from "../../words/allLanguages";
import type { Language } from "../../words/languages";
import { reportModel } from "./reportModel";

/** Width of a drawing in a report, in CSS pixels. */
const FIGURE_WIDTH = 680;

function htmlCell(cell: Cell): string {
  if (typeof cell === "string") return escapeXml(cell);
  const note = cell.note && ` <small>${escapeXml(cell.note)}</small>`;
  return `${escapeXml(cell.text)}${note}`;
}

function htmlTable({ head, rows }: FigureTable): string {
  const cells = (row: readonly Cell[]) =>
    row
      .map((cell, i) =>
        i === 0
          ? `<th scope="row">${htmlCell(cell)}</th>`
          : `<td>${htmlCell(cell)}</td>`,
      )
      .join("");
  return (
    `<div class="scroll"><table><thead><tr>${head.map((name) => `<th scope="col">${escapeXml(name)}</th>`).join("")}</tr></thead>` +
    `<tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join("")}</tbody></table></div>`
  );
}

/** The report as one HTML file: no script, nothing loaded from elsewhere. */
export function reportHtml(input: ReportInput, language: Language): string {
  const words = allLanguages[language];
  const model = reportModel(input, words);
  const sections = model.sections.map(
    ({ title, sentences, tables, figures }) => {
      const drawn = figures.map(
        (figure) =>
          `<figure><figcaption><b>${escapeXml(figure.question)}</b><br>${escapeXml(figure.finding)}</figcaption>` +
          (figure.marks
            ? `${figureSvg(figure, FIGURE_WIDTH)}<details><summary>${escapeXml(words.figures.shared.table)}</summary>${htmlTable(figure.table)}</details>`
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
    `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8">` +
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

function markdownTable({ head, rows }: FigureTable): string {
  const text = (cell: Cell) =>
    typeof cell === "string"
      ? cell
      : `${cell.text}${cell.note && ` (${cell.note})`}`;
  const line = (cells: readonly Cell[]) =>
    `| ${cells.map((cell) => escapeMarkdown(text(cell)) || " ").join(" | ")} |`;
  return [
    line(head),
    `|${head.map(() => " --- |").join("")}`,
    ...rows.map(line),
  ].join("\n");
}

/** The report as Markdown: the same words and tables, charts as the tables of their data. */
export function reportMarkdown(input: ReportInput, language: Language): string {
  const model = reportModel(input, allLanguages[language]);
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
