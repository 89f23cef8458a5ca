import type {
  MethodName,
  WorkerFailure,
  WorkerMethods,
  WorkerReply,
  WorkerRequest,
} from "./messages";
import type { FaultMessage } from "../model/fault";
import type { Progress } from "../model/stages";
import type { DeviceInfo } from "../model/deviceInfo";

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** A call that failed: the documented code, and the fault that the page words. */
export class CallError extends Error {
  override readonly name = "CallError";
  readonly code: WorkerFailure["code"];
  readonly fault: FaultMessage;

  constructor(code: WorkerFailure["code"], fault: FaultMessage) {
    super(`${code}: ${fault.name} ${JSON.stringify(fault.params)}`);
    this.code = code;
    this.fault = fault;
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
  let stopped: CallError | null = null;
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
    else {
      const { code, fault } = reply.failure;
      call.reject(new CallError(code, fault));
    }
  });

  function stop(why: FaultMessage): void {
    stopped ??= new CallError("internal", why);
    for (const call of pending.values()) call.reject(stopped);
    pending.clear();
  }

  worker.addEventListener("error", (event) =>
    stop(
      event.message
        ? { name: "session.worker-stopped", params: { detail: event.message } }
        : { name: "session.worker-not-loaded", params: {} },
    ),
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
      stop({ name: "session.worker-ended", params: {} });
    },
  };
}
