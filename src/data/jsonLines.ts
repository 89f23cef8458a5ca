import { isJsonObject, type JsonObject } from "../model/json";
import { DataError } from "./dataError";
import { readLines } from "./lines";

/** What stands for one document: its text, or an object with the text and more in its fields. */
export type JsonRecord = string | JsonObject;

/** "line 3": where a record of JSON Lines stands, counting from 1 as editors do. */
export const lineOf = (row: number) => `line ${row + 1}`;

/**
 * The records of JSON Lines, one on each line; the first `limit` only, where it is given. Blank
 * lines only at the end.
 *
 * @throws DataError "bad-utf8", "bad-json" naming the line.
 */
export async function readJsonLines(
  file: File,
  limit: number | null,
): Promise<JsonRecord[]> {
  const lines = await readLines(file, limit);
  if (limit === null || lines.length < limit)
    while (lines.length > 0 && lines[lines.length - 1].trim() === "")
      lines.pop();
  return lines.map((line, row) => {
    const place = `${file.name}, ${lineOf(row)}`;
    if (line.trim() === "")
      throw new DataError(
        "bad-json",
        file.name,
        `${place} is empty.`,
        'Remove the line, or write "" for an empty text: every line is one document.',
      );
    return requireRecord(parseJson(line, file.name, place), file.name, place);
  });
}

/** @throws DataError "bad-json" naming the place for what is no JSON. */
export function parseJson(
  text: string,
  fileName: string,
  place: string,
): unknown {
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

/** @throws DataError "bad-json" naming the place for what is neither a text nor an object. */
export function requireRecord(
  value: unknown,
  fileName: string,
  place: string,
): JsonRecord {
  if (typeof value === "string" || isJsonObject(value)) return value;
  throw badRecord(
    fileName,
    place,
    `is ${describeJson(value)}, not a text or an object`,
  );
}

/** "an array", "a number": what a value of a JSON text is, in words. */
export function describeJson(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** What stands at `place` is JSON, but no record. */
export function badRecord(
  fileName: string,
  place: string,
  what: string,
): DataError {
  return new DataError(
    "bad-json",
    fileName,
    `${place} ${what}.`,
    'Write each text as a string or as {"text": "...", "title": "...", "id": "..."}; title and id may be left out.',
  );
}
