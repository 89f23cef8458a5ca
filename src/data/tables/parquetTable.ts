import type { FileMetaData, SchemaTree } from "hyparquet";
import { allocated } from "../allocated";
import { Budget } from "../budget";
import { DataError } from "../dataError";
import { toRowNumber } from "../elements";
import { type RowSelection, selectRows } from "../rowSelection";
import type { ColumnInfo, OpenTable, ReadContext } from "../table";
import { numbersCell } from "./arrayTable";
import {
  bytesOfGroup,
  type ParquetFile,
  type ParquetSource,
  readFooter,
  readGroup,
} from "./parquetFile";
import type { PreviewCell } from "../../model/tableCells";

/** Columns of the first row group up to this size are shown before loading. */
const maxPreviewBytes = 8 << 20;
const maxPreviewRows = 1 << 20;
const previewCharacters = 120;

/** Opens a parquet file of the disk. @throws DataError "unknown-format", "truncated". */
export function openParquet(file: File): Promise<OpenTable> {
  return openParquetFiles(
    file.name,
    [
      {
        fileName: file.name,
        sizeBytes: file.size,
        open: () =>
          Promise.resolve({
            byteLength: file.size,
            read: (start: number, end: number) =>
              file.slice(start, end).arrayBuffer(),
            missing: () => 0,
          }),
      },
    ],
    new AbortController().signal,
  );
}

/** A place in one of the files. */
interface Group {
  readonly file: ParquetFile;
  readonly index: number;
  /** Rows of the table before this group. */
  readonly firstRow: number;
  readonly rows: number;
}

/**
 * Opens parquet files that follow each other as one table. Footers are read
 * when the rows before them are not enough; of a row group only the columns
 * that are asked for.
 *
 * @throws DataError as `readFooter`.
 */
export async function openParquetFiles(
  name: string,
  sources: readonly ParquetSource[],
  signal: AbortSignal,
): Promise<OpenTable> {
  const footers = new Map<number, Promise<ParquetFile>>();
  const footer = (index: number, stop: AbortSignal): Promise<ParquetFile> => {
    const former = footers.get(index);
    if (former) return former;
    const reading = readFooter(sources[index], stop);
    footers.set(index, reading);
    reading.catch(() => footers.delete(index));
    return reading;
  };
  const first = await footer(0, signal);
  const total = sources.length === 1 ? first.rows : null;
  const columns = first.schema.children.map((child) =>
    describeColumn(child, first.metadata, total),
  );

  /** Row groups in order, as far as `wanted` rows reach. */
  async function groupsUpTo(
    wanted: number,
    stop: AbortSignal,
  ): Promise<readonly Group[]> {
    const groups: Group[] = [];
    let rows = 0;
    for (let index = 0; index < sources.length && rows < wanted; index++) {
      const file = await footer(index, stop);
      file.groupRows.forEach((count, place) => {
        if (rows < wanted)
          groups.push({ file, index: place, firstRow: rows, rows: count });
        rows += count;
      });
    }
    return groups;
  }

  async function choose(selection: RowSelection, stop: AbortSignal) {
    const groups = await groupsUpTo(
      selection.kind === "first" ? selection.count : Infinity,
      stop,
    );
    const available = groups.reduce((sum, { rows }) => sum + rows, 0);
    const chosen = selectRows(selection, available);
    const needed = groups
      .map((group) => ({ group, rows: rowsWithin(group, chosen) }))
      .filter(({ rows }) => rows.length > 0);
    return { needed, count: chosen?.length ?? available };
  }

  /** Hands over the chosen cells of `wanted` columns, row by row. */
  async function read(
    wanted: readonly string[],
    selection: RowSelection,
    context: ReadContext,
    onRow: (cells: readonly unknown[], row: number, index: number) => void,
  ): Promise<number> {
    const { needed, count } = await choose(selection, context.signal);
    let done = 0;
    for (const { group, rows } of needed) {
      const values = await readGroup(
        group.file,
        group.index,
        wanted,
        context.signal,
      );
      for (const row of rows)
        onRow(values[row] ?? [], group.firstRow + row, done++);
      await context.checkpoint(done, count, "rows");
    }
    return count;
  }

  async function readNumbers<T extends Float32Array | Int32Array>(
    column: string,
    selection: RowSelection,
    context: ReadContext,
    make: (length: number) => T,
    put: (data: T, numbers: readonly number[], at: number) => void,
  ): Promise<{ data: T; rows: number; width: number }> {
    let width = 0;
    let data = make(0);
    const { count } = await choose(selection, context.signal);
    const rows = await read([column], selection, context, ([cell], row, at) => {
      const numbers = numbersOf(cell);
      if (numbers === null)
        throw new DataError("wrong-dtype", "data.parquet-cell", {
          file: name,
          row,
          column,
          cell: cell === null || cell === undefined ? "empty" : "no-numbers",
        });
      if (at === 0) {
        width = numbers.length;
        new Budget(name, context.signal).check("bytes", 4 * width * count);
        data = allocated(name, 4 * width * count, () => make(width * count));
      }
      if (numbers.length !== width)
        throw new DataError("dimension-mismatch", "data.parquet-row-width", {
          file: name,
          row,
          column,
          numbers: numbers.length,
          width,
        });
      put(data, numbers, at * width);
    });
    return { data, rows, width };
  }

  return {
    fileName: name,
    format: "parquet",
    sizeBytes: sources.reduce(
      (sum, source) => sum + (source.sizeBytes ?? 0),
      0,
    ),
    columns,
    async preview(count) {
      if (first.groupRows.length === 0) return [];
      const previewed = columns
        .filter(
          ({ name: column, kind }) =>
            kind !== "other" &&
            bytesOfGroup(first, 0, [column]) <= maxPreviewBytes &&
            first.groupRows[0] <= maxPreviewRows,
        )
        .map((column) => column.name);
      const values = await readGroup(first, 0, previewed, signal);
      return values.slice(0, count).map((cells) =>
        columns.map((column) => {
          const index = previewed.indexOf(column.name);
          return index < 0 ? "…" : shorten(cells[index]);
        }),
      );
    },
    async downloadBytes(wanted, selection) {
      const { needed } = await choose(selection, signal);
      return needed.reduce(
        (sum, { group }) =>
          sum + bytesOfGroup(group.file, group.index, wanted, true),
        0,
      );
    },
    async readTexts(wanted, selection, context) {
      const texts = wanted.map((): (string | null)[] => []);
      await read(wanted, selection, context, (cells) =>
        texts.forEach((column, index) => column.push(textOf(cells[index]))),
      );
      return texts;
    },
    async readVectors(column, selection, context) {
      const { data, rows, width } = await readNumbers(
        column,
        selection,
        context,
        (length) => new Float32Array(length),
        (values, numbers, at) => values.set(numbers, at),
      );
      return { data, rows, dim: width };
    },
    readIntegers: (column, selection, context) =>
      readNumbers(
        column,
        selection,
        context,
        (length) => new Int32Array(length),
        (values, numbers, at) =>
          numbers.forEach((number, index) => {
            values[at + index] = toRowNumber(number, name);
          }),
      ),
    close: () => undefined,
  };
}

/** Rows of `chosen` (ascending, null: all) that lie in a group, counted within it. */
function rowsWithin(group: Group, chosen: Int32Array | null): number[] {
  const { firstRow, rows } = group;
  if (!chosen) return Array.from({ length: rows }, (_, row) => row);
  return Array.from(chosen)
    .filter((row) => row >= firstRow && row < firstRow + rows)
    .map((row) => row - firstRow);
}

function numbersOf(cell: unknown): number[] | null {
  if (ArrayBuffer.isView(cell) && !(cell instanceof DataView))
    return Array.from(cell as unknown as ArrayLike<number>, Number);
  if (!Array.isArray(cell)) return null;
  const numbers = cell.map((value: unknown) =>
    typeof value === "number" || typeof value === "bigint"
      ? Number(value)
      : NaN,
  );
  return cell.some((value) => value === null || value === undefined)
    ? null
    : numbers;
}

function textOf(cell: unknown): string | null {
  if (typeof cell === "string") return cell;
  return typeof cell === "number" || typeof cell === "bigint"
    ? String(cell)
    : null;
}

function shorten(cell: unknown): PreviewCell {
  const numbers = Array.isArray(cell) ? numbersOf(cell) : null;
  if (numbers) return numbersCell(numbers);
  const text = textOf(cell) ?? "";
  return text.length > previewCharacters
    ? `${text.slice(0, previewCharacters)}…`
    : text;
}

/** The only leaf below a column, or null when it is a structure. */
function leafOf(tree: SchemaTree): SchemaTree | null {
  if (tree.children.length === 0) return tree;
  return tree.children.length === 1 ? leafOf(tree.children[0]) : null;
}

function describeColumn(
  tree: SchemaTree,
  metadata: FileMetaData,
  rows: number | null,
): ColumnInfo {
  const { name } = tree.element;
  const leaf = leafOf(tree);
  const element = leaf?.element;
  const isList = tree.children.length > 0;
  const logical = element?.logical_type?.type;
  const base = { name, rows, dim: null };
  if (!element) return { ...base, kind: "other", type: { kind: "structure" } };
  if (!isList) {
    const isText =
      element.converted_type === "UTF8" ||
      logical === "STRING" ||
      logical === "ENUM";
    return isText
      ? { ...base, kind: "text", type: { kind: "judged", type: "text" } }
      : {
          ...base,
          kind: "other",
          type: {
            kind: "stated",
            text: (element.type ?? "group").toLowerCase(),
          },
        };
  }
  const isFloat =
    element.type === "FLOAT" ||
    element.type === "DOUBLE" ||
    logical === "FLOAT16";
  const isWhole = element.type === "INT32" || element.type === "INT64";
  return {
    name,
    rows,
    kind: isFloat ? "vector" : isWhole ? "integers" : "other",
    type: {
      kind: "list",
      of: (logical ?? element.type)?.toLowerCase() ?? null,
    },
    dim: isFloat || isWhole ? widthOf(name, metadata) : null,
  };
}

/** Values for each row in the first row group, when that is a whole number. */
function widthOf(column: string, metadata: FileMetaData): number | null {
  const [group] = metadata.row_groups;
  const chunk = group?.columns.find(
    ({ meta_data: meta }) => meta?.path_in_schema[0] === column,
  );
  const width =
    Number(chunk?.meta_data?.num_values ?? 0) / Number(group?.num_rows ?? 1);
  return Number.isInteger(width) && width > 0 ? width : null;
}
