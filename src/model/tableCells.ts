/** What the first values of a column were judged to be, in formats without types. */
export type JudgedType =
  "numbers" | "text" | "numeric-text" | "number" | "empty" | "mixed";

/** What a column holds. */
export type ColumnType =
  /** As the file says it: "f32 (60000, 784)". */
  | { readonly kind: "stated"; readonly text: string }
  /** Lists, of what the file calls so; null: it does not say. */
  | { readonly kind: "list"; readonly of: string | null }
  /** Columns inside a column. */
  | { readonly kind: "structure" }
  | { readonly kind: "judged"; readonly type: JudgedType };

/** A row of numbers as a preview shows it: the first ones, and how many there are. */
export interface NumbersCell {
  readonly first: readonly number[];
  readonly count: number;
}

/** A cell of a preview. */
export type PreviewCell = string | NumbersCell;
