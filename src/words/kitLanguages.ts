import { kits } from "./en/kits/kits";
import type { Language } from "./languages";
import type { TextsOf } from "./words";

/**
 * What a person reads in the files of an export; each language has the same
 * texts. Apart from the page's, as the worker that writes files needs no others.
 */
export type KitWords = TextsOf<typeof kits>;

export const kitLanguages: Readonly<Record<Language, KitWords>> = {
  en: kits,
};
