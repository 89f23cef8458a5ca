/** One document or query as a person sees it; row i belongs to vector i. */
export interface TextRow {
  id: string;
  title: string;
  text: string;
}

/** Names under which a record keeps its text, best first. */
export const TEXT_NAMES = ["text", "body", "content", "passage"];
export const TITLE_NAMES = ["title", "name"];
export const ID_NAMES = ["id", "_id", "doc_id"];

const TITLE_LENGTH = 60;

/**
 * Fills what a record does not say: the id is the row number counting from 0, as numpy counts the
 * rows of the vectors; the title is the first 60 characters of the text.
 */
export function makeTextRow(
  row: number,
  text: string,
  title: string | null,
  id: string | null,
): TextRow {
  return {
    id: id === null || id === "" ? String(row) : id,
    title:
      title === null || title.trim() === "" ? firstCharacters(text) : title,
    text,
  };
}

/** Cuts between code points, never inside a surrogate pair. */
function firstCharacters(text: string): string {
  return Array.from(text.slice(0, 2 * TITLE_LENGTH))
    .slice(0, TITLE_LENGTH)
    .join("");
}
