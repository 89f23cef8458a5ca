import { Fault } from "../../../src/model/fault";
import type { Message } from "../../../src/model/message";
import {
  languages,
  wordFault,
  wordMessage,
} from "../../../src/words/languages";
import type { FaultText } from "../../../src/words/words";

/** What a visitor reads of a thrown fault, in English. */
export function textOf(error: unknown): FaultText {
  if (error instanceof Fault) return wordFault(languages.en, error.fault);
  throw error;
}

/** What a visitor reads of the fault that `action` throws. */
export function textThrown(action: () => unknown): FaultText {
  try {
    action();
  } catch (error) {
    return textOf(error);
  }
  throw new Error("Nothing was thrown.");
}

/** What a visitor reads of the fault that `promise` rejects with. */
export async function textRejected(
  promise: Promise<unknown>,
): Promise<FaultText> {
  try {
    await promise;
  } catch (error) {
    return textOf(error);
  }
  throw new Error("Nothing was thrown.");
}

/** What a visitor reads of a message, in English. */
export const sentenceOf = (message: Message) =>
  wordMessage(languages.en, message);
