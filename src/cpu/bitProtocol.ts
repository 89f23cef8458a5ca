import type { BitTask } from "./bitTasks";

/*
 * What the pool and its helper threads say to each other.
 */

/** Operands of a job once; its parts are calls. */
export interface BitTells {
  readonly operands: Pick<BitTask, "kind" | "operands">;
}

export interface BitCalls {
  /** One part of the job whose operands came last. */
  readonly part: {
    readonly in: BitTask["part"];
    readonly out: BitTask["result"];
  };
}
