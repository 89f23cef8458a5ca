/** Where pivots are compared with documents: between codes, or between vectors. */
export type PivotSpace = "hamming" | "cosine" | "angular";
