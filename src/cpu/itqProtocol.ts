import type { ShareStep } from "./itqShare";

/*
 * What the team and its helper threads say to each other.
 */

/** A helper's rows at first, and that they are no longer needed. */
export interface ItqTells {
  readonly rows: { readonly v: Float32Array; readonly bits: number };
  readonly release: null;
}

export interface ItqCalls {
  /** The rows' share of one step from a rotation (b, b). */
  readonly step: { readonly in: Float32Array; readonly out: ShareStep };
}
