import type { DataNotes } from "./messages/data";
import type { EmbedNotes } from "./messages/embed";
import type { KeepNotes } from "./messages/keep";

/** Everything that a person is told of beside faults, with what its sentence tells. */
export interface Messages extends DataNotes, EmbedNotes, KeepNotes {}

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
