import * as v from "valibot";
import { count, fitTo, jsonObject, jsonObjectOf } from "../model/json";
import { parseNotes } from "./keptNotes";
import type { KeptManifest, KeptText } from "./types";

const keptManifest = jsonObjectOf({
  schema: v.literal("bitsieve.kept/1"),
  id: v.string(),
  name: v.string(),
  createdAt: v.string(),
  documents: count,
  queries: count,
  dim: count,
  settings: jsonObject,
  notes: v.pipe(v.fallback(v.array(v.unknown()), []), v.transform(parseNotes)),
});

/** A line of texts: id, title and text. */
const keptText = v.tuple([v.string(), v.string(), v.string()]);

/** A manifest as it was written; null for a damaged one and for another schema. */
export function parseManifest(text: string): KeptManifest | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const fitting = fitTo(keptManifest, value);
  return fitting.fits ? fitting.value : null;
}

/** Texts as lines of JSON. */
export function formatTexts(texts: readonly KeptText[]): string {
  return texts
    .map(({ id, title, text }) => `${JSON.stringify([id, title, text])}\n`)
    .join("");
}

/** Throws when a line is damaged. */
export function parseTexts(lines: string): KeptText[] {
  return lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [id, title, text] = v.parse(keptText, JSON.parse(line));
      return { id, title, text };
    });
}
