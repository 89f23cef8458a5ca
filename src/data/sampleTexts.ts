import { DataError } from "./dataError";
import {
  jsonKindOf,
  type JsonRecord,
  lineOf,
  readJsonLines,
} from "./jsonLines";
import { ID_NAMES, makeTextRow, TEXT_NAMES, TITLE_NAMES } from "./textRow";
import type { TextRow } from "./textRow";

/**
 * Reads the texts of a sample, JSON Lines: each line a string or an object with text (or body,
 * content, passage) and perhaps title (name) and id (_id); blank lines only at the end. Row i
 * belongs to vector i.
 *
 * @throws DataError "bad-utf8", "empty" when no text has a visible character, "bad-json" naming
 *   the line.
 */
export async function readSampleTexts(
  bytes: Uint8Array<ArrayBuffer>,
  fileName: string,
): Promise<TextRow[]> {
  const records = await readJsonLines(new File([bytes], fileName), null);
  const rows = records.map((record, row) => toTextRow(record, row, fileName));
  if (rows.some((row) => row.text.trim() !== "")) return rows;
  throw new DataError("empty", "data.no-row-with-text", {
    file: fileName,
    bytes: bytes.length,
  });
}

function toTextRow(record: JsonRecord, row: number, fileName: string): TextRow {
  const at = { file: fileName, place: lineOf(row) };
  if (typeof record === "string") return makeTextRow(row, record, null, null);
  const text = firstField(record, TEXT_NAMES);
  if (typeof text !== "string")
    throw new DataError("bad-json", "data.record-no-text", {
      ...at,
      wanted: TEXT_NAMES,
      fields: Object.keys(record).slice(0, 8),
    });
  const title = firstField(record, TITLE_NAMES);
  if (title !== null && typeof title !== "string")
    throw new DataError("bad-json", "data.record-title", {
      ...at,
      kind: jsonKindOf(title),
    });
  const id = firstField(record, ID_NAMES);
  if (id !== null && typeof id !== "string" && typeof id !== "number")
    throw new DataError("bad-json", "data.record-id", {
      ...at,
      kind: jsonKindOf(id),
    });
  return makeTextRow(row, text, title, id === null ? null : String(id));
}

/** The first of the named fields that is there and not null; null when there is none. */
function firstField(
  record: Readonly<Record<string, unknown>>,
  names: readonly string[],
): unknown {
  const name = names.find(
    (candidate) =>
      Object.hasOwn(record, candidate) && record[candidate] !== null,
  );
  return name === undefined ? null : record[name];
}
