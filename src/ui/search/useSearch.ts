import { useEffect, useMemo, useState } from "react";
import { toAppError } from "../../state/appError";
import type { SearchPick } from "../../state/appState";
import { useApp } from "../../state/appStoreContext";
import { searchKind } from "../../state/deriveTables";
import type {
  RunResult,
  SearchReport,
  SearchRequest,
} from "../../worker/messages";
import { useDebounced } from "../parts/hooks";

/** Pause between a move of the slider and the search that follows it. */
const followMs = 120;

interface SearchAnswer {
  /** The question that it answers. */
  readonly asked: SearchQuestion | null;
  readonly report: SearchReport | null;
  readonly failure: string | null;
}

interface SearchQuestion {
  readonly request: SearchRequest;
  /** The run that was searched. */
  readonly result: RunResult;
}

/** The chosen query (at first the run's own first query) and its answer, which follows threshold and limit. */
export function useSearch() {
  const client = useApp((state) => state.client);
  const view = useApp((state) => state.view);
  const chosen = useApp((state) => state.searchPick);
  const threshold = useDebounced(
    useApp((state) => state.threshold),
    followMs,
  );
  const limit = useDebounced(
    useApp((state) => state.limit),
    followMs,
  );
  const result = view?.result;
  const first = view?.queries[0];
  const pick: SearchPick | null =
    chosen ??
    (result && first
      ? {
          kind: searchKind(result.querySource),
          id: first.id,
          title: first.title,
        }
      : null);
  const [answer, setAnswer] = useState<SearchAnswer>({
    asked: null,
    report: null,
    failure: null,
  });
  const kind = pick?.kind;
  const id = pick?.id;
  const question = useMemo<SearchQuestion | null>(() => {
    if (!result || kind === undefined || id === undefined) return null;
    const source = { kind, id };
    return {
      request: { source, threshold, limit, k: result.config.k },
      result,
    };
  }, [result, kind, id, threshold, limit]);

  useEffect(() => {
    if (!question) return;
    let current = true;
    client.call("search", question.request).then(
      (report) => {
        if (current) setAnswer({ asked: question, report, failure: null });
      },
      (error: unknown) => {
        if (!current) return;
        const failure = toAppError(error).message;
        setAnswer({ asked: question, report: null, failure });
      },
    );
    return () => {
      current = false;
    };
  }, [client, question]);

  return { pick, pending: answer.asked !== question, ...answer };
}
