import type { PartStep } from "./itqPart";

/** To a helper: its rows at first, then one rotation a step. */
export type ItqRequest =
  | {
      readonly type: "rows";
      readonly v: Float32Array;
      readonly bits: number;
    }
  | {
      readonly type: "step";
      readonly call: number;
      readonly rotation: Float32Array;
    }
  | { readonly type: "release" };

/** From a helper. */
export interface ItqReply {
  readonly call: number;
  readonly step: PartStep;
}
