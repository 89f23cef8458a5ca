import type { OperationContext } from "../compute/backend";
import type { BitKernels } from "./bitKernels";
import type { HelperReply, HelperRequest } from "./bitMessages";
import { type BitTask, runPart } from "./bitTasks";

/** What the pool is to do. */
export interface PoolJob<Task extends BitTask> {
  readonly kind: Task["kind"];
  readonly operands: Task["operands"];
  readonly parts: number;
  /**
   * Part `index`, made when its turn comes. One that `leaves` this thread must
   * hold no views of larger arrays: its buffers are handed over.
   */
  readonly part: (index: number, leaves: boolean) => Task["part"];
  /** Told of every result as it comes. */
  readonly onResult?: (index: number, result: Task["result"]) => void;
}

/** Threads that share the parts of one job at a time. */
export interface BitPool {
  /**
   * Does all parts and returns their results in order. The calling thread does
   * its share; `checkpoint` is called after each of its parts and may cancel,
   * which leaves the pool ready for the next job.
   */
  run<Task extends BitTask>(
    job: PoolJob<Task>,
    context: OperationContext,
  ): Promise<Task["result"][]>;
  dispose(): void;
}

/** Parts that a helper has before it: one at work, one waiting. */
const PARTS_AHEAD = 2;

/** Lets messages in, without the delay that timers have. */
function nextMessage(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** The buffers of a part's arrays, to hand over. */
function buffersOf(part: BitTask["part"]): ArrayBuffer[] {
  return Object.values(part)
    .filter((value) => ArrayBuffer.isView(value))
    .map(({ buffer }) => buffer)
    .filter((buffer) => buffer instanceof ArrayBuffer);
}

interface Helper {
  readonly worker: Worker;
  /** Set once it failed to start: its parts are done here. */
  isBroken: boolean;
}

/** What the replies of the present job go to. */
interface Job {
  readonly id: number;
  take(helper: Helper, reply: HelperReply): void;
  broke(helper: Helper): void;
}

/**
 * A pool of `threads`, the calling one included. Without Worker, or with one
 * thread, everything is done here.
 */
export function createBitPool(kernels: BitKernels, threads: number): BitPool {
  const helpers: Helper[] = [];
  let present: Job | null = null;
  let lastJob = 0;

  function start(): void {
    if (helpers.length > 0 || typeof Worker === "undefined") return;
    for (let i = 1; i < threads; i++) {
      const helper: Helper = {
        worker: new Worker(new URL("./bitHelper.ts", import.meta.url), {
          type: "module",
          name: `bitsieve-bits-${i}`,
        }),
        isBroken: false,
      };
      helper.worker.onmessage = ({ data }: MessageEvent<HelperReply>) => {
        if (data.job === present?.id) present.take(helper, data);
      };
      helper.worker.onerror = () => {
        helper.isBroken = true;
        present?.broke(helper);
      };
      helpers.push(helper);
    }
  }

  return {
    async run<Task extends BitTask>(
      { kind, operands, parts, part, onResult }: PoolJob<Task>,
      context: OperationContext,
    ): Promise<Task["result"][]> {
      const job = ++lastJob;
      const results: (Task["result"] | undefined)[] = Array.from(
        { length: parts },
        () => undefined,
      );
      const waiting = Array.from({ length: parts }, (_, index) => index);
      const given = new Map<Helper, Set<number>>();
      let done = 0;
      let wake: () => void = () => undefined;

      function keep(index: number, result: Task["result"]): void {
        if (results[index] !== undefined) return;
        results[index] = result;
        onResult?.(index, result);
        done++;
      }
      function feed(helper: Helper): void {
        const ahead = given.get(helper);
        while (ahead && !helper.isBroken && ahead.size < PARTS_AHEAD) {
          const index = waiting.shift();
          if (index === undefined) return;
          ahead.add(index);
          const own = part(index, true);
          const request: HelperRequest = {
            type: "part",
            job,
            index,
            part: own,
          };
          helper.worker.postMessage(request, buffersOf(own));
        }
      }

      if (parts > 1 && threads > 1) start();
      present = {
        id: job,
        take(helper, { index, result }) {
          given.get(helper)?.delete(index);
          keep(index, result);
          feed(helper);
          wake();
        },
        broke(helper) {
          waiting.push(...(given.get(helper) ?? []));
          given.get(helper)?.clear();
          wake();
        },
      };
      if (parts > 1)
        for (const helper of helpers) {
          const request: HelperRequest = {
            type: "operands",
            job,
            kind,
            operands,
          };
          given.set(helper, new Set());
          helper.worker.postMessage(request);
          feed(helper);
        }
      try {
        while (done < parts) {
          const index = waiting.shift();
          if (index === undefined)
            await new Promise<void>((resolve) => (wake = resolve));
          else {
            keep(
              index,
              runPart<Task>(kernels, kind, operands, part(index, false)),
            );
            if (helpers.length > 0) await nextMessage();
          }
          await context.checkpoint(done, parts);
        }
      } finally {
        // After a cancel, a reply must not have the rest done all the same.
        if (present?.id === job) present = null;
      }
      return results.filter((result) => result !== undefined);
    },
    dispose() {
      for (const { worker } of helpers) worker.terminate();
      helpers.length = 0;
    },
  };
}
