import { Fault, type Faults } from "../model/fault";
import type { DataFaults } from "../model/faults/data";
import type { MethodFaults } from "../model/faults/method";

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

/** What can be wrong with it, by name; a method may refuse its arrays. */
type DataFaultName = keyof DataFaults | keyof MethodFaults;

/**
 * A fault in what a person brought: files, texts, vectors or the description of a synthetic set.
 * `fileName` is the file at fault, "" where none is. Mistakes of the calling code are
 * RangeErrors, never a DataError.
 */
export class DataError<
  N extends DataFaultName = DataFaultName,
> extends Fault<N> {
  readonly code: DataErrorCode;
  readonly fileName: string;

  constructor(
    code: DataErrorCode,
    name: N,
    params: Faults[N],
    options?: ErrorOptions,
  ) {
    super(name, params, options);
    this.name = "DataError";
    this.code = code;
    this.fileName = fileOf(params);
  }
}

function fileOf(params: object): string {
  return "file" in params && typeof params.file === "string" ? params.file : "";
}
