import { useEffect, useState } from "react";
import { toAppError } from "../../state/appError";
import type { SearchPick } from "../../state/appState";
import { useApp } from "../../state/appStoreContext";
import { searchKind } from "../../state/deriveTables";
import type { SearchReport } from "../../worker/messages";
import { useDebounced } from "../parts/hooks";

/** Pause between a move of the slider and the search that follows it. */
const followMs = 120;

interface SearchAnswer {
  readonly report: SearchReport | null;
  readonly failure: string | null;
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
    report: null,
    failure: null,
  });
  const [pending, setPending] = useState(true);
  const kind = pick?.kind;
  const id = pick?.id;

  useEffect(() => {
    if (!result || kind === undefined || id === undefined) return;
    let current = true;
    setPending(true);
    client
      .call("search", {
        source: { kind, id },
        threshold,
        limit,
        k: result.config.k,
      })
      .then(
        (report) => {
          if (current) setAnswer({ report, failure: null });
        },
        (error: unknown) => {
          if (current) {
            setAnswer({ report: null, failure: toAppError(error).message });
          }
        },
      )
      .finally(() => {
        if (current) setPending(false);
      });
    return () => {
      current = false;
    };
  }, [client, result, kind, id, threshold, limit]);

  return { pick, pending, ...answer };
}
