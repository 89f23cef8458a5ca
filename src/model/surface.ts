/**
 * The exact trade-off for every threshold and every limit at once.
 * A step is an index into `thresholds`; the last step keeps everything.
 * Arrays over (query, neighbour, step) are row-major in that order.
 */
export interface Surface {
  readonly queries: number;
  readonly k: number;
  readonly steps: number;
  /** Shape (steps,). The last is the smallest threshold that keeps all. */
  readonly thresholds: Float64Array;
  /** Survivors, the query itself left out. Shape (Q, steps). */
  readonly candidates: Uint32Array;
  /** 1 + survivors ahead by (hamming, row); 0 where filtered out. (Q, k, steps). */
  readonly need: Uint32Array;
  /** Survivors strictly nearer in Hamming distance. (Q, k, steps). */
  readonly less: Uint32Array;
  /** Survivors at the neighbour's Hamming distance, itself included. (Q, k, steps). */
  readonly tie: Uint32Array;
  /** Hamming distance of each neighbour. (Q, k). */
  readonly neighbourHamming: Uint16Array;
  /** First step at which each neighbour survives. (Q, k). */
  readonly neighbourStep: Uint16Array;
}
