import { DataError } from "./dataError";
import { ID_NAMES, makeTextRow, TEXT_NAMES, TITLE_NAMES } from "./textRow";
import type { TextRow } from "./textRow";
import { parseTable } from "./textTable";
import { decodeUtf8 } from "./utf8";

export type { TextRow } from "./textRow";

/**
 * Reads texts by the extension of the file's name; row i belongs to vector i.
 *
 * - .jsonl, .ndjson: each line a string or an object with text (or body, content, passage) and
 *   perhaps title (name) and id (_id); blank lines only at the end
 * - .json: an array of the same
 * - .csv, .tsv: see `parseTable`
 * - .txt: each line a document, empty lines too; the last line break ends the last document
 *
 * @throws DataError "unknown-format", "bad-utf8", "too-large", "empty" when no text has a visible
 *   character, "bad-json" or "bad-csv" naming the line or record, "no-text-column".
 */
export function parseTexts(bytes: Uint8Array, fileName: string): TextRow[] {
  const parse = parserOf(fileName);
  const text = decodeUtf8(bytes, fileName);
  const rows = text.trim() === "" ? [] : parse(text, fileName);
  if (rows.some((row) => row.text.trim() !== "")) return rows;
  throw new DataError(
    "empty",
    fileName,
    `${fileName} holds no text (${bytes.length} bytes, no row with a visible character).`,
    "Choose the file that has one text for each vector.",
  );
}

function parserOf(
  fileName: string,
): (text: string, fileName: string) => TextRow[] {
  const extension = /\.[^.]*$/.exec(fileName)?.[0].toLowerCase() ?? "";
  switch (extension) {
    case ".jsonl":
    case ".ndjson":
      return parseJsonLines;
    case ".json":
      return parseJsonArray;
    case ".csv":
      return (text, name) => parseTable(text, ",", name);
    case ".tsv":
      return (text, name) => parseTable(text, "\t", name);
    case ".txt":
      return parseLines;
    default:
      throw new DataError(
        "unknown-format",
        fileName,
        `${fileName} has the extension '${extension}', which stands for no known text format.`,
        "Use .jsonl, .ndjson, .json, .csv, .tsv or .txt.",
      );
  }
}

function splitLines(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines[lines.length - 1] === "") lines.pop();
  return lines;
}

function parseLines(text: string): TextRow[] {
  return splitLines(text).map((line, row) =>
    makeTextRow(row, line, null, null),
  );
}

function parseJsonLines(text: string, fileName: string): TextRow[] {
  const lines = splitLines(text);
  while (lines.length > 0 && lines[lines.length - 1].trim() === "") lines.pop();
  return lines.map((line, row) => {
    const place = `line ${row + 1}`;
    if (line.trim() === "") {
      throw new DataError(
        "bad-json",
        fileName,
        `${fileName}, ${place} is empty.`,
        'Remove the line, or write "" for an empty text: every line stands for one vector.',
      );
    }
    return toTextRow(parseJson(line, place, fileName), row, place, fileName);
  });
}

function parseJsonArray(text: string, fileName: string): TextRow[] {
  const value = parseJson(text, null, fileName);
  if (!Array.isArray(value)) {
    throw badRecord(fileName, null, `is ${describe(value)}, not an array`);
  }
  const items: readonly unknown[] = value;
  return items.map((item, row) =>
    toTextRow(item, row, `item ${row} (counting from 0)`, fileName),
  );
}

function parseJson(
  text: string,
  place: string | null,
  fileName: string,
): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DataError(
      "bad-json",
      fileName,
      `${placeOf(fileName, place)} is not JSON: ${reason}`,
      fileName.toLowerCase().endsWith(".json")
        ? "Write one array of texts; a file with one record on each line is called .jsonl."
        : "Write one JSON value on each line.",
      { cause: error },
    );
  }
}

function toTextRow(
  value: unknown,
  row: number,
  place: string,
  fileName: string,
): TextRow {
  if (typeof value === "string") return makeTextRow(row, value, null, null);
  if (!isRecord(value)) {
    throw badRecord(
      fileName,
      place,
      `is ${describe(value)}, not a text or an object`,
    );
  }
  const text = firstField(value, TEXT_NAMES);
  if (typeof text !== "string") {
    const keys = Object.keys(value).slice(0, 8).join(", ");
    throw badRecord(
      fileName,
      place,
      `has no string under ${TEXT_NAMES.join(", ")}; its fields are: ${keys || "none"}`,
    );
  }
  const title = firstField(value, TITLE_NAMES);
  if (title !== null && typeof title !== "string") {
    throw badRecord(
      fileName,
      place,
      `has ${describe(title)} as its title, not a string`,
    );
  }
  const id = firstField(value, ID_NAMES);
  if (id !== null && typeof id !== "string" && typeof id !== "number") {
    throw badRecord(
      fileName,
      place,
      `has ${describe(id)} as its id, not a string or a number`,
    );
  }
  return makeTextRow(row, text, title, id === null ? null : String(id));
}

/** The first of the named fields that is there and not null; null when there is none. */
function firstField(
  record: Record<string, unknown>,
  names: readonly string[],
): unknown {
  const name = names.find(
    (candidate) =>
      Object.hasOwn(record, candidate) && record[candidate] !== null,
  );
  return name === undefined ? null : record[name];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "an object";
  return `a ${typeof value}`;
}

function placeOf(fileName: string, place: string | null): string {
  return place === null ? fileName : `${fileName}, ${place}`;
}

function badRecord(
  fileName: string,
  place: string | null,
  what: string,
): DataError {
  return new DataError(
    "bad-json",
    fileName,
    `${placeOf(fileName, place)} ${what}.`,
    'Write each text as a string or as {"text": "...", "title": "...", "id": "..."}; title and id may be left out.',
  );
}
