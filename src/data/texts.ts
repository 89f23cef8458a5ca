import { DataError } from "./dataError";
import { ID_NAMES, makeTextRow, TEXT_NAMES, TITLE_NAMES } from "./textRow";
import type { TextRow } from "./textRow";
import { decodeUtf8 } from "./utf8";

/**
 * Reads the texts of a sample, JSON Lines: each line a string or an object with text (or body,
 * content, passage) and perhaps title (name) and id (_id); blank lines only at the end. Row i
 * belongs to vector i.
 *
 * @throws DataError "bad-utf8", "too-large", "empty" when no text has a visible character,
 *   "bad-json" naming the line.
 */
export function parseTexts(bytes: Uint8Array, fileName: string): TextRow[] {
  const text = decodeUtf8(bytes, fileName);
  const rows = text.trim() === "" ? [] : parseJsonLines(text, fileName);
  if (rows.some((row) => row.text.trim() !== "")) return rows;
  throw new DataError(
    "empty",
    fileName,
    `${fileName} holds no text (${bytes.length} bytes, no row with a visible character).`,
    "Choose the file that has one text for each vector.",
  );
}

function splitLines(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines[lines.length - 1] === "") lines.pop();
  return lines;
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

function parseJson(text: string, place: string, fileName: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DataError(
      "bad-json",
      fileName,
      `${fileName}, ${place} is not JSON: ${reason}`,
      "Write one JSON value on each line.",
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

function badRecord(fileName: string, place: string, what: string): DataError {
  return new DataError(
    "bad-json",
    fileName,
    `${fileName}, ${place} ${what}.`,
    'Write each text as a string or as {"text": "...", "title": "...", "id": "..."}; title and id may be left out.',
  );
}
