import type { BudgetedItem } from "../model/faults/dataBudget";
import { DataError } from "./dataError";

type CountedItem = Exclude<BudgetedItem, "seconds">;

/** The most that one file may take, and how many a slow machine does in a second. */
const limits: Readonly<
  Record<CountedItem, { readonly most: number; readonly perSecond: number }>
> = {
  // The largest buffer that browsers reliably give to a page.
  bytes: { most: 2 ** 31, perSecond: 5e7 },
  "header-bytes": { most: 2 ** 20, perSecond: 1e7 },
  members: { most: 10_000, perSecond: 5000 },
  arrays: { most: 2000, perSecond: 1000 },
  columns: { most: 2000, perSecond: 10_000 },
  cells: { most: 2.5e7, perSecond: 5e6 },
  // Some five long books.
  characters: { most: 10_000_000, perSecond: 1e7 },
  rows: { most: 2 ** 26, perSecond: 2e6 },
  // numpy's own most.
  axes: { most: 64, perSecond: 1e6 },
  // Deep or long enough for a dict of arrays; a bomb is neither.
  parts: { most: 10_000, perSecond: 1e5 },
  objects: { most: 100_000, perSecond: 1e6 },
  operations: { most: 5e9, perSecond: 2e8 },
  depth: { most: 16, perSecond: 10 },
};

const mostSeconds = 120;

/** The most of an item that one file may take. */
export const mostOf = (item: CountedItem): number => limits[item].most;

/**
 * What reading one file may still take. Every loop over what a file declares (members, columns,
 * rows, axes, objects) and every buffer of a declared size asks first, so that a file can
 * promise what it likes: it is refused, with numbers, before anything is begun or allocated.
 */
export class Budget {
  readonly fileName: string;
  private readonly signal: AbortSignal | null;
  private readonly spent = new Map<CountedItem, number>();
  private seconds = 0;

  constructor(fileName: string, signal: AbortSignal | null = null) {
    this.fileName = fileName;
    this.signal = signal;
  }

  /**
   * Asks for so many more of an item, on top of what was asked for before.
   *
   * @throws DataError "too-large" with the numbers; the signal's reason once it is aborted.
   */
  spend(item: CountedItem, amount: number, label = this.fileName): void {
    this.check(item, (this.spent.get(item) ?? 0) + amount, label);
    this.spent.set(item, (this.spent.get(item) ?? 0) + amount);
    this.seconds += amount / limits[item].perSecond;
    if (this.seconds > mostSeconds)
      throw new DataError("too-large", "data.over-budget", {
        file: label,
        item: "seconds",
        asked: Math.round(this.seconds),
        most: mostSeconds,
      });
  }

  /** Asks for so many at once, which are given back after use. */
  check(item: CountedItem, amount: number, label = this.fileName): void {
    this.signal?.throwIfAborted();
    // What is no number at all is not below the most either.
    if (amount <= limits[item].most) return;
    throw new DataError("too-large", "data.over-budget", {
      file: label,
      item,
      asked: amount,
      most: limits[item].most,
    });
  }
}
