import type { Float32Matrix } from "./npy";
import type { RowSelection } from "./rowSelection";
import type { ColumnType, PreviewCell } from "../model/tableCells";

/** File formats that hold vectors or texts; see docs/formats.md. */
export type TableFormat =
  | "npy"
  | "npz"
  | "safetensors"
  | "fvecs"
  | "bvecs"
  | "ivecs"
  | "hdf5"
  | "parquet"
  | "jsonl"
  | "json"
  | "csv"
  | "tsv"
  | "txt";

/** What a column can serve as: texts, vectors (rows of numbers), neighbour lists (rows of whole numbers), or neither. */
export type ColumnKind = "text" | "vector" | "integers" | "other";

/** One column of a table, or one named array of a container (.npz, .hdf5, ...). */
export interface ColumnInfo {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly type: ColumnType;
  /** Numbers in a row, or null for texts and where only reading tells. */
  readonly dim: number | null;
  /** Rows of this column; null where only reading the whole tells. */
  readonly rows: number | null;
}

/** A column of texts as read: row i of the selection. */
export type TextColumn = readonly (string | null)[];

/** (rows, width) whole numbers, row-major: ids of true neighbours. */
export interface IntegerMatrix {
  readonly data: Int32Array;
  readonly rows: number;
  readonly width: number;
}

/** What reading brings with it: a place to report to, and a way to stop. */
export interface ReadContext {
  readonly signal: AbortSignal;
  /** Called between pieces; `unit` is "rows" or "bytes". Rejects when cancelled; then reading stops. */
  checkpoint(
    done: number,
    total: number,
    unit: "rows" | "bytes",
  ): Promise<void>;
}

/**
 * An opened file: its columns are known, nothing large has been read yet.
 * Every read throws `DataError` naming file, row and column; a read that fails
 * leaves the table usable.
 */
export interface OpenTable {
  readonly fileName: string;
  readonly format: TableFormat;
  readonly sizeBytes: number;
  readonly columns: readonly ColumnInfo[];
  /** The first `count` rows, short, a cell for each column ("" where a column has fewer rows). */
  preview(count: number): Promise<readonly (readonly PreviewCell[])[]>;
  /** Bytes that reading these columns and rows will download; 0 for local files, null where not known. */
  downloadBytes(
    columns: readonly string[],
    rows: RowSelection,
  ): Promise<number | null>;
  /** Several text columns in one pass over the file; the arrays are equally long. */
  readTexts(
    columns: readonly string[],
    rows: RowSelection,
    context: ReadContext,
  ): Promise<readonly TextColumn[]>;
  readVectors(
    column: string,
    rows: RowSelection,
    context: ReadContext,
  ): Promise<Float32Matrix>;
  readIntegers(
    column: string,
    rows: RowSelection,
    context: ReadContext,
  ): Promise<IntegerMatrix>;
  /** Frees what holds the file open. */
  close(): void;
}
