import type { FaultMessage, FaultName, Faults } from "../model/fault";
import type { Message, MessageName, Messages } from "../model/message";
import type { arriving } from "./en/arriving";
import { en } from "./en/en";
import type {
  FaultText,
  FaultWords,
  MessageWords,
  TextsOf,
  Wording,
  WordsOfFamilies,
} from "./words";

/** What the page reads from its start; each language has the same texts. */
export type Words = TextsOf<typeof en>;

export type GlossaryTerm = keyof Words["glossary"];

export type Language = "en";

export const languages: Readonly<Record<Language, Words>> = { en };

/** What the page only has to say of an answer; each language has the same texts. */
export type ArrivingWords = TextsOf<typeof arriving>;

const loadArriving: Readonly<Record<Language, () => Promise<ArrivingWords>>> = {
  en: () => import("./en/arriving").then((module) => module.arriving),
};

/** By a text that the words of a language and all its words share: either asks. */
const arrived = new Map<Words["page"], ArrivingWords>();

/**
 * Loads the sentences that no page needs before an answer came: whoever hands on
 * an answer waits for this. Without a connection it ends all the same, and what
 * has no sentence is told by its name; the next call tries again.
 */
export async function prepareAnswerWords(language: Language): Promise<void> {
  const { page } = languages[language];
  if (arrived.has(page)) return;
  try {
    arrived.set(page, await loadArriving[language]());
  } catch {
    // `wordFault` and `wordMessage` say what they can.
  }
}

/** What is told in place of a sentence that could not be loaded. */
function withoutSentence(words: Words, name: string, params: object): string {
  return words.page.withoutSentence(name, JSON.stringify(params));
}

/** The sentences of a fault. */
export function wordFault(
  words: Words,
  { name, params }: FaultMessage,
): FaultText {
  const ofPage: Partial<FaultWords<Faults>> = words.faults;
  const ofAnswers: Partial<FaultWords<Faults>> =
    arrived.get(words.page)?.faults ?? {};
  // `FaultMessage` pairs a name with its own parameters.
  const word = (ofPage[name] ?? ofAnswers[name]) as
    | ((params: Faults[FaultName], methods: WordsOfFamilies) => FaultText)
    | undefined;
  return word
    ? word(params, words.methods)
    : { message: withoutSentence(words, name, params), hint: null };
}

/** The sentences of a message. */
export function wordMessage(words: Words, { name, params }: Message): string {
  const ofPage: Partial<MessageWords<Messages>> = words.messages;
  const ofAnswers: Partial<MessageWords<Messages>> =
    arrived.get(words.page)?.messages ?? {};
  // `Message` pairs a name with its own parameters.
  const word = (ofPage[name] ?? ofAnswers[name]) as
    ((params: Messages[MessageName], wording: Wording) => string) | undefined;
  if (!word) return withoutSentence(words, name, params);
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
