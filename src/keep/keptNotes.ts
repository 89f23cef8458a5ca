import * as v from "valibot";
import { isJsonObject, jsonObjectOf } from "../model/json";
import type { Message } from "../model/message";

const number = v.number();
const numberOrNull = v.nullable(number);
/** Why something was done otherwise is told once, and not kept. */
const forgotten = v.fallback(v.null(), null);

/** A note as it is kept: its name and parameters. */
const noteOf = <N extends string, E extends v.ObjectEntries>(
  name: N,
  params: E,
) => jsonObjectOf({ name: v.literal(name), params: jsonObjectOf(params) });

/** The notes that texts can have before they are embedded. */
const keptNote = v.union([
  noteOf("data.dataset-part", {
    dataset: v.string(),
    config: v.string(),
    split: v.string(),
  }),
  noteOf("data.rows-by-service", { rows: number, cause: forgotten }),
  noteOf("data.articles-by-service", { cause: forgotten }),
  noteOf("data.articles-read", {
    dataset: v.string(),
    config: v.string(),
    read: number,
    dropped: number,
    minCharacters: number,
    maxCharacters: number,
  }),
  noteOf("data.first-documents", { taken: number, available: numberOrNull }),
  noteOf("data.documents-drawn", {
    taken: number,
    available: numberOrNull,
    seed: number,
  }),
  noteOf("data.texts-left-out", {
    dropped: number,
    texts: number,
    minCharacters: number,
  }),
  noteOf("data.texts-cut", { maxCharacters: number }),
  noteOf("keep.earlier-note", { text: v.string() }),
]);

/** Kept notes, without those that cannot be read; earlier versions kept sentences. */
export function parseNotes(values: unknown[]): readonly Message[] {
  return values.flatMap((value): Message[] => {
    if (typeof value === "string")
      return [{ name: "keep.earlier-note", params: { text: value } }];
    const result = isJsonObject(value) ? v.safeParse(keptNote, value) : null;
    return result?.success ? [result.output] : [];
  });
}
