import { useEffect, useMemo, useState } from "react";
import { toAppError } from "../../state/appError";
import type { SearchPick, TextPick } from "../../state/appState";
import { useApp } from "../../state/appStoreContext";
import { searchKind } from "../../model/curveTable";
import { useDebounced } from "../widgets/useLayout";
import type { Progress } from "../../model/stages";
import type { FaultMessage } from "../../model/fault";
import type { RunResult } from "../../model/run/result";
import type { SearchReport, SearchRequest } from "../../model/searchReport";

/** Pause between a move of the slider and the search that follows it. */
const followMs = 120;

interface SearchAnswer {
  /** The question that it answers. */
  readonly asked: SearchQuestion | null;
  readonly report: SearchReport | null;
  readonly failure: FaultMessage | null;
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
  const [progress, setProgress] = useState<Progress | null>(null);
  const kind = pick?.kind;
  const id = pick?.id;
  const typed = chosen?.kind === "text" ? chosen : null;
  const question = useMemo<SearchQuestion | null>(() => {
    if (!result || kind === undefined || id === undefined) return null;
    const source = sourceOf(kind, id, typed);
    if (!source) return null;
    return {
      request: { source, threshold, limit, k: result.config.k },
      result,
    };
  }, [result, kind, id, typed, threshold, limit]);

  useEffect(() => {
    if (!question) return;
    let current = true;
    const controller = new AbortController();
    const options = {
      signal: controller.signal,
      // A model may have to be downloaded and opened first.
      onProgress: (progress: Progress) => {
        if (current) setProgress(progress);
      },
    };
    client
      .call("search", question.request, options)
      .then(
        (report) => {
          if (current) setAnswer({ asked: question, report, failure: null });
        },
        (error: unknown) => {
          if (!current) return;
          const failure = toAppError(error).fault;
          setAnswer({ asked: question, report: null, failure });
        },
      )
      .finally(() => {
        if (current) setProgress(null);
      });
    return () => {
      current = false;
      // Moving the threshold must not stop a download that the next search needs.
      if (question.request.source.kind !== "text") controller.abort();
    };
  }, [client, question]);

  return { pick, pending: answer.asked !== question, progress, ...answer };
}

function sourceOf(
  kind: SearchPick["kind"],
  id: number,
  typed: TextPick | null,
): SearchRequest["source"] | null {
  if (kind !== "text") return { kind, id };
  if (!typed) return null;
  const { title: text, role, model } = typed;
  return model === null
    ? { kind, text, role }
    : { kind, text, role, embedding: { model } };
}
