import type { FaultMessage } from "../fault";
import type { ColumnRole } from "../faults/dataPlaces";

/** What was taken of a place, and what was left out. */
export interface DataNotes {
  "data.dataset-part": {
    readonly dataset: string;
    readonly config: string;
    readonly split: string;
  };
  /** `cause` null: told when these texts were first read. */
  "data.rows-by-service": {
    readonly rows: number;
    readonly cause: FaultMessage | null;
  };
  "data.articles-by-service": { readonly cause: FaultMessage | null };
  "data.articles-read": {
    readonly dataset: string;
    readonly config: string;
    readonly read: number;
    readonly dropped: number;
    readonly minCharacters: number;
    readonly maxCharacters: number;
  };
  "data.short-articles-replaced": Record<never, never>;
  /** `available` null: only reading the whole tells. */
  "data.first-documents": {
    readonly taken: number;
    readonly available: number | null;
  };
  "data.documents-drawn": {
    readonly taken: number;
    readonly available: number | null;
    readonly seed: number;
  };
  "data.texts-left-out": {
    readonly dropped: number;
    readonly texts: number;
    readonly minCharacters: number;
  };
  "data.texts-cut": { readonly maxCharacters: number };
  "data.neighbours-not-compared": { readonly file: string };
  "data.columns-to-choose": {
    readonly role: ColumnRole;
    readonly candidates: readonly {
      readonly file: string;
      readonly column: string;
    }[];
  };
}
