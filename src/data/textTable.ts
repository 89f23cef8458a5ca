import Papa from "papaparse";
import { DataError } from "./dataError";
import { ID_NAMES, makeTextRow, TEXT_NAMES, TITLE_NAMES } from "./textRow";
import type { TextRow } from "./textRow";

/** Other column names that are common enough to tell a header from a first row of data. */
const OTHER_NAMES = [
  "abstract",
  "author",
  "category",
  "date",
  "description",
  "document",
  "label",
  "lang",
  "language",
  "sentence",
  "source",
  "summary",
  "url",
];
const HEADER_NAMES = new Set([
  ...TEXT_NAMES,
  ...TITLE_NAMES,
  ...ID_NAMES,
  ...OTHER_NAMES,
]);

/**
 * Reads the texts of a table (RFC 4180, any line ends).
 *
 * The first record is a header when one of its cells is a common column name (text, title, id,
 * url, ...; case does not matter), else it is data. The text is the column text, body, content or
 * passage; without one, the column with the longest cells on average. A file whose header has no
 * comma but names a text column between semicolons is read with semicolons.
 *
 * @throws DataError "bad-csv" naming the record for broken quotes or a wrong number of cells,
 *   "no-text-column" when nothing but ids, titles and numbers is there.
 */
export function parseTable(
  text: string,
  delimiter: "," | "\t",
  fileName: string,
): TextRow[] {
  const records = readRecords(text, delimiter, fileName);
  const names = records[0].map(columnName);
  const hasHeader = names.some((name) => HEADER_NAMES.has(name));
  const first = hasHeader ? 1 : 0;
  checkWidths(records, first, fileName);

  const titleColumn = hasHeader ? findColumn(names, TITLE_NAMES) : null;
  const idColumn = hasHeader ? findColumn(names, ID_NAMES) : null;
  const namedColumn = hasHeader ? findColumn(names, TEXT_NAMES) : null;
  const textColumn =
    namedColumn ??
    longestColumn(records, first, [titleColumn, idColumn], fileName);
  return records
    .slice(first)
    .map((cells, row) =>
      makeTextRow(
        row,
        cells[textColumn],
        titleColumn === null ? null : cells[titleColumn],
        idColumn === null ? null : cells[idColumn],
      ),
    );
}

function readRecords(
  text: string,
  delimiter: "," | "\t",
  fileName: string,
): string[][] {
  const { data, errors } = Papa.parse<string[]>(text, {
    delimiter: usesSemicolons(text, delimiter) ? ";" : delimiter,
  });
  if (errors.length > 0) {
    const [{ message, row }] = errors;
    throw new DataError(
      "bad-csv",
      fileName,
      `${fileName}, record ${(row ?? 0) + 1}: ${message}.`,
      'Put cells with quotes or line breaks into double quotes and write a quote inside them twice ("").',
    );
  }
  // The line break at the end closes the last record; the parser reports an empty one after it.
  if (/[\r\n]$/.test(text)) data.pop();
  return data;
}

function usesSemicolons(text: string, delimiter: string): boolean {
  const firstLine = /^[^\r\n]*/.exec(text)?.[0] ?? "";
  return (
    delimiter === "," &&
    !firstLine.includes(",") &&
    firstLine.split(";").length > 1 &&
    findColumn(firstLine.split(";").map(columnName), TEXT_NAMES) !== null
  );
}

function columnName(cell: string): string {
  return cell
    .replace(/^"(.*)"$/, "$1")
    .trim()
    .toLowerCase();
}

/** The column of the first of `wanted` that is there, or null. */
function findColumn(
  names: readonly string[],
  wanted: readonly string[],
): number | null {
  const found = wanted
    .map((name) => names.indexOf(name))
    .find((column) => column >= 0);
  return found ?? null;
}

function checkWidths(
  records: readonly string[][],
  first: number,
  fileName: string,
): void {
  const width = records[0].length;
  for (let index = first; index < records.length; index++) {
    const cells = records[index];
    if (cells.length === width) continue;
    const isBlank = cells.length === 1 && cells[0].trim() === "";
    throw new DataError(
      "bad-csv",
      fileName,
      isBlank
        ? `${fileName}, record ${index + 1} is a blank line.`
        : `${fileName}, record ${index + 1} has ${cells.length} cells, the first record has ${width}.`,
      isBlank
        ? "Remove the line: every record stands for one vector."
        : "Put cells that hold the separator into double quotes.",
    );
  }
}

/** The column with the longest cells on average, leaving out `taken` and columns of numbers. */
function longestColumn(
  records: readonly string[][],
  first: number,
  taken: readonly (number | null)[],
  fileName: string,
): number {
  let best: number | null = null;
  let bestLength = 0;
  for (let column = 0; column < records[0].length; column++) {
    if (taken.includes(column)) continue;
    let length = 0;
    let hasWords = false;
    for (let index = first; index < records.length; index++) {
      const cell = records[index][column];
      length += cell.length;
      hasWords ||= Number.isNaN(Number(cell));
    }
    if (hasWords && length > bestLength) {
      best = column;
      bestLength = length;
    }
  }
  if (best !== null) return best;
  throw new DataError(
    "no-text-column",
    fileName,
    `${fileName} has no column of texts among its ${records[0].length} columns: ids, titles and numbers do not count.`,
    "Name the column with the texts 'text'. Vectors belong into an .npy file.",
  );
}
