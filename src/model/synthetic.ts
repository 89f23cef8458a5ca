/**
 * A made-up data set. Equal specifications give equal vectors in one browser engine; between
 * engines the last bits may differ, as those of sine and logarithm do.
 */
export interface SyntheticSpec {
  /** Rows, 17 to 2,000,000: the shortest hash has 16 bits. */
  readonly n: number;
  /** Columns, 16 to 4,096. */
  readonly dim: number;
  /** Number of clusters, 1 to n; default: 64, or n when that is less. */
  readonly clusters?: number;
  /** Seed of numpy's PCG64; default 42. */
  readonly seed?: number;
  /**
   * Standard deviation of a row about its cluster's centre, from 0 (every row is its centre) to 1
   * (no clusters at all), where 1 is the deviation of all rows; default 0.7.
   */
  readonly spread?: number;
  /**
   * Length of the mean that all rows share, in the same unit, 0 to 100; default 0.75. The mean
   * of the finished unit rows then has about the norm meanShift / sqrt(1 + meanShift^2).
   */
  readonly meanShift?: number;
  /**
   * How unequal the directions are: the variance along the j-th principal one is proportional to
   * j^-anisotropy, from 0 (all alike) to 4; default 0.7.
   */
  readonly anisotropy?: number;
  /**
   * Directions in which rows differ, 1 to dim; default dim. The shared mean has a direction of its
   * own beside them.
   */
  readonly intrinsicDim?: number;
}
