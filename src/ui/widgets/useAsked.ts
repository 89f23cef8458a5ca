import { useEffect, useState } from "react";
import type { FaultMessage } from "../../model/fault";
import { toAppError } from "../../state/appError";
import { useApp } from "../../state/appStoreContext";
import type { CallOptions } from "../../worker/client";
import type { MethodName, WorkerMethods } from "../../worker/asks/asks";

/** What a question to the worker has come to. */
export interface Asked<T> {
  readonly answer: T | null;
  /** The answer belongs to an earlier question. */
  readonly isStale: boolean;
  readonly failure: FaultMessage | null;
}

/**
 * The answer of the worker to a question that is asked anew whenever it
 * changes, or another run is shown; null asks nothing. The former answer stays
 * until the new one is there.
 */
export function useAsked<M extends MethodName>(
  method: M,
  input: WorkerMethods[M]["in"] | null,
): Asked<WorkerMethods[M]["out"]> {
  const client = useApp((state) => state.client);
  const result = useApp((state) => state.view?.result);
  const key = input === null ? null : JSON.stringify(input);
  const [state, setState] = useState<{
    readonly answer: WorkerMethods[M]["out"] | null;
    readonly of: unknown;
    readonly key: string | null;
    readonly failure: FaultMessage | null;
  }>({ answer: null, of: null, key: null, failure: null });
  useEffect(() => {
    if (key === null || !result) return;
    const controller = new AbortController();
    const options: CallOptions = { signal: controller.signal };
    const question = JSON.parse(key) as WorkerMethods[M]["in"];
    client.call(method, question, options).then(
      (answer) => setState({ answer, of: result, key, failure: null }),
      (error: unknown) => {
        if (controller.signal.aborted) return;
        const failure = toAppError(error).fault;
        setState((former) => ({ ...former, failure }));
      },
    );
    return () => controller.abort();
  }, [client, method, key, result]);
  return {
    answer: state.answer,
    isStale: state.key !== key || state.of !== result,
    failure: state.failure,
  };
}
