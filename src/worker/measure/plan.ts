/** The sizes that are measured and how often each is repeated. */
export interface MeasurePlan {
  /** Vectors of the dense operations, and their dimensions. */
  readonly documents: number;
  readonly dim: number;
  /** A multiple of 32, below 256. */
  readonly bits: number;
  readonly pivots: number;
  readonly iterations: number;
  /** Queries and neighbours of the searches. */
  readonly queries: number;
  readonly k: number;
  /** Codes of the operations on bits alone. */
  readonly codes: number;
  readonly pairs: number;
  /** Rows and columns of the square product. */
  readonly productSize: number;
  readonly crossover: {
    /** Ascending. */
    readonly documents: readonly number[];
    readonly queries: readonly number[];
    readonly limit: number;
    /** A step that would take longer, reckoned from the one before, is left out. */
    readonly longestMs: number;
  };
  /** A case is repeated until its repeats took so long together. */
  readonly targetMs: number;
  /** Repeats of a case of up to `targetMs`; a slower one stops after as many of those. */
  readonly leastRepeats: number;
}

/** About ten seconds with two backends on a machine of two cores. */
export const standardPlan: MeasurePlan = {
  documents: 8192,
  dim: 384,
  bits: 128,
  pivots: 8,
  iterations: 10,
  queries: 20,
  k: 10,
  codes: 100_000,
  pairs: 20_000,
  productSize: 768,
  crossover: {
    documents: [1000, 10_000, 100_000, 1_000_000],
    queries: [1, 10, 100],
    limit: 100,
    longestMs: 2000,
  },
  targetMs: 100,
  leastRepeats: 3,
};
