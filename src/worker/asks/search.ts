import type { SearchReport, SearchRequest } from "../../model/searchReport";
import type { CallContext } from "../progress";
import { searchCorpus } from "../searchReport";
import type { Session } from "../session";
import { embedQuery } from "../typedQuery";
import { checkCounts } from "./checks";

/** One document, query or typed text: exact, by hash, by hash behind the filter. */
export async function search(
  session: Session,
  request: SearchRequest,
  call: CallContext,
): Promise<SearchReport> {
  checkCounts("k and limit", [request.k, request.limit]);
  const { source } = request;
  const typed =
    source.kind === "text"
      ? await embedQuery(
          source,
          session.requireDataset(),
          session.hubAndStorage,
          call,
        )
      : null;
  const { state, dataset } = session.requireRun();
  return searchCorpus(request, dataset, state, typed);
}
