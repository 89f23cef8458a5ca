import { connect, type Caller } from "../channel/connect";
import type {
  CallTable,
  ChannelEnd,
  ChannelRequest,
  ServedTypes,
} from "../channel/protocol";
import { serve, type Service } from "../channel/serve";

/*
 * A helper thread of this backend: started by it, with a table of methods.
 */

/** A helper answers, or fails with the words of its error. */
export interface HelperTypes extends ServedTypes {
  readonly progress: never;
  readonly failure: string;
  readonly news: never;
}

/** A helper that was started, as the thread that started it sees it. */
export interface Helper<C extends CallTable<C>, T> extends Caller<C, T, never> {
  terminate(): void;
}

/** `onStop`: the thread could not be loaded or stopped; its calls reject. */
export function connectHelper<C extends CallTable<C>, T>(
  worker: Worker,
  onStop: () => void,
): Helper<C, T> {
  const stop = (why: string) => {
    caller.stop(new Error(`a helper thread stopped: ${why}`));
    onStop();
  };
  const caller = connect<C, T, HelperTypes>(worker, {
    toError: (failure) => new Error(`a helper thread failed: ${failure}`),
    onEnd: () => stop("it ended"),
  });
  worker.addEventListener("error", ({ message }) => stop(message));
  return {
    ...caller,
    terminate() {
      worker.terminate();
      caller.stop(new Error("a helper thread was ended"));
    },
  };
}

/** The helper's own side; `end` is its `self`. */
export function serveHelper<C extends CallTable<C>, T>(
  end: ChannelEnd<ChannelRequest>,
  methods: Pick<Service<C, T, HelperTypes>, "calls" | "tells">,
): void {
  serve<C, T, HelperTypes>(end, {
    ...methods,
    isThread: true,
    describe: (error) =>
      error instanceof Error ? error.message : String(error),
  });
}
