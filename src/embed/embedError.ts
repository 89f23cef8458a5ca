import { Fault, type Faults } from "../model/fault";
import type { EmbedFaults } from "../model/faults/embed";

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

/** A fault of a model or of its download. */
export class EmbedError<
  N extends keyof EmbedFaults = keyof EmbedFaults,
> extends Fault<N> {
  readonly code: EmbedErrorCode;

  constructor(
    code: EmbedErrorCode,
    name: N,
    params: Faults[N],
    options?: ErrorOptions,
  ) {
    super(name, params, options);
    this.name = "EmbedError";
    this.code = code;
  }
}
