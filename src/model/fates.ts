import type { NeighbourFate } from "./searchReport";

/** Whether the filter keeps a neighbour at one of the run's thresholds. */
export function isKeptAt(
  { keptFrom }: Pick<NeighbourFate, "keptFrom">,
  threshold: number,
): boolean {
  return keptFrom !== null && threshold >= keptFrom;
}

/** How many of the true neighbours had each fate. */
export function countFates(exact: readonly NeighbourFate[]): {
  readonly kept: number;
  readonly lostToFilter: number;
  readonly lostToLimit: number;
} {
  const count = (fate: NeighbourFate["fate"]) =>
    exact.filter((neighbour) => neighbour.fate === fate).length;
  return {
    kept: count("kept"),
    lostToFilter: count("lost-to-filter"),
    lostToLimit: count("lost-to-limit"),
  };
}
