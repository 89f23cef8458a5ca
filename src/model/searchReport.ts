import type { Message } from "./message";
import type { TextRole, EmbedRequest } from "./embedding";

/** A text typed by the visitor, made a vector by a model. */
export interface TextQuery {
  readonly kind: "text";
  readonly text: string;
  /** Whose prefix goes before it; default "query". */
  readonly role?: TextRole;
  /** Default: the data set's own model, device and precision. */
  readonly embedding?: EmbedRequest;
}

export interface SearchRequest {
  readonly source:
    | { readonly kind: "document"; readonly id: number }
    | { readonly kind: "query"; readonly id: number }
    | TextQuery;
  /** null: no filter. */
  readonly threshold: number | null;
  readonly limit: number;
  readonly k: number;
}

export interface SearchHit {
  readonly id: number;
  readonly title: string;
  readonly text: string;
  readonly cosine: number;
  readonly hamming: number;
  /**
   * The filter's statistic in the unit of t, for people: the largest |Dq - Dx|
   * over the pivots, or the root of the sum of their squares.
   */
  readonly statistic: number;
  /** Rank among the true neighbours, 1-based, or null when it is none. */
  readonly trueRank: number | null;
}

/** A true neighbour and what became of it. */
export interface NeighbourFate extends SearchHit {
  readonly fate: "kept" | "lost-to-filter" | "lost-to-limit";
  /** Rank by (hamming, row) among the survivors, or null when filtered out. */
  readonly need: number | null;
  /** Distance of this neighbour to each pivot. */
  readonly pivotDistances: readonly number[];
  /** Pivot of the largest difference: it decides, or adds most to the sum. */
  readonly decidingPivot: number;
  /** Lowest threshold of the run at which the filter keeps it; null where none does. */
  readonly keptFrom: number | null;
}

export interface SearchReport {
  readonly query: {
    /** -1 for a typed text. */
    readonly id: number;
    readonly kind: "document" | "query" | "text";
    readonly title: string;
    readonly text: string;
    /** Distance of the query to each pivot. */
    readonly pivotDistances: readonly number[];
  };
  readonly candidates: number;
  readonly corpusSize: number;
  /** Top k by cosine, with what became of each. */
  readonly exact: readonly NeighbourFate[];
  /** Top k by (hamming, row), no filter. */
  readonly hashRanked: readonly SearchHit[];
  /** Top k by (hamming, row) among the survivors of the filter. */
  readonly filtered: readonly SearchHit[];
  readonly elapsedMs: number;
  /** How a typed text was embedded, where it is not as the documents were. */
  readonly notes: readonly Message[];
}

export interface DocumentListRequest {
  readonly kind: "document" | "query";
  /** Case-insensitive substring of title or text; "" lists all. */
  readonly filter: string;
  readonly offset: number;
  readonly count: number;
}

export interface DocumentList {
  readonly total: number;
  readonly items: readonly {
    readonly id: number;
    readonly title: string;
    readonly text: string;
  }[];
}
