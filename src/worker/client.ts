import {
  type CallOptions as ChannelCallOptions,
  connect,
} from "../channel/connect";
import type { ChannelEnd, ChannelReply, NoTells } from "../channel/protocol";
import { CallError } from "./callError";
import type { MethodName, WorkerMethods } from "./asks/asks";
import type { WorkerServed } from "./failure";
import type { FaultMessage } from "../model/fault";
import type { Progress } from "../model/stages";
import type { DeviceInfo } from "../model/deviceInfo";

export type CallOptions = ChannelCallOptions<Progress>;

/** The page's side of the compute worker. */
export interface ComputeClient {
  call<M extends MethodName>(
    method: M,
    input: WorkerMethods[M]["in"],
    options?: CallOptions,
  ): Promise<WorkerMethods[M]["out"]>;
  /** Told whenever the device changes, e.g. after a lost GPU. */
  onDevice(listener: (device: DeviceInfo) => void): void;
  /** Told when the worker has gone and an empty one has taken its place. */
  onRestart(listener: () => void): void;
  terminate(): void;
}

/** The part of `Worker` that the client uses; tests pass their own. */
export interface WorkerLike extends ChannelEnd<ChannelReply<WorkerServed>> {
  addEventListener(
    type: "message",
    listener: (event: MessageEvent<ChannelReply<WorkerServed>>) => void,
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
 * Typed calls of the worker's methods: aborting `signal` cancels the call, which
 * then rejects with code "cancelled". A worker that ends while the app lives
 * fails the calls that wait, and the next ones go to another.
 *
 * @param start Starts a worker; one that cannot even be loaded is not started again.
 */
export function createComputeClient(start: () => WorkerLike): ComputeClient {
  const deviceListeners: ((device: DeviceInfo) => void)[] = [];
  const restartListeners: (() => void)[] = [];
  let isOver = false;

  function open() {
    const worker = start();
    let hasAnswered = false;
    let hasStopped = false;
    const caller = connect<WorkerMethods, NoTells, WorkerServed>(worker, {
      toError: ({ code, fault }) => new CallError(code, fault),
      onNews(device) {
        for (const listener of deviceListeners) listener(device);
      },
      onEnd: () => stop({ name: "session.worker-gone", params: {} }),
    });
    function stop(why: FaultMessage): void {
      if (hasStopped) return;
      hasStopped = true;
      worker.terminate();
      if (isOver || !hasAnswered) {
        caller.stop(new CallError("internal", why));
        return;
      }
      current = open();
      caller.stop(new CallError("internal", why));
      for (const listener of restartListeners) listener();
    }
    worker.addEventListener("message", () => {
      hasAnswered = true;
    });
    worker.addEventListener("error", ({ message }) =>
      stop(
        message
          ? { name: "session.worker-stopped", params: { detail: message } }
          : { name: "session.worker-not-loaded", params: {} },
      ),
    );
    return { caller, stop };
  }

  let current = open();

  return {
    call: (method, input, options) =>
      current.caller.call(method, input, options),
    onDevice(listener) {
      deviceListeners.push(listener);
    },
    onRestart(listener) {
      restartListeners.push(listener);
    },
    terminate() {
      isOver = true;
      current.stop({ name: "session.worker-ended", params: {} });
    },
  };
}
