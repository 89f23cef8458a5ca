import type { Column } from "../../model/rule";

/** Number type of a column's values. */
export type ColumnType = "u8" | "u16" | "f32";

export function typeOfColumn({ values }: Pick<Column, "values">): ColumnType {
  if (values instanceof Float32Array) return "f32";
  return values instanceof Uint16Array ? "u16" : "u8";
}

/** The values are whole numbers. */
export function isWholeColumn(column: Pick<Column, "values">): boolean {
  return typeOfColumn(column) !== "f32";
}

/** Values of a row, column by column. */
export function valuesOfRow(columns: readonly Column[], row: number): number[] {
  return columns.map(({ values }) => values[row]);
}

/** The name of an array or a fact in JSON files: pivot_distances is pivotDistances there. */
export function jsonNameOf(array: string): string {
  return array.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** (rows, columns), row by row. */
export interface ColumnArray {
  readonly type: ColumnType;
  readonly shape: readonly [rows: number, columns: number];
  readonly data: Column["values"];
}

const arrayTypes = {
  u8: Uint8Array,
  u16: Uint16Array,
  f32: Float32Array,
} as const;

/** Columns side by side under the names of their arrays. */
export function arraysOfColumns(
  columns: readonly Column[],
): ReadonlyMap<string, ColumnArray> {
  const groups = new Map<string, Column[]>();
  for (const column of columns)
    groups.set(column.array, [...(groups.get(column.array) ?? []), column]);
  return new Map(
    [...groups].map(([name, group]) => {
      const type = typeOfColumn(group[0]);
      const rows = group[0].values.length;
      const data = new arrayTypes[type](rows * group.length);
      group.forEach(({ values }, c) => {
        for (let row = 0; row < rows; row++)
          data[row * group.length + c] = values[row];
      });
      return [name, { type, shape: [rows, group.length], data }];
    }),
  );
}
