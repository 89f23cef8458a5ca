import type { ColumnType } from "../tableCells";

/** What a column serves as. */
export type ColumnRole =
  "vectors" | "texts" | "titles" | "queryVectors" | "queryTexts" | "neighbours";

/** Faults of a place as a whole: its files, their columns, and how they fit together. */
export interface PlaceFaults {
  "data.no-source": Record<never, never>;
  "data.no-file-chosen": Record<never, never>;
  "data.ambiguous-columns": {
    readonly file: string;
    readonly role: ColumnRole;
    readonly candidates: readonly {
      readonly file: string;
      readonly column: string;
    }[];
  };
  "data.no-vectors-or-texts": {
    readonly file: string;
    readonly files: readonly string[];
    readonly columns: readonly {
      readonly name: string;
      readonly type: ColumnType;
    }[];
  };
  "data.no-such-column": {
    readonly file: string;
    readonly column: string;
    readonly columns: readonly string[];
  };
  "data.no-such-file": {
    readonly file: string;
    readonly files: readonly string[];
  };
  /** Counted before rows are chosen. */
  "data.text-total-differs": {
    readonly file: string;
    readonly texts: number;
    readonly vectorsFile: string;
    readonly vectors: number;
  };
  "data.texts-too-short": {
    readonly file: string;
    readonly least: number;
    readonly texts: number;
  };
  "data.texts-without-model": { readonly file: string; readonly texts: number };
  "data.neighbour-lists-differ": {
    readonly file: string;
    readonly lists: number;
    readonly queries: number;
  };
  "data.no-such-neighbour": {
    readonly file: string;
    readonly row: number;
    readonly document: number;
    readonly documents: number;
  };
  "data.not-normalised": {
    readonly file: string;
    readonly minNorm: number;
    readonly maxNorm: number;
  };
  "data.too-small-for-any-hash": {
    readonly file: string;
    readonly rows: number;
    readonly dim: number;
    readonly minBits: number;
  };
  "data.query-dimensions": {
    readonly file: string;
    readonly dim: number;
    readonly documentsFile: string;
    readonly documentsDim: number;
  };
}
