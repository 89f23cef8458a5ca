/** Does pieces of work one after the other, in the order in which they were handed over. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** For work that may not overlap: each piece begins when the one before it has ended, well or not. */
export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work, work);
    last = result;
    return result;
  };
}
