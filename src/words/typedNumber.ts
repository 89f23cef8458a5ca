import type { Range } from "../model/settings";
import type { Words } from "./languages";

/** What is wrong with a typed number, or null when it is allowed. */
export function rangeMessage(
  words: Words,
  text: string,
  name: string,
  range: Range,
): string | null {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  const isAllowed =
    Number.isInteger(value) && value >= range.min && value <= range.max;
  return isAllowed ? null : words.page.field.wholeNumber(name, range);
}

/** What is wrong with a typed threshold, or null when it is allowed. */
export function thresholdMessage(
  words: Words,
  text: string,
  range: Range,
  whole: boolean,
): string | null {
  const { field } = words.page;
  if (whole) return rangeMessage(words, text, field.threshold, range);
  const value = text.trim() === "" ? Number.NaN : Number(text);
  return value >= range.min && value <= range.max
    ? null
    : field.number(field.threshold, range);
}
