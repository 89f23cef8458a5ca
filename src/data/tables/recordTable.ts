import type { RecordPlace, TextFaults } from "../../model/faults/dataTexts";
import { Budget } from "../budget";
import { DataError } from "../dataError";
import { toRowNumber } from "../elements";
import { type RowSelection, selectRows } from "../rowSelection";
import type { ColumnInfo, OpenTable, TableFormat } from "../table";
import { numbersCell } from "./arrayTable";
import type {
  ColumnType,
  JudgedType,
  PreviewCell,
} from "../../model/tableCells";

/** Rows by which the kind of a column is judged. */
const rowsJudged = 200;
const previewCharacters = 120;

/** Rows of a text format: for each column a value as JSON has it, null where there is none. */
export interface Records {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** Where a row stands, for messages. */
  readonly placeOf: (row: number) => RecordPlace;
}

interface RecordTableOptions {
  readonly fileName: string;
  readonly format: TableFormat;
  readonly sizeBytes: number;
  /** The first `limit` rows, or all; parsing stops after them. */
  readonly read: (limit: number | null) => Promise<Records>;
}

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((item) => typeof item === "number");

/** A table over the rows of a text format. */
export async function recordTable(
  options: RecordTableOptions,
): Promise<OpenTable> {
  const { fileName, format, sizeBytes } = options;
  let all: Promise<Records> | null = null;
  const readAll = () => {
    all ??= options.read(null);
    // A failed reading is told each time that it is asked for.
    all.catch(() => (all = null));
    return all;
  };
  const head = await options.read(rowsJudged);
  const total = head.rows.length < rowsJudged ? head.rows.length : null;
  const columns = head.columns.map((name, index): ColumnInfo => {
    const values = head.rows.map((row) => row[index]).filter(isPresent);
    return { name, rows: total, ...judge(values) };
  });

  function indexOf(column: string): number {
    const index = columns.findIndex(({ name }) => name === column);
    if (index < 0) throw new RangeError(`${fileName} has no column ${column}`);
    return index;
  }

  /** The chosen rows and their numbers in the file. */
  async function select(selection: RowSelection) {
    const records =
      selection.kind === "first"
        ? await options.read(selection.count)
        : await readAll();
    const chosen = selectRows(selection, records.rows.length);
    const numbers = chosen ?? Int32Array.from(records.rows, (_, row) => row);
    return { records, numbers };
  }

  /** Rows of equally many numbers, flat. */
  async function readNumbers(
    column: string,
    selection: RowSelection,
    accept: (value: number) => boolean,
    wanted: TextFaults["data.cell-no-list"]["wanted"],
  ) {
    const { records, numbers } = await select(selection);
    const index = indexOf(column);
    let width = 0;
    const values: number[] = [];
    for (const row of numbers) {
      const place = records.placeOf(row);
      const value = records.rows[row][index];
      if (!isNumbers(value) || !value.every(accept))
        throw new DataError("bad-json", "data.cell-no-list", {
          file: fileName,
          place,
          column,
          wanted,
        });
      if (width === 0) width = value.length;
      if (value.length !== width)
        throw new DataError("dimension-mismatch", "data.cell-width", {
          file: fileName,
          place,
          column,
          numbers: value.length,
          width,
        });
      for (const number of value) values.push(number);
    }
    return { values, rows: numbers.length, width };
  }

  return {
    fileName,
    format,
    sizeBytes,
    columns,
    preview: (count) =>
      Promise.resolve(head.rows.slice(0, count).map((row) => row.map(shorten))),
    downloadBytes: () => Promise.resolve(0),
    async readTexts(wanted, rows, context) {
      const { records, numbers } = await select(rows);
      await context.checkpoint(numbers.length, numbers.length, "rows");
      const budget = new Budget(fileName, context.signal);
      return wanted.map((column) => {
        const index = indexOf(column);
        return Array.from(numbers, (row) => {
          const text = textOf(records.rows[row][index]);
          if (text !== null) budget.check("characters", text.length);
          return text;
        });
      });
    },
    async readVectors(column, rows, context) {
      const read = await readNumbers(column, rows, () => true, "numbers");
      await context.checkpoint(read.rows, read.rows, "rows");
      return {
        data: Float32Array.from(read.values),
        rows: read.rows,
        dim: read.width,
      };
    },
    async readIntegers(column, rows, context) {
      const read = await readNumbers(
        column,
        rows,
        Number.isSafeInteger,
        "whole-numbers",
      );
      await context.checkpoint(read.rows, read.rows, "rows");
      return {
        data: Int32Array.from(read.values, (value) =>
          toRowNumber(value, fileName),
        ),
        rows: read.rows,
        width: read.width,
      };
    },
    close: () => undefined,
  };
}

const isPresent = (value: unknown) => value !== null && value !== undefined;

const judged = (type: JudgedType): ColumnType => ({ kind: "judged", type });

/** What the first values of a column can serve as. */
function judge(
  values: readonly unknown[],
): Pick<ColumnInfo, "kind" | "type" | "dim"> {
  const [first] = values;
  if (values.length > 0 && values.every(isNumbers) && isNumbers(first)) {
    const whole = values.flat().every(Number.isSafeInteger);
    return {
      kind: whole ? "integers" : "vector",
      type: judged("numbers"),
      dim: first.length,
    };
  }
  const isText =
    values.length > 0 && values.every((value) => typeof value === "string");
  const hasWords = values.some((value) => Number.isNaN(Number(value)));
  if (isText && hasWords)
    return { kind: "text", type: judged("text"), dim: null };
  const type = isText
    ? "numeric-text"
    : typeof first === "number"
      ? "number"
      : values.length === 0
        ? "empty"
        : "mixed";
  return { kind: "other", type: judged(type), dim: null };
}

function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : null;
}

function shorten(value: unknown): PreviewCell {
  if (isNumbers(value)) return numbersCell(value);
  const text = textOf(value) ?? (isPresent(value) ? JSON.stringify(value) : "");
  return text.length > previewCharacters
    ? `${text.slice(0, previewCharacters)}…`
    : text;
}
