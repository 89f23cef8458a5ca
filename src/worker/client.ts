import type {
  MethodName,
  WorkerFailure,
  WorkerMethods,
  WorkerReply,
  WorkerRequest,
} from "./messages";
import type { Progress } from "../model/stages";
import type { DeviceInfo } from "../model/deviceInfo";

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** A failure reported by the compute worker, with a way out where there is one. */
export class BitsieveError extends Error {
  override readonly name = "BitsieveError";
  readonly code: WorkerFailure["code"];
  readonly hint: string | null;

  constructor(failure: WorkerFailure) {
    super(failure.message);
    this.code = failure.code;
    this.hint = failure.hint;
  }
}

/** The page's side of the compute worker. */
export interface ComputeClient {
  call<M extends MethodName>(
    method: M,
    input: WorkerMethods[M]["in"],
    options?: CallOptions,
  ): Promise<WorkerMethods[M]["out"]>;
  /** Told whenever the device changes, e.g. after a lost GPU. */
  onDevice(listener: (device: DeviceInfo) => void): void;
  terminate(): void;
}

interface PendingCall {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

/** The part of `Worker` that the client uses; tests pass a message port. */
export interface WorkerLike {
  postMessage(message: WorkerRequest): void;
  addEventListener(
    type: "message",
    listener: (event: MessageEvent<WorkerReply>) => void,
  ): void;
  addEventListener(type: "error", listener: (event: ErrorEvent) => void): void;
  terminate(): void;
}

/** Starts the compute worker of the app. */
export function startComputeWorker(): Worker {
  return new Worker(new URL("./entry.ts", import.meta.url), {
    type: "module",
    name: "bitsieve-compute",
  });
}

/**
 * Typed calls over a worker's messages: one reply per call, matched by id;
 * aborting `signal` cancels the call, which then rejects with code "cancelled".
 */
export function createComputeClient(worker: WorkerLike): ComputeClient {
  const pending = new Map<number, PendingCall>();
  /** Set once the worker is gone: calls would wait for ever. */
  let stopped: BitsieveError | null = null;
  const deviceListeners: ((device: DeviceInfo) => void)[] = [];
  let nextCallId = 1;

  worker.addEventListener("message", (event) => {
    const reply = event.data;
    if (reply.kind === "device") {
      for (const listener of deviceListeners) listener(reply.device);
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
    else call.reject(new BitsieveError(reply.failure));
  });

  function stop(why: string): void {
    stopped ??= new BitsieveError({
      name: "WorkerError",
      message: `The compute worker stopped: ${why}.`,
      hint: "Reload the page.",
      code: "internal",
    });
    for (const call of pending.values()) call.reject(stopped);
    pending.clear();
  }

  worker.addEventListener("error", (event) =>
    stop(event.message || "it could not be loaded"),
  );

  return {
    call<M extends MethodName>(
      method: M,
      input: WorkerMethods[M]["in"],
      options: CallOptions = {},
    ): Promise<WorkerMethods[M]["out"]> {
      if (stopped) return Promise.reject(stopped);
      const callId = nextCallId++;
      const { signal, onProgress } = options;
      return new Promise<WorkerMethods[M]["out"]>((resolve, reject) => {
        const cancel = () => worker.postMessage({ kind: "cancel", callId });
        const settle = () => signal?.removeEventListener("abort", cancel);
        pending.set(callId, {
          // The worker answers a method with that method's output type.
          resolve: (output) => {
            settle();
            resolve(output as WorkerMethods[M]["out"]);
          },
          reject: (error) => {
            settle();
            reject(error);
          },
          onProgress,
        });
        worker.postMessage({ kind: "call", callId, method, input });
        if (signal?.aborted) cancel();
        else signal?.addEventListener("abort", cancel, { once: true });
      });
    },
    onDevice(listener) {
      deviceListeners.push(listener);
    },
    terminate() {
      worker.terminate();
      stop("it was ended");
    },
  };
}
