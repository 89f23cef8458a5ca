import { useApp } from "../state/appStoreContext";
import { type AllWords, allLanguages } from "../words/allLanguages";

/** Everything that a person reads, for panels and tabs that load on demand. */
export function useAllWords(): AllWords {
  return allLanguages[useApp((state) => state.language)];
}
