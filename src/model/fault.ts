import type { ConfigFaults } from "./faults/config";
import type { DataFaults } from "./faults/data";
import type { EmbedFaults } from "./faults/embed";
import type { KeepFaults } from "./faults/keep";
import type { ExportFaults } from "./faults/export";
import type { PasteFaults, RecordFaults } from "./faults/record";
import type { SessionFaults } from "./faults/session";
import { boundedDetail } from "./boundedDetail";

/** What the page itself can meet before anything has answered: a link, a setting, a lost worker. */
export interface PageFaults
  extends
    ConfigFaults,
    ExportFaults,
    PasteFaults,
    RecordFaults,
    SessionFaults {}

/** What only comes of data that was read: its sentences are loaded after the page. */
export interface ArrivingFaults extends DataFaults, EmbedFaults, KeepFaults {}

/** Every fault that a person can be told of, with what its sentence tells. */
export interface Faults extends PageFaults, ArrivingFaults {}

export type FaultName = keyof Faults;

/** A fault as plain JSON: crosses the worker, is worded by `words`. */
export type FaultMessage = {
  readonly [N in FaultName]: { readonly name: N; readonly params: Faults[N] };
}[FaultName];

/**
 * What went wrong, by name and parameters (numbers, names, places), never in
 * words: `words/` makes the sentence in the language of the page. Subclasses
 * add the documented `code` that scripts react to.
 */
export class Fault<N extends FaultName = FaultName> extends Error {
  readonly fault: FaultMessage;

  constructor(name: N, params: Faults[N], options?: ErrorOptions) {
    const bounded = boundedDetail(params);
    super(`${name} ${JSON.stringify(bounded)}`, options);
    this.name = "Fault";
    // The pair of a name and its own parameters, which the union cannot tell.
    this.fault = { name, params: bounded } as FaultMessage;
  }
}

/** An error's own words, not longer than a person can read. */
export function messageOf(error: unknown): string {
  return boundedDetail(error instanceof Error ? error.message : String(error));
}

/** What to tell of an error of the page: its fault, or its own words. */
export function faultOf(error: unknown): FaultMessage {
  if (error instanceof Fault) return error.fault;
  return {
    name: "session.page-internal",
    params: { detail: messageOf(error) },
  };
}
