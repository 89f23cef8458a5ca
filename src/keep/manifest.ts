import type { KeptManifest, KeptText } from "./types";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

/** A manifest as it was written; null for a damaged one and for another schema. */
export function parseManifest(text: string): KeptManifest | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value) || value.schema !== "bitsieve.kept/1") return null;
  const { id, name, createdAt, documents, queries, dim, settings, notes } =
    value;
  if (
    typeof id !== "string" ||
    typeof name !== "string" ||
    typeof createdAt !== "string" ||
    !isCount(documents) ||
    !isCount(queries) ||
    !isCount(dim) ||
    !isRecord(settings)
  )
    return null;
  const lines: readonly unknown[] = Array.isArray(notes) ? notes : [];
  return {
    schema: "bitsieve.kept/1",
    id,
    name,
    createdAt,
    documents,
    queries,
    dim,
    settings,
    notes: lines.filter((note) => typeof note === "string"),
  };
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
      const [id, title, text] = JSON.parse(line) as readonly unknown[];
      return { id: String(id), title: String(title), text: String(text) };
    });
}
