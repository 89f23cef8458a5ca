/** What is wrong with a data set, for code that reacts to one kind of fault. */
export type DataErrorCode =
  // the container
  | "unknown-format"
  | "not-npy"
  | "truncated"
  | "trailing-bytes"
  | "wrong-dtype"
  | "wrong-rank"
  | "empty"
  | "no-vectors"
  | "unknown-dataset"
  | "bad-address"
  | "no-column"
  | "ambiguous-columns"
  | "bad-neighbours"
  | "too-large"
  // the numbers
  | "non-finite"
  | "zero-rows"
  | "not-normalised"
  | "too-few-rows"
  | "too-few-dimensions"
  | "dimension-mismatch"
  | "bad-synthetic"
  // the texts
  | "bad-utf8"
  | "bad-json"
  | "bad-csv"
  | "no-text-column"
  | "text-count"
  // the bundled samples
  | "bad-manifest"
  | "download-failed"
  | "http-status"
  | "checksum"
  | "no-crypto";

/**
 * A fault in what a person brought: files, texts, vectors or the description of a synthetic set.
 *
 * `message` says what was wrong and where, with numbers, and names the file; `hint` says what to
 * do about it. Both are whole sentences for people. Mistakes of the calling code are RangeErrors,
 * never a DataError.
 */
export class DataError extends Error {
  readonly code: DataErrorCode;
  readonly fileName: string;
  readonly hint: string;

  constructor(
    code: DataErrorCode,
    fileName: string,
    message: string,
    hint: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "DataError";
    this.code = code;
    this.fileName = fileName;
    this.hint = hint;
  }
}
