import type { Dataset } from "./dataset";
import type { DocumentList, DocumentListRequest } from "../model/searchReport";

/** Documents, or queries of a set of their own, whose id, title or text holds the filter. */
export function listDocuments(
  { kind, filter, offset, count }: DocumentListRequest,
  { info, documents, queryTexts }: Dataset,
): DocumentList {
  const rows = kind === "query" ? queryTexts : documents;
  const size = kind === "query" ? info.ownQueries : info.n;
  const needle = filter.trim().toLowerCase();
  const describe = (id: number) => ({
    id,
    title:
      rows?.[id]?.title ?? `${kind === "query" ? "Query" : "Document"} ${id}`,
    text: rows?.[id]?.text ?? "",
  });
  if (needle === "") {
    const shown = Math.max(0, Math.min(count, size - offset));
    return {
      total: size,
      items: Array.from({ length: shown }, (_, i) => describe(offset + i)),
    };
  }
  const matches: number[] = [];
  for (let id = 0; id < size; id++) {
    const { title, text } = describe(id);
    if (
      String(id) === needle ||
      title.toLowerCase().includes(needle) ||
      text.toLowerCase().includes(needle)
    )
      matches.push(id);
  }
  return {
    total: matches.length,
    items: matches.slice(offset, offset + count).map(describe),
  };
}
