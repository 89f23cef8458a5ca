import type { ExportOptions } from "../model/artifacts";
import type { Language } from "./languages";

/** What files are written for, and the language of what a person reads in them. */
export interface WrittenOptions extends ExportOptions {
  readonly language: Language;
}
