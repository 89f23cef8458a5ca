import Papa from "papaparse";
import { Budget } from "../budget";
import { DataError } from "../dataError";
import type { OpenTable } from "../table";
import { ID_NAMES, TEXT_NAMES, TITLE_NAMES } from "../textRow";
import { decodeUtf8 } from "../utf8";
import { type Records, recordTable } from "./recordTable";

/** U+FEFF, a byte order mark where a file begins with it. */
const MARK = "\ufeff";

/** Other column names that are common enough to tell a header from a first row of data. */
const otherNames = [
  "abstract",
  "author",
  "category",
  "date",
  "description",
  "document",
  "embedding",
  "embeddings",
  "label",
  "lang",
  "language",
  "sentence",
  "source",
  "summary",
  "url",
  "vector",
];
const headerNames = new Set([
  ...TEXT_NAMES,
  ...TITLE_NAMES,
  ...ID_NAMES,
  ...otherNames,
]);

/**
 * Opens a table of text (RFC 4180, any line ends). The first record is a header
 * when one of its cells is a common column name (text, title, id, url, ...),
 * else it is data and the columns are numbered. A file whose header has no
 * comma but names a text between semicolons is read with semicolons. Cells that
 * are JSON lists of numbers are vectors.
 *
 * @throws DataError "empty", "bad-utf8", "bad-csv" naming the record.
 */
export function openCsv(file: File, format: "csv" | "tsv"): Promise<OpenTable> {
  let text: Promise<string> | null = null;
  const decode = async () =>
    decodeUtf8(new Uint8Array(await file.arrayBuffer()), file.name);
  return recordTable({
    fileName: file.name,
    format,
    sizeBytes: file.size,
    async read(limit) {
      text ??= decode();
      return parseTable(
        await text,
        format === "csv" ? "," : "\t",
        limit,
        file.name,
      );
    },
  });
}

function parseTable(
  text: string,
  delimiter: "," | "\t",
  limit: number | null,
  fileName: string,
): Records {
  const records = readRecords(text, delimiter, limit, fileName);
  if (records.length === 0)
    throw new DataError("empty", "data.text-file-empty", { file: fileName });
  const budget = new Budget(fileName);
  budget.check("columns", records[0].length);
  budget.check("cells", records.length * records[0].length);
  const names = records[0].map(columnName);
  const hasHeader = names.some((name) => headerNames.has(name));
  const first = hasHeader ? 1 : 0;
  checkWidths(records, fileName);
  const rows = records.slice(first, limit === null ? undefined : first + limit);
  return {
    columns: hasHeader
      ? uniqueNames(records[0])
      : names.map((_, index) => `column ${index + 1}`),
    rows: rows.map((cells) => cells.map(valueOf)),
    placeOf: (row) => ({ unit: "record", number: row + first + 1 }),
  };
}

/** A list of numbers as such, any other cell as it is. */
function valueOf(cell: string): unknown {
  if (!/^\s*\[\s*-?\d/.test(cell)) return cell;
  try {
    return JSON.parse(cell) as unknown;
  } catch {
    return cell;
  }
}

/** Two columns of one name could not be told apart. */
function uniqueNames(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((cell, index) => {
    const name = cell.trim() === "" ? `column ${index + 1}` : cell.trim();
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function readRecords(
  text: string,
  delimiter: "," | "\t",
  limit: number | null,
  fileName: string,
): string[][] {
  // The file's own mark is gone; the parser would drop that of the first cell, too.
  const whole = text.startsWith(MARK) ? MARK + text : text;
  const { data, errors } = Papa.parse<string[]>(whole, {
    delimiter: usesSemicolons(text, delimiter) ? ";" : delimiter,
    // One more for the header; 0 stands for all.
    preview: limit === null ? 0 : limit + 1,
  });
  if (errors.length > 0) {
    const [{ message, row }] = errors;
    throw new DataError("bad-csv", "data.csv-malformed", {
      file: fileName,
      record: (row ?? 0) + 1,
      detail: message,
    });
  }
  // The line break at the end closes the last record; the parser reports an empty one after it.
  const last = data[data.length - 1];
  if (last?.length === 1 && last[0] === "" && /[\r\n]$/.test(text)) data.pop();
  return data;
}

function usesSemicolons(text: string, delimiter: string): boolean {
  const firstLine = /^[^\r\n]*/.exec(text)?.[0] ?? "";
  const cells = firstLine.split(";").map(columnName);
  return (
    delimiter === "," &&
    !firstLine.includes(",") &&
    cells.length > 1 &&
    cells.some((cell) => TEXT_NAMES.includes(cell))
  );
}

function columnName(cell: string): string {
  return cell
    .replace(/^"(.*)"$/, "$1")
    .trim()
    .toLowerCase();
}

function checkWidths(records: readonly string[][], fileName: string): void {
  const width = records[0].length;
  records.forEach((cells, index) => {
    if (cells.length === width) return;
    const at = { file: fileName, record: index + 1 };
    if (cells.length === 1 && cells[0].trim() === "")
      throw new DataError("bad-csv", "data.csv-blank-line", at);
    throw new DataError("bad-csv", "data.csv-cells", {
      ...at,
      cells: cells.length,
      expected: width,
    });
  });
}
