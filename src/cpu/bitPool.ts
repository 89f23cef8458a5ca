import { nextMessage } from "../channel/nextMessage";
import { buffersIn } from "../channel/transfer";
import { createTurns } from "../channel/turns";
import type { OperationContext } from "../compute/backend";
import type { BitKernels } from "./bitKernels";
import type { BitCalls, BitTells } from "./bitProtocol";
import { type BitTask, runPart } from "./bitTasks";
import { connectHelper, type Helper } from "./helperChannel";

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

/** Threads that share the parts of one job at a time; the next job waits for it. */
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

interface PoolHelper {
  readonly thread: Helper<BitCalls, BitTells>;
  /** Set once it failed: its parts are done here. */
  isBroken: boolean;
}

/**
 * A pool of `threads`, the calling one included. Without Worker, or with one
 * thread, everything is done here.
 */
export function createBitPool(kernels: BitKernels, threads: number): BitPool {
  const helpers: PoolHelper[] = [];
  // A helper holds the operands of one job: parts of another would be made of them.
  const inTurn = createTurns();

  function start(): void {
    if (helpers.length > 0 || typeof Worker === "undefined") return;
    for (let i = 1; i < threads; i++) {
      const worker = new Worker(new URL("./bitHelper.ts", import.meta.url), {
        type: "module",
        name: `bitsieve-bits-${i}`,
      });
      const helper: PoolHelper = {
        thread: connectHelper(worker, () => {
          helper.isBroken = true;
        }),
        isBroken: false,
      };
      helpers.push(helper);
    }
  }

  async function runJob<Task extends BitTask>(
    { kind, operands, parts, part, onResult }: PoolJob<Task>,
    context: OperationContext,
  ): Promise<Task["result"][]> {
    const results: (Task["result"] | undefined)[] = Array.from(
      { length: parts },
      () => undefined,
    );
    const waiting = Array.from({ length: parts }, (_, index) => index);
    let done = 0;
    /** After a cancel, a reply must not have the rest done all the same. */
    let isOver = false;
    let wake: () => void = () => undefined;

    function keep(index: number, result: Task["result"]): void {
      if (results[index] !== undefined) return;
      results[index] = result;
      onResult?.(index, result);
      done++;
    }
    /** Gives a helper its next parts; `ahead` are those that it has. */
    function feed(helper: PoolHelper, ahead: Set<number>): void {
      while (!helper.isBroken && ahead.size < PARTS_AHEAD) {
        const index = waiting.shift();
        if (index === undefined) return;
        ahead.add(index);
        const sent = part(index, true);
        helper.thread
          .call("part", sent, { transfer: buffersIn(sent) })
          .then(
            (result) => {
              if (isOver) return;
              ahead.delete(index);
              keep(index, result);
              feed(helper, ahead);
            },
            () => {
              helper.isBroken = true;
              waiting.push(...ahead);
              ahead.clear();
            },
          )
          .finally(() => wake());
      }
    }

    if (parts > 1 && threads > 1) start();
    if (parts > 1)
      for (const helper of helpers) {
        helper.thread.tell("operands", { kind, operands });
        feed(helper, new Set());
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
      isOver = true;
    }
    return results.filter((result) => result !== undefined);
  }

  return {
    run: (job, context) => inTurn(() => runJob(job, context)),
    dispose() {
      for (const { thread } of helpers) thread.terminate();
      helpers.length = 0;
    },
  };
}
