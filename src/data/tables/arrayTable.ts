import { allocated } from "../allocated";
import { Budget } from "../budget";
import { DataError } from "../dataError";
import type { Float32Matrix } from "../npy";
import { type RowSelection, selectRows } from "../rowSelection";
import type {
  ColumnInfo,
  IntegerMatrix,
  OpenTable,
  ReadContext,
  TableFormat,
} from "../table";
import type { NumbersCell } from "../../model/tableCells";

/** Rows are read in pieces of about so many values. */
const valuesPerPiece = 1 << 21;
/** 2 GiB of f32: the largest buffer that browsers reliably give to a page. */
const maxValues = 2 ** 29;

/** A stored array whose rows can be read piece by piece. */
export interface ArraySource {
  readonly name: string;
  /** As the file says it: "f4 (60000, 784)". */
  readonly type: string;
  readonly kind: "vector" | "integers" | "other";
  readonly rows: number;
  readonly width: number;
  /** Values of rows [from, to), row-major; vectors as f32, integers as i32. */
  readonly readRows: (
    from: number,
    to: number,
    signal?: AbortSignal,
  ) => Promise<Float32Array | Int32Array>;
  /** Ends a reading: checks what only the end tells. */
  readonly finish?: (signal: AbortSignal) => Promise<void>;
  /** Lets go of what the last reading holds. */
  readonly release?: () => void;
}

interface ArrayTableOptions {
  readonly fileName: string;
  readonly format: TableFormat;
  readonly sizeBytes: number;
  readonly arrays: readonly ArraySource[];
  readonly close?: () => void;
}

/** A table whose columns are the named arrays of a container, each with rows of its own. */
export function arrayTable(options: ArrayTableOptions): OpenTable {
  const { fileName, format, sizeBytes, arrays } = options;

  function arrayOf(column: string): ArraySource {
    const array = arrays.find(({ name }) => name === column);
    if (!array) throw new RangeError(`${fileName} has no array ${column}`);
    return array;
  }

  async function read(
    column: string,
    selection: RowSelection,
    context: ReadContext,
  ) {
    const array = arrayOf(column);
    const { width } = array;
    // Without a width any number of rows takes no bytes in the file.
    if (width === 0)
      throw new DataError("empty", "data.nothing-to-search", {
        file: fileName,
        rows: array.rows,
        dim: width,
      });
    new Budget(fileName, context.signal).check("rows", array.rows);
    const chosen = selectRows(selection, array.rows);
    const rows = chosen?.length ?? array.rows;
    if (rows * width > maxValues)
      throw new DataError("too-large", "data.array-too-large", {
        file: fileName,
        rows,
        width,
        mostValues: maxValues,
        mostRows: Math.floor(maxValues / width),
      });
    const isVector = array.kind === "vector";
    const [data, integers] = allocated(fileName, 4 * rows * width, () => [
      new Float32Array(isVector ? rows * width : 0),
      new Int32Array(isVector ? 0 : rows * width),
    ]);
    const target = isVector ? data : integers;
    const rowsPerPiece = Math.max(1, Math.floor(valuesPerPiece / width));
    let done = 0;
    while (done < rows) {
      const from = chosen ? chosen[done] : done;
      // Chosen rows that lie close together are read as one piece.
      let last = done;
      while (
        last + 1 < rows &&
        (chosen ? chosen[last + 1] : last + 1) < from + rowsPerPiece
      )
        last++;
      const to = (chosen ? chosen[last] : last) + 1;
      const piece = await array.readRows(from, to, context.signal);
      for (let i = done; i <= last; i++) {
        const row = (chosen ? chosen[i] : i) - from;
        target.set(piece.subarray(row * width, (row + 1) * width), i * width);
      }
      done = last + 1;
      await context.checkpoint(done, rows, "rows");
    }
    await array.finish?.(context.signal);
    return { data, integers, rows, width };
  }

  return {
    fileName,
    format,
    sizeBytes,
    columns: arrays.map(({ name, type, kind, rows, width }): ColumnInfo => ({
      name,
      kind,
      type: { kind: "stated", text: type },
      rows,
      dim: kind === "other" ? null : width,
    })),
    async preview(count) {
      const previews: (readonly NumbersCell[])[] = [];
      for (const array of arrays) previews.push(await firstCells(array, count));
      const rows = Math.max(0, ...previews.map((column) => column.length));
      return Array.from({ length: rows }, (_, row) =>
        previews.map((column) => column[row] ?? ""),
      );
    },
    downloadBytes: () => Promise.resolve(0),
    readTexts() {
      throw new RangeError(`${fileName} holds numbers, no texts`);
    },
    async readVectors(column, rows, context): Promise<Float32Matrix> {
      const { kind, type } = arrayOf(column);
      if (kind !== "vector")
        throw new DataError("wrong-dtype", "data.column-no-vectors", {
          file: fileName,
          column,
          type,
        });
      const result = await read(column, rows, context);
      return { data: result.data, rows: result.rows, dim: result.width };
    },
    async readIntegers(column, rows, context): Promise<IntegerMatrix> {
      const { kind, type } = arrayOf(column);
      if (kind !== "integers")
        throw new DataError("wrong-dtype", "data.column-no-neighbours", {
          file: fileName,
          column,
          type,
        });
      const result = await read(column, rows, context);
      return {
        data: result.integers,
        rows: result.rows,
        width: result.width,
      };
    },
    close: () => options.close?.(),
  };
}

/**
 * The first cells of an array; none where they cannot be read, which a container's other arrays
 * need not suffer from: whoever chooses this one is told.
 */
async function firstCells(
  array: ArraySource,
  count: number,
): Promise<readonly NumbersCell[]> {
  const { width } = array;
  const rows = Math.min(count, array.rows);
  // A row that is wider than everything that is read at once is told by its size alone.
  if (array.kind === "other" || width > valuesPerPiece) return [];
  let values: Float32Array | Int32Array;
  try {
    values = await array.readRows(0, rows);
  } catch (error) {
    if (error instanceof DataError) return [];
    throw error;
  } finally {
    array.release?.();
  }
  return Array.from({ length: rows }, (_, row) =>
    numbersCell(values.subarray(row * width, (row + 1) * width)),
  );
}

const shownNumbers = 3;

export const numbersCell = (values: ArrayLike<number>): NumbersCell => ({
  first: Array.from(
    { length: Math.min(shownNumbers, values.length) },
    (_, index) => values[index],
  ),
  count: values.length,
});
