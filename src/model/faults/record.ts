/** What a field of a kept run must be. */
export const recordFields = [
  "text",
  "number",
  "flag",
  "object",
  "list",
  "hex-id",
  "time",
] as const;

export type RecordField = (typeof recordFields)[number];

/** Faults of kept runs, of their files and links, and of what is pasted to be compared. */
export interface RecordFaults {
  /** `expected`: a kind, or the words that are allowed. `found`: its JSON, shortened. */
  "record.wrong-field": {
    readonly path: string;
    readonly expected: RecordField | readonly string[];
    readonly found: string;
  };
  "record.values-not-base64": { readonly array: string };
  "record.values-count": {
    readonly array: string;
    readonly numbers: number;
    readonly expected: number;
  };
  "record.not-json": { readonly file: string };
  "record.no-longer-kept": Record<never, never>;
  "record.not-kept-yet": Record<never, never>;
  "record.pinned-enough": { readonly pinned: number };

  "record.link-unreadable": {
    readonly why: "other-version" | "damaged" | "something-else";
  };
  "record.link-without-dataset": { readonly dataset: string };
}

/** Faults of a paste or a file that is none of what can be compared. */
export interface PasteFaults {
  "paste.empty": Record<never, never>;
  "paste.no-parts": { readonly names: readonly string[] };
  "paste.no-object": Record<never, never>;
  "paste.no-number": { readonly word: string };
}
