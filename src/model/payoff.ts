/** Whether reading what a structure stores costs less than the hashes it saves. */
export interface Payoff {
  /** The filter reads fewer bytes from this reduction on: stored bytes / hash bytes. */
  readonly breakEven: number;
  readonly pays: boolean;
  /** No reduction can pay: what is stored is at least as large as the hash. */
  readonly hopeless: boolean;
  /** Bytes read per document with the filter and without it. */
  readonly bytesWithFilter: number;
  readonly bytesWithoutFilter: number;
}

/**
 * Break-even of a filter for a scan in memory, where bytes read are the cost:
 * what is stored of every document is read, and the hash (bits / 8 bytes) only
 * of those kept. It pays when reduction > stored bytes / hash bytes.
 */
export function derivePayoff(input: {
  readonly reduction: number;
  readonly bits: number;
  /** What the structure stores of a document. */
  readonly storedBytes: number;
}): Payoff {
  const { reduction, storedBytes } = input;
  const hashBytes = input.bits / 8;
  const breakEven = storedBytes / hashBytes;
  return {
    breakEven,
    pays: reduction > breakEven,
    hopeless: breakEven >= 1,
    bytesWithFilter: storedBytes + (1 - reduction) * hashBytes,
    bytesWithoutFilter: hashBytes,
  };
}
