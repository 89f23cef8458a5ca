/** What went wrong with a model, for code that reacts to one kind of fault. */
export type EmbedErrorCode =
  | "unknown-model"
  | "no-weights"
  | "no-pooling"
  | "bad-model"
  | "hub-unreachable"
  | "hub-status"
  | "hub-truncated"
  | "hub-content"
  | "no-shader-f16"
  | "no-texts"
  | "embedding-failed";

/**
 * A fault of a model or of its download. `message` says what was wrong and
 * where, `hint` what to do about it; both are whole sentences for people.
 */
export class EmbedError extends Error {
  readonly code: EmbedErrorCode;
  readonly hint: string;

  constructor(
    code: EmbedErrorCode,
    message: string,
    hint: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "EmbedError";
    this.code = code;
    this.hint = hint;
  }
}
