/** What was asked of a server: the file itself, the data set's description, or its rows. */
export interface Requested {
  readonly file: string;
  readonly kind: "file" | "dataset" | "rows";
}

/** Faults of downloads, and of data sets elsewhere. */
export interface RemoteFaults {
  "data.no-address": { readonly file: string };
  "data.host-silent": Requested & { readonly host: string };
  "data.host-status": Requested & {
    readonly host: string;
    readonly status: number;
  };
  "data.download-cut": Requested & {
    readonly received: number;
    readonly expected: number | null;
  };
  "data.answer-not-json": Requested & { readonly host: string };
  "data.web-page": { readonly file: string; readonly host: string };
  "data.no-ranges": {
    readonly file: string;
    readonly host: string;
    readonly bytes: number | null;
  };
  "data.size-hidden": { readonly file: string; readonly host: string };
  "data.download-too-large": {
    readonly file: string;
    readonly bytes: number;
    readonly most: number;
  };

  "data.no-dataset-id": { readonly file: string };
  "data.dataset-no-parquet": { readonly file: string };
  "data.dataset-no-config": {
    readonly file: string;
    readonly config: string;
    readonly configs: readonly string[];
  };
  "data.dataset-no-split": {
    readonly file: string;
    readonly config: string;
    readonly split: string;
    readonly splits: readonly string[];
  };
  "data.wikipedia-language": {
    readonly file: string;
    readonly language: string;
  };
  "data.wikipedia-count": { readonly file: string; readonly count: number };
  "data.wikipedia-no-files": { readonly file: string; readonly config: string };
}
