import type { PivotSpace } from "../../../model/pivotSpace";
import { bytesPerPivotDistance } from "./bytes";

/** Whether reading the pivot distances costs less than the hashes it saves. */
export interface Payoff {
  /** The filter reads fewer bytes from this reduction on: 8 P w / bits. */
  readonly breakEven: number;
  readonly pays: boolean;
  /** No reduction can pay: the distances are at least as large as the hash. */
  readonly hopeless: boolean;
  /** Bytes read per document with the filter and without it. */
  readonly bytesWithFilter: number;
  readonly bytesWithoutFilter: number;
}

/**
 * Break-even of the filter for a scan in memory, where bytes read are the cost:
 * every document's P distances of w bytes are read, and the hash (bits / 8
 * bytes) only of those kept. It pays when reduction > 8 P w / bits.
 */
export function derivePayoff(input: {
  readonly reduction: number;
  readonly bits: number;
  readonly pivots: number;
  readonly space: PivotSpace;
}): Payoff {
  const width = bytesPerPivotDistance(input.bits, input.space);
  const hashBytes = input.bits / 8;
  const breakEven = (input.pivots * width) / hashBytes;
  return {
    breakEven,
    pays: input.reduction > breakEven,
    hopeless: breakEven >= 1,
    bytesWithFilter: input.pivots * width + (1 - input.reduction) * hashBytes,
    bytesWithoutFilter: hashBytes,
  };
}
