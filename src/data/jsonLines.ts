import type { JsonKind, RecordPlace } from "../model/faults/dataTexts";
import { isJsonObject, type JsonObject } from "../model/json";
import { DataError } from "./dataError";
import { readLines } from "./lines";

/** What stands for one document: its text, or an object with the text and more in its fields. */
export type JsonRecord = string | JsonObject;

/** "line 3": where a record of JSON Lines stands, counting from 1 as editors do. */
export const lineOf = (row: number): RecordPlace => ({
  unit: "line",
  number: row + 1,
});

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
    const place = lineOf(row);
    if (line.trim() === "")
      throw new DataError("bad-json", "data.json-line-empty", {
        file: file.name,
        place,
      });
    return requireRecord(parseJson(line, file.name, place), file.name, place);
  });
}

/** @throws DataError "bad-json" naming the place for what is no JSON. */
export function parseJson(
  text: string,
  fileName: string,
  place: RecordPlace | null,
): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DataError(
      "bad-json",
      "data.not-json",
      {
        file: fileName,
        place,
        detail: error instanceof Error ? error.message : String(error),
        wanted: fileName.toLowerCase().endsWith(".json") ? "array" : "lines",
      },
      { cause: error },
    );
  }
}

/** @throws DataError "bad-json" naming the place for what is neither a text nor an object. */
export function requireRecord(
  value: unknown,
  fileName: string,
  place: RecordPlace,
): JsonRecord {
  if (typeof value === "string" || isJsonObject(value)) return value;
  throw new DataError("bad-json", "data.record-kind", {
    file: fileName,
    place,
    kind: jsonKindOf(value),
  });
}

/** What a value of a JSON text is. */
export function jsonKindOf(value: unknown): JsonKind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "string") return "string";
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "boolean" : "object";
}
