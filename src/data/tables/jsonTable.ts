import type { RecordPlace } from "../../model/faults/dataTexts";
import { Budget } from "../budget";
import { DataError } from "../dataError";
import {
  jsonKindOf,
  type JsonRecord,
  lineOf,
  parseJson,
  readJsonLines,
  requireRecord,
} from "../jsonLines";
import type { OpenTable } from "../table";
import { decodeUtf8 } from "../utf8";
import { type Records, recordTable } from "./recordTable";

/** "item 3 (counting from 0)" of an array. */
const itemOf = (row: number): RecordPlace => ({ unit: "item", number: row });

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
      return toTable(await readJsonLines(file, limit), file.name, lineOf);
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
    const value = text.trim() === "" ? [] : parseJson(text, file.name, null);
    if (Array.isArray(value)) return value as readonly unknown[];
    throw new DataError("bad-json", "data.json-no-array", {
      file: file.name,
      kind: jsonKindOf(value),
    });
  }
  return recordTable({
    fileName: file.name,
    format: "json",
    sizeBytes: file.size,
    async read(limit) {
      parsed ??= parse();
      const values = await parsed;
      const records = values
        .slice(0, limit ?? values.length)
        .map((value, row) => requireRecord(value, file.name, itemOf(row)));
      return toTable(records, file.name, itemOf);
    },
  });
}

/** Columns are the fields of all records, in the order in which they first come. */
function toTable(
  records: readonly JsonRecord[],
  fileName: string,
  placeOf: Records["placeOf"],
): Records {
  if (records.length === 0)
    throw new DataError("empty", "data.text-file-empty", { file: fileName });
  const objects = records.map((record) =>
    typeof record === "string" ? { [plainColumn]: record } : record,
  );
  const budget = new Budget(fileName);
  const names = new Set<string>();
  for (const object of objects) {
    for (const name of Object.keys(object)) names.add(name);
    budget.check("columns", names.size);
  }
  budget.check("cells", objects.length * names.size);
  const columns = [...names];
  return {
    columns,
    rows: objects.map((object) =>
      columns.map((name) =>
        Object.hasOwn(object, name) ? object[name] : null,
      ),
    ),
    placeOf,
  };
}
