/*
 * How much work one submission carries. A dispatch that lasts seconds freezes
 * the screen and, at about ten, is killed by the browser; so the first one is
 * small and the next ones follow the time that the last ones took.
 */

/** How long one submission should last on the device. */
export const TARGET_SUBMISSION_MS = 40;

/** Cost per millisecond that is assumed at first: slow even for a software adapter. */
const FIRST_RATE = 2 ** 25 / 50;

// One short measurement is mostly overhead, so growth goes in steps.
const MAX_GROWTH = 8;

/** A submission this short is overhead: it tells of no slowness. */
const OVERHEAD_MS = 5;

/** What was learnt of each kernel's speed; cost is in the kernel's own unit. */
export interface Pace {
  /** Milliseconds that `cost` should take. */
  estimateMs(kernel: string, cost: number): number;
  /**
   * Rows of one dispatch that should last no longer than a submission: whole
   * tiles, one at least, `maxTiles` at most.
   */
  rows(
    kernel: string,
    costPerRow: number,
    tileRows: number,
    maxTiles: number,
  ): number;
  /** Learns from a submission of these kernels' costs that took `elapsedMs`. */
  learn(costs: ReadonlyMap<string, number>, elapsedMs: number): void;
}

/** A pace that has measured nothing yet. */
export function createPace(): Pace {
  const rates = new Map<string, number>();
  const rateOf = (kernel: string) => rates.get(kernel) ?? FIRST_RATE;
  const estimateMs = (kernel: string, cost: number) => cost / rateOf(kernel);
  return {
    estimateMs,
    rows(kernel, costPerRow, tileRows, maxTiles) {
      const rows =
        (TARGET_SUBMISSION_MS * rateOf(kernel)) / Math.max(1, costPerRow);
      const tiles = Math.floor(rows / tileRows);
      return Math.min(Math.max(1, tiles), maxTiles) * tileRows;
    },
    learn(costs, elapsedMs) {
      let expectedMs = 0;
      for (const [kernel, cost] of costs)
        expectedMs += estimateMs(kernel, cost);
      // A nearly empty submission neither promises speed to a full one, nor
      // does its overhead speak against it.
      if (expectedMs < TARGET_SUBMISSION_MS / 16 && elapsedMs < OVERHEAD_MS)
        return;
      // What costs little beside the rest tells nothing of its own speed.
      const growth = Math.min(
        MAX_GROWTH,
        elapsedMs > 0 ? expectedMs / elapsedMs : MAX_GROWTH,
      );
      for (const [kernel, cost] of costs) {
        if (estimateMs(kernel, cost) < expectedMs / 10) continue;
        rates.set(kernel, rateOf(kernel) * growth);
      }
    },
  };
}
