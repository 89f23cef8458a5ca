/** What is wrong with a zip or an .npz, or with a member of it. */
export type ZipProblem =
  | "no-end"
  | "directory"
  | "local-header"
  | "name-twice"
  | "encrypted"
  | "method"
  | "overlap"
  | "size"
  | "damaged"
  | "checksum";

/** Faults of archives. */
export interface ZipFaults {
  /** `member` null: the archive as a whole. */
  "data.zip-malformed": {
    readonly file: string;
    readonly problem: ZipProblem;
    readonly member: string | null;
  };
}
