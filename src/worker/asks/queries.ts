import { filterRecallPerQuery, stepOfThreshold } from "../../evaluate/rows";
import type {
  QueriesRequest,
  QueryPage,
  QueryRow,
} from "../../model/evaluationReports";
import { readerOf, titleOfQuery } from "../describeRun";
import type { Session } from "../session";
import { checkSetting } from "./checks";

/** The queries of the last run at one setting, worst first. */
export async function queries(
  session: Session,
  request: QueriesRequest,
): Promise<QueryPage> {
  const { state, dataset } = session.requireRun();
  const { threshold, limit, k } = checkSetting(request, state);
  const { surface, split } = state;
  const step = stepOfThreshold(surface, threshold);
  const recall = readerOf(state).recallPerQuery(step, limit, k);
  const filterRecall = filterRecallPerQuery(surface, step, k);
  const candidates = (q: number) =>
    surface.candidates[q * surface.steps + step];
  const order = Array.from(split.queryIds, (_, q) => q).sort(
    (a, b) =>
      recall[a] - recall[b] ||
      filterRecall[a] - filterRecall[b] ||
      candidates(b) - candidates(a) ||
      a - b,
  );
  const byFound = new Array<number>(k + 1).fill(0);
  for (const share of recall) byFound[Math.round(share * k)]++;
  const describe = (q: number): QueryRow => ({
    index: q,
    id: split.queryIds[q],
    title: titleOfQuery(split, dataset, split.queryIds[q]),
    recall: recall[q],
    filterRecall: filterRecall[q],
    candidates: candidates(q),
  });
  const { offset, count } = request;
  return {
    total: order.length,
    items: order.slice(offset, offset + count).map(describe),
    byFound,
  };
}
