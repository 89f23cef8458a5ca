import type { OperationContext } from "../compute/backend";
import type { BitKernels } from "./bitKernels";
import type { HelperReply, HelperRequest } from "./bitMessages";
import { type BitTask, runPart } from "./bitTasks";

/** Threads that share the parts of one job at a time. */
export interface BitPool {
  /**
   * Does all parts and returns their results in order. The calling thread does
   * its share; `checkpoint` is called after each of its parts and may cancel,
   * which leaves the pool ready for the next job.
   */
  run<Task extends BitTask>(
    kind: Task["kind"],
    operands: Task["operands"],
    parts: readonly Task["part"][],
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
      kind: Task["kind"],
      operands: Task["operands"],
      parts: readonly Task["part"][],
      context: OperationContext,
    ): Promise<Task["result"][]> {
      const job = ++lastJob;
      const results: (Task["result"] | undefined)[] = parts.map(
        () => undefined,
      );
      const waiting = parts.map((_, index) => index);
      const given = new Map<Helper, Set<number>>();
      let done = 0;
      let wake: () => void = () => undefined;

      function keep(index: number, result: Task["result"]): void {
        if (results[index] !== undefined) return;
        results[index] = result;
        done++;
      }
      function feed(helper: Helper): void {
        const own = given.get(helper);
        while (own && !helper.isBroken && own.size < PARTS_AHEAD) {
          const index = waiting.shift();
          if (index === undefined) return;
          own.add(index);
          const request: HelperRequest = {
            type: "part",
            job,
            index,
            part: parts[index],
          };
          helper.worker.postMessage(request);
        }
      }

      if (parts.length > 1 && threads > 1) start();
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
      if (parts.length > 1)
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
      while (done < parts.length) {
        const index = waiting.shift();
        if (index === undefined)
          await new Promise<void>((resolve) => (wake = resolve));
        else {
          keep(index, runPart<Task>(kernels, kind, operands, parts[index]));
          if (helpers.length > 0) await nextMessage();
        }
        await context.checkpoint(done, parts.length);
      }
      return results.filter((result) => result !== undefined);
    },
    dispose() {
      for (const { worker } of helpers) worker.terminate();
      helpers.length = 0;
    },
  };
}
