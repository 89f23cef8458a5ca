/** A file or kept document is no run. */
export class RecordError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = "RecordError";
    this.hint = hint;
  }
}
