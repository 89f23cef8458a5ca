import type { BitTask } from "./bitTasks";

/*
 * What the pool and its helper threads say to each other.
 */

/** To a helper: operands of a job once, then its parts. */
export type HelperRequest =
  | {
      readonly type: "operands";
      readonly job: number;
      readonly kind: BitTask["kind"];
      readonly operands: BitTask["operands"];
    }
  | {
      readonly type: "part";
      readonly job: number;
      readonly index: number;
      readonly part: BitTask["part"];
    };

/** From a helper. */
export interface HelperReply {
  readonly job: number;
  readonly index: number;
  readonly result: BitTask["result"];
}
