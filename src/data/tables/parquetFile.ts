import type { AsyncBuffer, FileMetaData, SchemaTree } from "hyparquet";
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
    schema = parquetSchema(metadata);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof DataError) throw error;
    throw unreadable(fileName, error);
  }
  return {
    fileName,
    bytes,
    metadata,
    schema,
    rows: Number(metadata.num_rows),
    groupRows: metadata.row_groups.map((group) => Number(group.num_rows)),
  };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where the chunks of the columns lie in the file; neighbours are joined. */
function rangesOf(
  { metadata }: ParquetFile,
  group: number,
  columns: readonly string[],
): Range[] {
  const chunks = metadata.row_groups[group].columns
    .flatMap(({ meta_data: meta }) => {
      if (!meta || !columns.includes(meta.path_in_schema[0])) return [];
      const data = Number(meta.data_page_offset);
      const dictionary = Number(meta.dictionary_page_offset ?? 0);
      const start = dictionary > 0 ? Math.min(dictionary, data) : data;
      return [{ start, end: start + Number(meta.total_compressed_size) }];
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
      const joined = new Uint8Array(end - start);
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
      compressors,
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
