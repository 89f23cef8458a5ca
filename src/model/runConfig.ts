/** How the queries are taken and what the shares are divided by; see docs/method.md. */
export type Protocol =
  "notebook-62" | "notebook-67" | "held-out" | "own-queries";

export type PivotSpace = "hamming" | "cosine" | "angular";

/** What the filter compares with t: the largest difference over the pivots, or the root of their squares' sum. */
export type PivotStatistic = "max" | "sum-of-squares";

/** Everything that decides a result, seeds included. Plain JSON. */
export interface RunConfig {
  readonly hash: {
    readonly method: "itq";
    readonly bits: number;
    readonly iterations: number;
    readonly seed: number;
    /** The fit learns from at most so many documents, drawn where there are more. */
    readonly trainRows: number;
  };
  readonly pivots: {
    readonly count: number;
    /** "imported" when pivots were brought along. */
    readonly strategy: "furthest-first" | "imported";
    readonly space: PivotSpace;
    readonly statistic: PivotStatistic;
    readonly seed: number;
  };
  readonly protocol: Protocol;
  readonly queries: {
    readonly count: number;
    readonly seed: number;
    /** Every document asks; only where queries are documents of the corpus. */
    readonly census: boolean;
  };
  /** "given": the neighbours that came with the data set's own queries. */
  readonly groundTruth: "exact" | "given";
  readonly k: number;
  /** Rows to report; the surface holds every threshold. */
  readonly thresholds: readonly number[];
  readonly limits: readonly number[];
  readonly device: "auto" | "webgpu" | "cpu";
}

export type DeepPartial<T> = {
  readonly [K in keyof T]?: T[K] extends readonly unknown[]
    ? T[K]
    : T[K] extends object
      ? DeepPartial<T[K]>
      : T[K];
};

/** The notebooks' settings: 128 bits, 50 iterations, 8 pivots, seed 42. */
export const defaultRunConfig: RunConfig = {
  hash: {
    method: "itq",
    bits: 128,
    iterations: 50,
    seed: 42,
    trainRows: 50_000,
  },
  pivots: {
    count: 8,
    strategy: "furthest-first",
    space: "hamming",
    statistic: "max",
    seed: 42,
  },
  protocol: "held-out",
  queries: { count: 100, seed: 42, census: false },
  groundTruth: "exact",
  k: 10,
  thresholds: [15, 20],
  limits: [100, 500, 1000],
  device: "auto",
};

/**
 * The whole configuration that `partial` stands for. What is missing comes from
 * the defaults; protocol notebook-67 brings its cosine pivots along, and cosine
 * pivots their own thresholds.
 */
export function completeConfig(partial: DeepPartial<RunConfig>): RunConfig {
  const protocol = partial.protocol ?? defaultRunConfig.protocol;
  const pivots: RunConfig["pivots"] = {
    ...defaultRunConfig.pivots,
    ...(protocol === "notebook-67" ? { space: "cosine" } : {}),
    ...partial.pivots,
  };
  return {
    hash: { ...defaultRunConfig.hash, ...partial.hash },
    pivots,
    protocol,
    queries: { ...defaultRunConfig.queries, ...partial.queries },
    groundTruth: partial.groundTruth ?? defaultRunConfig.groundTruth,
    k: partial.k ?? defaultRunConfig.k,
    thresholds:
      partial.thresholds ??
      (pivots.space === "hamming"
        ? defaultRunConfig.thresholds
        : cosineThresholds),
    limits: partial.limits ?? defaultRunConfig.limits,
    device: partial.device ?? defaultRunConfig.device,
  };
}

/** Thresholds that notebook 67 reports, in 1 - cos; in angular space the same numbers are radians. */
export const cosineThresholds: readonly number[] = [0.1, 0.15, 0.2, 0.25, 0.3];
