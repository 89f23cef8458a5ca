import type { FamilyWords, StoredWords } from "../../words/words";
import type { KitContext } from "./context";

/** What the files say of the columns that the run's structure stores. */
export function storedWords({ artifacts, text }: KitContext): StoredWords {
  const structures: FamilyWords = text.structures;
  const { method } = artifacts.result.config.structure;
  const stored = Object.hasOwn(structures, method)
    ? structures[method].stored
    : undefined;
  return stored ?? text.plainStored;
}
