import type { FaultMessage, FaultName, Faults } from "../model/fault";
import type { Message, MessageName, Messages } from "../model/message";
import { en } from "./en/en";
import type { FaultText, TextsOf, Wording } from "./words";

/** What the page reads from its start; each language has the same texts. */
export type Words = TextsOf<typeof en>;

export type GlossaryTerm = keyof Words["glossary"];

export type Language = "en";

export const languages: Readonly<Record<Language, Words>> = { en };

/** The sentences of a fault. */
export function wordFault(
  words: Words,
  { name, params }: FaultMessage,
): FaultText {
  // `FaultMessage` pairs a name with its own parameters.
  const word = words.faults[name] as (params: Faults[FaultName]) => FaultText;
  return word(params);
}

/** The sentences of a message. */
export function wordMessage(words: Words, { name, params }: Message): string {
  // `Message` pairs a name with its own parameters.
  const word = words.messages[name] as (
    params: Messages[MessageName],
    wording: Wording,
  ) => string;
  return word(params, {
    wordFault: (cause) => wordFault(words, cause),
    wordMessage: (part) => wordMessage(words, part),
  });
}

/** A fault as one line: what was wrong, and the way out where there is one. */
export function wordFaultLine(words: Words, fault: FaultMessage): string {
  const { message, hint } = wordFault(words, fault);
  return hint === null ? message : `${message} ${hint}`;
}
