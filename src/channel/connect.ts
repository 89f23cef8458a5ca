import { untilEnd } from "./life";
import type {
  CallTable,
  ChannelEnd,
  ChannelReply,
  ChannelRequest,
  ServedTypes,
} from "./protocol";

export interface CallOptions<Progress> {
  /** Aborting it cancels the call, which rejects as soon as the other end hears of it. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** What is handed over and not copied. */
  readonly transfer?: Transferable[];
}

/** The end of a channel that asks. */
export interface Caller<C extends CallTable<C>, T, Progress> {
  call<N extends keyof C & string>(
    method: N,
    input: C[N]["in"],
    options?: CallOptions<Progress>,
  ): Promise<C[N]["out"]>;
  /** Says something that is not answered. */
  tell<N extends keyof T & string>(
    method: N,
    input: T[N],
    transfer?: Transferable[],
  ): void;
  /** Rejects all that wait, and every later call: the other end is gone. */
  stop(error: Error): void;
}

export interface ConnectOptions<S extends ServedTypes> {
  /** The error that a failed call rejects with. */
  readonly toError: (failure: S["failure"]) => Error;
  readonly onNews?: (news: S["news"]) => void;
  /** The thread at the other end is gone, with or without an event of its own. */
  readonly onEnd?: () => void;
}

interface PendingCall<Progress> {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

/** Calls the methods that `serve` offers at the other end; answers are matched by id. */
export function connect<C extends CallTable<C>, T, S extends ServedTypes>(
  end: ChannelEnd<ChannelReply<S>>,
  { toError, onNews, onEnd }: ConnectOptions<S>,
): Caller<C, T, S["progress"]> {
  const pending = new Map<number, PendingCall<S["progress"]>>();
  /** Set once the other end is gone: calls would wait for ever. */
  let stopped: Error | null = null;
  let nextCallId = 1;

  const post = (request: ChannelRequest, transfer: Transferable[] = []) =>
    end.postMessage(request, { transfer });

  end.addEventListener("message", ({ data: reply }) => {
    if (reply.kind === "news") {
      onNews?.(reply.news);
      return;
    }
    if (reply.kind === "life") {
      if (onEnd) untilEnd(reply.lock).then(onEnd, onEnd);
      return;
    }
    const call = pending.get(reply.callId);
    if (!call) return;
    if (reply.kind === "progress") {
      call.onProgress?.(reply.progress);
      return;
    }
    pending.delete(reply.callId);
    if (reply.kind === "done") call.resolve(reply.output);
    else call.reject(toError(reply.failure));
  });
  end.start?.();

  return {
    call<N extends keyof C & string>(
      method: N,
      input: C[N]["in"],
      { signal, onProgress, transfer }: CallOptions<S["progress"]> = {},
    ): Promise<C[N]["out"]> {
      if (stopped) return Promise.reject(stopped);
      const callId = nextCallId++;
      return new Promise<C[N]["out"]>((resolve, reject) => {
        post({ kind: "call", callId, method, input }, transfer);
        const cancel = () => post({ kind: "cancel", callId });
        const settle = () => signal?.removeEventListener("abort", cancel);
        pending.set(callId, {
          // `serve` answers a method with that method's output type.
          resolve: (output) => {
            settle();
            resolve(output);
          },
          reject: (error) => {
            settle();
            reject(error);
          },
          onProgress,
        });
        if (signal?.aborted) cancel();
        else signal?.addEventListener("abort", cancel, { once: true });
      });
    },
    tell(method, input, transfer) {
      if (!stopped) post({ kind: "tell", method, input }, transfer);
    },
    stop(error) {
      stopped ??= error;
      for (const call of pending.values()) call.reject(stopped);
      pending.clear();
    },
  };
}
