import type {
  AsyncBuffer,
  ColumnMetaData,
  Compressors,
  FileMetaData,
  SchemaTree,
} from "hyparquet";
import { allocated } from "../allocated";
import { Budget } from "../budget";
import { DataError } from "../dataError";

/** The end of a file that is read first; most footers fit into it. */
export const footerBytes = 1 << 16;

/** Bytes of a parquet file, by ranges. */
export interface ParquetBytes {
  readonly byteLength: number;
  read(start: number, end: number, signal: AbortSignal): Promise<ArrayBuffer>;
  /** Bytes of a range that are yet to be downloaded. */
  missing(start: number, end: number): number;
}

/** A parquet file that is opened when it is needed. */
export interface ParquetSource {
  readonly fileName: string;
  readonly sizeBytes: number | null;
  open(signal: AbortSignal): Promise<ParquetBytes>;
}

/** A parquet file whose footer is read. */
export interface ParquetFile {
  readonly fileName: string;
  readonly bytes: ParquetBytes;
  readonly metadata: FileMetaData;
  readonly schema: SchemaTree;
  readonly rows: number;
  readonly groupRows: readonly number[];
}

function unreadable(fileName: string, error: unknown): DataError {
  return new DataError(
    "unknown-format",
    "data.parquet-unreadable",
    {
      file: fileName,
      detail: error instanceof Error ? error.message : String(error),
    },
    { cause: error },
  );
}

/**
 * Reads the footer of a file.
 *
 * @throws DataError "unknown-format" for what is no parquet file, "truncated"
 *   for one that is cut off, and what its bytes throw.
 */
export async function readFooter(
  source: ParquetSource,
  signal: AbortSignal,
): Promise<ParquetFile> {
  const { fileName } = source;
  const { parquetMetadataAsync, parquetSchema } = await import("hyparquet");
  const bytes = await source.open(signal);
  if (bytes.byteLength < 12)
    throw new DataError("truncated", "data.parquet-too-short", {
      file: fileName,
      bytes: bytes.byteLength,
    });
  const buffer: AsyncBuffer = {
    byteLength: bytes.byteLength,
    slice: (start, end = bytes.byteLength) => bytes.read(start, end, signal),
  };
  let metadata: FileMetaData;
  let schema: SchemaTree;
  try {
    metadata = await parquetMetadataAsync(buffer, {
      initialFetchSize: footerBytes,
    });
    new Budget(fileName, signal).check("columns", metadata.schema.length - 1);
    schema = parquetSchema(metadata);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof DataError) throw error;
    throw unreadable(fileName, error);
  }
  const rows = Number(metadata.num_rows);
  const groupRows = metadata.row_groups.map((group) => Number(group.num_rows));
  checkRows(fileName, rows, groupRows);
  return { fileName, bytes, metadata, schema, rows, groupRows };
}

/** The file's rows are those of its groups. */
function checkRows(
  fileName: string,
  rows: number,
  groupRows: readonly number[],
): void {
  const inGroups = groupRows.reduce((sum, count) => sum + count, 0);
  if (rows !== inGroups || groupRows.some((count) => count < 0))
    throw new DataError("unknown-format", "data.parquet-rows", {
      file: fileName,
      rows,
      inGroups,
    });
  new Budget(fileName).check("rows", rows);
}

/** The chunks of the columns in a row group. */
function chunksOf(
  { metadata }: ParquetFile,
  group: number,
  columns: readonly string[],
): ColumnMetaData[] {
  return metadata.row_groups[group].columns.flatMap(({ meta_data: meta }) =>
    meta && columns.includes(meta.path_in_schema[0]) ? [meta] : [],
  );
}

/** Bytes that a value takes at least, as the reader holds it. */
const VALUE_BYTES = 8;

/**
 * Asks for what reading the columns of a row group takes, by what the file says of them.
 *
 * @throws DataError "too-large".
 */
function spendGroup(
  file: ParquetFile,
  group: number,
  columns: readonly string[],
  budget: Budget,
): void {
  budget.spend("cells", file.groupRows[group] * columns.length);
  for (const meta of chunksOf(file, group, columns))
    budget.spend(
      "bytes",
      Math.max(
        VALUE_BYTES * Number(meta.num_values),
        Number(meta.total_uncompressed_size),
      ),
    );
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where the chunks of the columns lie in the file; neighbours are joined. */
function rangesOf(
  file: ParquetFile,
  group: number,
  columns: readonly string[],
): Range[] {
  const chunks = chunksOf(file, group, columns)
    .map((meta) => {
      const data = Number(meta.data_page_offset);
      const dictionary = Number(meta.dictionary_page_offset ?? 0);
      const start = dictionary > 0 ? Math.min(dictionary, data) : data;
      const end = start + Number(meta.total_compressed_size);
      if (start < 0 || end < start || end > file.bytes.byteLength)
        throw new DataError("truncated", "data.parquet-chunk-outside", {
          file: file.fileName,
          column: meta.path_in_schema[0],
          from: start,
          to: end,
          bytes: file.bytes.byteLength,
        });
      return { start, end };
    })
    .sort((a, b) => a.start - b.start);
  const joined: Range[] = [];
  for (const chunk of chunks) {
    const last = joined[joined.length - 1];
    if (last && chunk.start <= last.end)
      joined[joined.length - 1] = {
        start: last.start,
        end: Math.max(last.end, chunk.end),
      };
    else joined.push(chunk);
  }
  return joined;
}

/** Bytes of the columns in a row group; those yet to be downloaded with `missingOnly`. */
export function bytesOfGroup(
  file: ParquetFile,
  group: number,
  columns: readonly string[],
  missingOnly = false,
): number {
  return rangesOf(file, group, columns).reduce(
    (sum, { start, end }) =>
      sum + (missingOnly ? file.bytes.missing(start, end) : end - start),
    0,
  );
}

/**
 * All rows of a row group: for each the cells of `columns`, in that order. Only
 * the columns' own bytes are read, one range for those that lie side by side.
 *
 * @throws DataError "unknown-format" for damaged pages, and what the bytes throw.
 */
export async function readGroup(
  file: ParquetFile,
  group: number,
  columns: readonly string[],
  signal: AbortSignal,
): Promise<readonly (readonly unknown[])[]> {
  if (columns.length === 0) return [];
  const { parquetReadObjects } = await import("hyparquet");
  const texts = new TextDecoder("utf-8", { ignoreBOM: true });
  const { compressors } = await import("hyparquet-compressors");
  const { bytes, fileName, metadata } = file;
  const budget = new Budget(fileName, signal);
  spendGroup(file, group, columns, budget);
  const pieces: { range: Range; content: ArrayBuffer }[] = [];
  for (const range of rangesOf(file, group, columns))
    pieces.push({
      range,
      content: await bytes.read(range.start, range.end, signal),
    });
  const buffer: AsyncBuffer = {
    byteLength: bytes.byteLength,
    slice(start, end = bytes.byteLength) {
      const inside = pieces.filter(
        ({ range }) => range.start < end && range.end > start,
      );
      if (inside.length === 0) return bytes.read(start, end, signal);
      // The reader asks for neighbouring columns at once, with those between
      // them that nobody wants: they stay empty, and are not downloaded.
      budget.check("bytes", end - start);
      const joined = allocated(
        fileName,
        end - start,
        () => new Uint8Array(end - start),
      );
      for (const { range, content } of inside) {
        const from = Math.max(start, range.start);
        const to = Math.min(end, range.end);
        joined.set(
          new Uint8Array(content, from - range.start, to - from),
          from - start,
        );
      }
      return joined.buffer;
    },
  };
  const before = file.groupRows
    .slice(0, group)
    .reduce((sum, rows) => sum + rows, 0);
  try {
    const rows = await parquetReadObjects({
      file: buffer,
      metadata,
      columns: [...columns],
      rowStart: before,
      rowEnd: before + file.groupRows[group],
      compressors: withinBudget(compressors, budget),
      parsers: {
        // A text may begin with U+FEFF, which is no mark of a file there.
        stringFromBytes: (bytes: Uint8Array | undefined) =>
          bytes && texts.decode(bytes),
      },
    });
    return rows.map((row) =>
      columns.map((column): unknown => row[column] ?? null),
    );
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof DataError) throw error;
    throw unreadable(fileName, error);
  }
}

/** Pages say themselves how large they become. */
function withinBudget(compressors: Compressors, budget: Budget): Compressors {
  return Object.fromEntries(
    Object.entries(compressors).map(([codec, unpack]) => [
      codec,
      (input: Uint8Array, outputBytes: number) => {
        budget.check("bytes", outputBytes);
        return unpack(input, outputBytes);
      },
    ]),
  );
}
