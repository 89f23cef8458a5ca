import { useEffect, useState } from "react";
import { useApp } from "../../state/appStoreContext";
import { useDebounced } from "../widgets/useLayout";
import type { DocumentList } from "../../model/searchReport";

const pageSize = 30;
const typingMs = 120;

/** The first documents or queries that match; null while closed (filter null) or not yet known. */
export function useDocumentList(
  kind: "document" | "query",
  filter: string | null,
): DocumentList | null {
  const client = useApp((state) => state.client);
  const reportError = useApp((state) => state.reportError);
  const settled = useDebounced(filter, typingMs);
  const [list, setList] = useState<DocumentList | null>(null);
  useEffect(() => {
    if (settled === null) return;
    let current = true;
    client
      .call("documents", {
        kind,
        filter: settled,
        offset: 0,
        count: pageSize,
      })
      .then((answer) => {
        if (current) setList(answer);
      }, reportError);
    return () => {
      current = false;
    };
  }, [client, kind, settled, reportError]);
  return filter === null ? null : list;
}
