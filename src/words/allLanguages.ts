import { allEn } from "./en/allEn";
import type { Language } from "./languages";
import type { TextsOf } from "./words";

/**
 * Every sentence for a person; each language has the same ones. Only what is
 * loaded on demand imports this: the texts of panels and tabs come with them.
 */
export type AllWords = TextsOf<typeof allEn>;

export const allLanguages: Readonly<Record<Language, AllWords>> = {
  en: allEn,
};
