/** A histogram: `counts[i]` values lie from start + i * width up to the next. */
export interface Histogram {
  readonly start: number;
  readonly width: number;
  readonly counts: readonly number[];
}

/** What the diagnostics are read at; nothing of it changes the run. */
export interface DiagnosticsRequest {
  /** null: no filter. */
  readonly threshold: number | null;
}

/** Hamming against cosine over pairs of documents. */
export interface PairDiagnostics {
  /** Documents drawn, all pairs of which are compared. */
  readonly documents: number;
  readonly pairs: number;
  /** Spearman's rank correlation of Hamming distance and cosine, average ranks for ties. */
  readonly spearman: number;
  /** Pearson's correlation over the same pairs (notebook 64's statistic). */
  readonly pearson: number;
  readonly cosineMean: number;
  readonly cosineSd: number;
  /** The plane of the density: cosine across, Hamming up. */
  readonly cosineStart: number;
  readonly cosineWidth: number;
  readonly hammingStart: number;
  readonly hammingWidth: number;
  /** Pairs in each cell, (Hamming bins, cosine bins), row by row. */
  readonly density: readonly (readonly number[])[];
  /** Queries and their true neighbours in the same cells. */
  readonly neighbours: readonly (readonly number[])[];
}

/** How far true neighbours and random documents lie from the queries. */
export interface DistanceDiagnostics {
  /** Hamming distances, bin width 1 from 0. */
  readonly randomHamming: Histogram;
  readonly neighbourHamming: Histogram;
  /** The filter's statistic m. */
  readonly randomStatistic: Histogram;
  readonly neighbourStatistic: Histogram;
}

export interface BitDiagnostics {
  /** Share of documents whose bit is 1, per bit. */
  readonly balance: readonly number[];
  /** Entropy of each bit in bits, mean and least. */
  readonly entropyMean: number;
  readonly entropyMin: number;
  /** Correlations between bits, (b, b) row by row; 0 where a bit never changes. */
  readonly correlation: readonly (readonly number[])[];
  /** Off the diagonal. */
  readonly meanAbsCorrelation: number;
  readonly maxAbsCorrelation: number;
  /** Participation ratio (sum l)^2 / sum l^2 of the bits' covariance. */
  readonly effectiveBits: number;
  /** Documents that the covariance was taken over. */
  readonly documents: number;
}

/** How far the queries' mean lies from the mean that the fit subtracts. */
export interface DriftDiagnostics {
  /** |mean of the queries - mean of the fit|. */
  readonly queryDrift: number;
  /** |mean of the corpus - mean of the fit|. */
  readonly corpusDrift: number;
  /** Cosine of the queries' mean and the fit's. */
  readonly queryCosine: number;
  /** What `queryDrift` is when so many documents are drawn at random: mean and 95 % quantile of 200 draws. */
  readonly expectedDrift: number;
  readonly highDrift: number;
}

export interface PivotDiagnostics {
  /** As the setting of the structure names it. */
  readonly space: string;
  /** Distances are whole numbers. */
  readonly isWhole: boolean;
  /** Distances of the documents to each pivot. */
  readonly histograms: readonly Histogram[];
  readonly sd: readonly number[];
  /** Share of documents inside the window of the threshold for this pivot alone, mean over queries. */
  readonly passAlone: readonly number[];
  /** The first query's distance to each pivot: where its window lies. */
  readonly exampleQuery: readonly number[];
  /** Correlations between the pivots' distance profiles, (P, P). */
  readonly correlation: readonly (readonly number[])[];
}

/** What the page draws to explain a run; measured from its vectors, codes and surface. */
export interface Diagnostics {
  readonly threshold: number | null;
  readonly pairs: PairDiagnostics;
  readonly distances: DistanceDiagnostics;
  readonly bits: BitDiagnostics;
  readonly drift: DriftDiagnostics;
  /** null for a structure without pivots. */
  readonly pivots: PivotDiagnostics | null;
  readonly elapsedMs: number;
}
