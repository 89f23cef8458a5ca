import { DataError } from "./dataError";
import {
  badRecord,
  describeJson,
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
  const rows = records.map((record, row) =>
    toTextRow(record, row, fileName, `${fileName}, ${lineOf(row)}`),
  );
  if (rows.some((row) => row.text.trim() !== "")) return rows;
  throw new DataError(
    "empty",
    fileName,
    `${fileName} holds no text (${bytes.length} bytes, no row with a visible character).`,
    "Choose the file that has one text for each vector.",
  );
}

function toTextRow(
  record: JsonRecord,
  row: number,
  fileName: string,
  place: string,
): TextRow {
  if (typeof record === "string") return makeTextRow(row, record, null, null);
  const text = firstField(record, TEXT_NAMES);
  if (typeof text !== "string") {
    const keys = Object.keys(record).slice(0, 8).join(", ");
    throw badRecord(
      fileName,
      place,
      `has no string under ${TEXT_NAMES.join(", ")}; its fields are: ${keys || "none"}`,
    );
  }
  const title = firstField(record, TITLE_NAMES);
  if (title !== null && typeof title !== "string")
    throw badRecord(
      fileName,
      place,
      `has ${describeJson(title)} as its title, not a string`,
    );
  const id = firstField(record, ID_NAMES);
  if (id !== null && typeof id !== "string" && typeof id !== "number")
    throw badRecord(
      fileName,
      place,
      `has ${describeJson(id)} as its id, not a string or a number`,
    );
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
