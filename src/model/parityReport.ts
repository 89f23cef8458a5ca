import type { Message } from "./message";
import type { SearchRequest } from "./searchReport";

/** What another program made of a document, query or text: any part of it. */
export interface ParityRequest {
  /** Whose it should be; null: whoever's is nearest. */
  readonly subject: SearchRequest["source"] | null;
  readonly vector?: readonly number[];
  /** Hex in np.packbits order, or the digits 0 and 1. */
  readonly code?: string;
  readonly pivotDistances?: readonly number[];
  /** Answer at the threshold, nearest first. */
  readonly ids?: readonly number[];
  /** Threshold of `ids`; null: no filter. */
  readonly threshold: number | null;
}

/** The order in which a search goes. */
export type ParityStageName = "vector" | "code" | "pivot-distances" | "ids";

export interface ParityStage {
  readonly stage: ParityStageName;
  readonly verdict: "same" | "within-rounding" | "differs" | "not-given";
  /** What was compared, and what a difference comes from. */
  readonly finding: Message;
}

export interface ParityReport {
  readonly subject: {
    readonly kind: "document" | "query" | "text";
    readonly id: number;
    readonly title: string;
  };
  /** Chosen by its being nearest. */
  readonly guessed: boolean;
  readonly stages: readonly ParityStage[];
  /** The first stage that differs, or null. */
  readonly firstDifference: ParityStageName | null;
}
