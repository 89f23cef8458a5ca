import type { Message } from "../../model/message";
import type { HubDataset } from "../../data/remote/hubDataset";
import type { WikipediaSpec } from "../../data/remote/wikipedia";
import type { RowSelection } from "../../data/rowSelection";
import type { ColumnInfo, TableFormat } from "../../data/table";
import type { EmbedRequest } from "../../model/embedding";
import type { SyntheticSpec } from "../../model/synthetic";
import type { PreviewCell } from "../../model/tableCells";

/** Where a data set is. */
export type DataLocation =
  | { readonly files: readonly File[] }
  /** Any parquet, JSONL, CSV or other readable file by its address. */
  | { readonly url: string }
  | { readonly hub: HubDataset }
  | { readonly wikipedia: WikipediaSpec };

/** A column of one of the files. */
export interface ColumnChoice {
  readonly file: string;
  readonly column: string;
}

/** What each part of a data set is read from; null: not there or not wanted. */
export interface ColumnRoles {
  readonly vectors: ColumnChoice | null;
  readonly texts: ColumnChoice | null;
  readonly titles: ColumnChoice | null;
  readonly queryVectors: ColumnChoice | null;
  readonly queryTexts: ColumnChoice | null;
  /** Lists of true neighbours, (queries, k) row numbers of the documents. */
  readonly neighbours: ColumnChoice | null;
}

export interface LoadOptions {
  /** Scale rows to length 1 instead of refusing them. */
  readonly normalise?: boolean;
  /** Refuse vectors too few or too short for a hash of so many bits. */
  readonly bits?: number;
  /** What is left out is guessed, as `inspect` shows it. */
  readonly columns?: Partial<ColumnRoles>;
  /** Documents to take; default all. */
  readonly rows?: RowSelection;
  /** Texts shorter than this many characters are left out; default 0. */
  readonly minCharacters?: number;
  /** Texts are cut to this many characters before anything else; default: not cut. */
  readonly maxCharacters?: number;
  /** Embeds the texts with this model of the hub. */
  readonly model?: string;
  readonly embedding?: Omit<EmbedRequest, "model">;
  /** Keeps the embeddings in the browser's storage as they are made; default true. */
  readonly keep?: boolean;
}

export type LoadSource =
  | (DataLocation & LoadOptions)
  | { readonly sample: string }
  | { readonly synthetic: SyntheticSpec }
  /** Embeddings kept before; unfinished ones are continued. */
  | { readonly kept: string };

export interface InspectRequest {
  readonly location: DataLocation;
  readonly rows?: RowSelection;
  readonly columns?: Partial<ColumnRoles>;
}

export interface TableReport {
  readonly fileName: string;
  readonly format: TableFormat;
  readonly sizeBytes: number;
  readonly columns: readonly ColumnInfo[];
  /** First rows, a cell for each column. */
  readonly preview: readonly (readonly PreviewCell[])[];
}

export interface Inspection {
  readonly name: string;
  readonly tables: readonly TableReport[];
  /** As asked, completed by what the app would take by itself. */
  readonly roles: ColumnRoles;
  /** Documents that the selection takes, null where only reading tells. */
  readonly documents: number | null;
  /** What loading will download; 0 for local files, null where not known. */
  readonly downloadBytes: number | null;
  /** Texts without vectors: a model is to be chosen. */
  readonly needsModel: boolean;
  readonly notes: readonly Message[];
}
