import { useApp } from "../state/appStoreContext";
import { type Words, languages } from "../words/languages";

/** Everything that a person reads, in the language of the page. */
export function useWords(): Words {
  return languages[useApp((state) => state.language)];
}
