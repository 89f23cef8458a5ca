/**
 * The exact trade-off for every knob value and every limit at once: of all
 * documents ordered by (key, row), those that are candidates at a step.
 * A step is an index into `knobs`; the last step keeps everything.
 * Arrays over (query, neighbour, step) are row-major in that order.
 */
export interface Surface {
  readonly queries: number;
  readonly k: number;
  readonly steps: number;
  /** The structure's knob at each step, ascending: a pivot threshold, say. Shape (steps,). */
  readonly knobs: Float64Array;
  /** Candidates, the query itself left out. Shape (Q, steps). */
  readonly candidates: Uint32Array;
  /** 1 + candidates ahead by (key, row); 0 where it is no candidate. (Q, k, steps). */
  readonly need: Uint32Array;
  /** Candidates of a strictly smaller key. (Q, k, steps). */
  readonly less: Uint32Array;
  /** Candidates of the neighbour's key, itself included. (Q, k, steps). */
  readonly tie: Uint32Array;
  /** The score's key of each neighbour: its Hamming distance, say. (Q, k). */
  readonly neighbourKey: Uint32Array;
  /** First step at which each neighbour is a candidate. (Q, k). */
  readonly neighbourStep: Uint16Array;
}
