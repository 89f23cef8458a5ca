import { DataError } from "../dataError";
import type { OpenTable } from "../table";
import { decodeUtf8 } from "../utf8";
import { readLines } from "./lines";
import { type Records, recordTable } from "./recordTable";

/** The column of records that are a text and nothing else. */
const plainColumn = "text";

/**
 * Opens JSON Lines: each line a text or an object, whose fields are the
 * columns; arrays of numbers are vectors. Blank lines only at the end.
 *
 * @throws DataError "empty", "bad-utf8", "bad-json" naming the line.
 */
export function openJsonLines(file: File): Promise<OpenTable> {
  return recordTable({
    fileName: file.name,
    format: "jsonl",
    sizeBytes: file.size,
    async read(limit) {
      const lines = await readLines(file, limit);
      if (limit === null || lines.length < limit)
        while (lines.length > 0 && lines[lines.length - 1].trim() === "")
          lines.pop();
      const values = lines.map((line, row) => {
        const place = `line ${row + 1}`;
        if (line.trim() === "")
          throw new DataError(
            "bad-json",
            file.name,
            `${file.name}, ${place} is empty.`,
            'Remove the line, or write "" for an empty text: every line is one document.',
          );
        return parseJson(line, file.name, `${file.name}, ${place}`);
      });
      return toRecords(values, file.name, (row) => `line ${row + 1}`);
    },
  });
}

/**
 * Opens a JSON file with one array of what JSON Lines have on their lines.
 *
 * @throws DataError "empty", "bad-utf8", "bad-json", "too-large".
 */
export function openJson(file: File): Promise<OpenTable> {
  let parsed: Promise<readonly unknown[]> | null = null;
  async function parse(): Promise<readonly unknown[]> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const text = decodeUtf8(bytes, file.name);
    const value =
      text.trim() === "" ? [] : parseJson(text, file.name, file.name);
    if (Array.isArray(value)) return value as readonly unknown[];
    throw badRecord(
      file.name,
      file.name,
      `is ${describe(value)}, not an array`,
    );
  }
  return recordTable({
    fileName: file.name,
    format: "json",
    sizeBytes: file.size,
    async read(limit) {
      parsed ??= parse();
      const values = await parsed;
      return toRecords(
        limit === null ? values : values.slice(0, limit),
        file.name,
        (row) => `item ${row} (counting from 0)`,
      );
    },
  });
}

function parseJson(text: string, fileName: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DataError(
      "bad-json",
      fileName,
      `${place} is not JSON: ${reason}`,
      fileName.toLowerCase().endsWith(".json")
        ? "Write one array of texts; a file with one record on each line is called .jsonl."
        : "Write one JSON value on each line.",
      { cause: error },
    );
  }
}

/** Columns are the fields of all records, in the order in which they first come. */
function toRecords(
  values: readonly unknown[],
  fileName: string,
  placeOf: Records["placeOf"],
): Records {
  if (values.length === 0)
    throw new DataError(
      "empty",
      fileName,
      `${fileName} holds no text.`,
      "Choose the file that has one text for each document.",
    );
  const records = values.map((value, row) => {
    if (typeof value === "string") return { [plainColumn]: value };
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return value as Readonly<Record<string, unknown>>;
    throw badRecord(
      fileName,
      `${fileName}, ${placeOf(row)}`,
      `is ${describe(value)}, not a text or an object`,
    );
  });
  const columns = [
    ...new Set(records.flatMap((record) => Object.keys(record))),
  ];
  return {
    columns,
    rows: records.map((record) =>
      columns.map((name) =>
        Object.hasOwn(record, name) ? record[name] : null,
      ),
    ),
    placeOf,
  };
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function badRecord(fileName: string, place: string, what: string): DataError {
  return new DataError(
    "bad-json",
    fileName,
    `${place} ${what}.`,
    'Write each text as a string or as {"text": "...", "title": "...", "id": "..."}; title and id may be left out.',
  );
}
