import type {
  DocumentList,
  DocumentListRequest,
} from "../../model/searchReport";
import type { Session } from "../session";

/** Documents, or queries of a set of their own, whose id, title or text holds the filter. */
export async function documents(
  session: Session,
  { kind, filter, offset, count }: DocumentListRequest,
): Promise<DocumentList> {
  const { info, documents, queryTexts } = session.requireDataset();
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
    const length = Math.max(0, Math.min(count, size - offset));
    return {
      total: size,
      items: Array.from({ length }, (_, i) => describe(offset + i)),
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
