import { holdLife } from "./life";
import type {
  CallTable,
  ChannelEnd,
  ChannelReply,
  ChannelRequest,
  ServedTypes,
} from "./protocol";
import { buffersIn } from "./transfer";

/** What a call brings with it: where reports go and who may stop it. */
export interface ServedCall<Progress> {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** One function for each method that is answered. */
export type Handlers<C extends CallTable<C>, Progress> = {
  readonly [N in keyof C]: (
    input: C[N]["in"],
    call: ServedCall<Progress>,
  ) => Promise<C[N]["out"]>;
};

export interface Service<C extends CallTable<C>, T, S extends ServedTypes> {
  readonly calls: Handlers<C, S["progress"]>;
  /** What throws here is an uncaught error of this thread. */
  readonly tells: { readonly [N in keyof T]: (input: T[N]) => void };
  /** What the caller is told of an error. */
  readonly describe: (error: unknown, signal: AbortSignal) => S["failure"];
  /** The end is the thread's own, and the caller is to hear when the thread ends. */
  readonly isThread?: boolean;
  /** What of an answer is handed over; default: the arrays directly inside it. */
  readonly transfer?: (output: C[keyof C]["out"]) => Transferable[];
}

/** The serving end of a channel. */
export interface Served<News> {
  /** Sends what nobody asked for. */
  announce(news: News): void;
}

/**
 * Answers the calls that `connect` sends from the other end, each once. One that
 * is cancelled is answered there and then, and its method may not change
 * anything any more: it looks at its signal before it does.
 */
export function serve<C extends CallTable<C>, T, S extends ServedTypes>(
  end: ChannelEnd<ChannelRequest>,
  {
    calls,
    tells,
    describe,
    isThread = false,
    transfer = buffersIn,
  }: Service<C, T, S>,
): Served<S["news"]> {
  const running = new Map<number, AbortController>();

  const post = (reply: ChannelReply<S>, buffers: Transferable[] = []) =>
    end.postMessage(reply, { transfer: buffers });

  async function answer<N extends keyof C>(
    callId: number,
    method: N,
    input: C[N]["in"],
  ): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    running.set(callId, controller);
    try {
      const output = await calls[method](input, {
        signal,
        onProgress(progress) {
          if (!signal.aborted) post({ kind: "progress", callId, progress });
        },
      });
      if (!signal.aborted)
        post({ kind: "done", callId, output }, transfer(output));
    } catch (error) {
      if (!signal.aborted)
        post({ kind: "failed", callId, failure: describe(error, signal) });
    } finally {
      running.delete(callId);
    }
  }

  /** Answers at once, however long the method takes to hear of it. */
  function cancel(callId: number): void {
    const controller = running.get(callId);
    if (!controller || controller.signal.aborted) return;
    controller.abort();
    const { signal } = controller;
    post({ kind: "failed", callId, failure: describe(signal.reason, signal) });
  }

  end.addEventListener("message", ({ data: request }) => {
    // `connect` pairs each method with that method's input type.
    if (request.kind === "cancel") cancel(request.callId);
    else if (request.kind === "tell")
      tells[request.method as keyof T](request.input as T[keyof T]);
    else
      void answer(
        request.callId,
        request.method as keyof C,
        request.input as C[keyof C]["in"],
      );
  });
  end.start?.();
  if (isThread)
    void holdLife().then((lock) => {
      if (lock !== null) post({ kind: "life", lock });
    });

  return { announce: (news) => post({ kind: "news", news }) };
}
