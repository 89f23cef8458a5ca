import type { Pooling } from "../embedding";
import type { CodeProblem } from "../codeProblem";

/** How the same text becomes another vector by mistake. */
export type TextVariant =
  | { readonly kind: "without-prefix"; readonly prefix: string }
  | { readonly kind: "with-prefix"; readonly prefix: string }
  | { readonly kind: "with-pooling"; readonly pooling: Pooling };

/** How the same vector becomes another code by mistake. */
export type CodeMistake =
  | { readonly kind: "bits-reversed" }
  | { readonly kind: "bytes-reversed" }
  | { readonly kind: "inverted" }
  | { readonly kind: "without-mean" }
  | { readonly kind: "without-rotation" }
  | { readonly kind: "rotation-transposed" }
  | { readonly kind: "scaled"; readonly factor: number };

interface DifferingBits {
  /** The first of them. */
  readonly named: readonly number[];
  readonly differing: number;
  readonly bits: number;
}

/** What was compared with another program's code. */
export interface CodeFindings {
  "parity.code-unreadable": { readonly problem: CodeProblem };
  "parity.code-same": { readonly bits: number };
  "parity.code-rounded": DifferingBits & { readonly margin: number };
  "parity.code-mistake": { readonly mistake: CodeMistake };
  "parity.code-of-variant": { readonly variant: TextVariant };
  /** `projection` of a single differing bit; null beyond the code. */
  "parity.code-bit-flipped": DifferingBits & {
    readonly projection: number | null;
  };
  "parity.code-differs": DifferingBits & { readonly byChance: boolean };
}

/** One of them, as a message. */
export type CodeFinding = {
  readonly [N in keyof CodeFindings]: {
    readonly name: N;
    readonly params: CodeFindings[N];
  };
}[keyof CodeFindings];

/** What was compared with what another program made, and what a difference comes from. */
export interface ParityFindings extends CodeFindings {
  "parity.not-given": Record<never, never>;

  "parity.vector-dimensions": {
    readonly given: number;
    readonly expected: number;
  };
  "parity.vector-not-finite": { readonly value: number };
  /** `right`: scaled to length 1 it is the right one. */
  "parity.vector-not-normalised": {
    readonly length: number;
    readonly cosine: number;
    readonly right: boolean;
  };
  "parity.vector-same": { readonly cosine: number };
  "parity.vector-rounded": { readonly cosine: number };
  "parity.vector-centred": Record<never, never>;
  "parity.vector-of-variant": { readonly variant: TextVariant };
  "parity.vector-another": { readonly cosine: number };

  "parity.code-made-here": { readonly finding: CodeFinding };

  "parity.distances-count": {
    readonly given: number;
    readonly pivots: number;
  };
  "parity.distances-same": { readonly pivots: number };
  "parity.distances-reordered": Record<never, never>;
  "parity.distance-differs": {
    readonly pivot: number;
    readonly given: number;
    readonly expected: number;
    readonly wrapped: boolean;
  };

  "parity.ids-same": { readonly count: number };
  "parity.id-unknown": { readonly rank: number; readonly id: number };
  "parity.id-left-out": {
    readonly rank: number;
    readonly id: number;
    readonly distance: number;
  };
  "parity.id-beyond": { readonly rank: number; readonly id: number };
  "parity.id-tied": {
    readonly rank: number;
    readonly id: number;
    readonly expected: number;
    readonly distance: number;
  };
  "parity.id-differs": {
    readonly rank: number;
    readonly id: number;
    readonly distance: number;
    readonly expected: number;
    readonly expectedDistance: number;
  };
}
