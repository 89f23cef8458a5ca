import type { DataNotes } from "./messages/data";
import type { EmbedNotes } from "./messages/embed";
import type { DeviceMessages } from "./messages/device";
import type { ImportMessages } from "./messages/imports";
import type { KeepNotes } from "./messages/keep";
import type { MachineMessages } from "./messages/machine";
import type { ParityFindings } from "./messages/parity";
import type { ProgressMessages } from "./messages/progress";

/** What the first data set and its run may bring. */
export interface PageMessages
  extends
    DataNotes,
    DeviceMessages,
    EmbedNotes,
    KeepNotes,
    MachineMessages,
    ProgressMessages {}

/** What only comes of a check or an import: its sentences are loaded after the page. */
export interface ArrivingMessages extends ImportMessages, ParityFindings {}

/** Everything that a person is told of beside faults, with what its sentence tells. */
export interface Messages extends PageMessages, ArrivingMessages {}

export type MessageName = keyof Messages;

/** A message as plain JSON: crosses the worker, is worded by `words`. */
export type Message = {
  readonly [N in MessageName]: {
    readonly name: N;
    readonly params: Messages[N];
  };
}[MessageName];

/** Whether two messages tell the same. */
export function isSameMessage(a: Message, b: Message): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
