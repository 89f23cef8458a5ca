import { nextMessage } from "../channel/nextMessage";
import { CancelledError, type OperationContext } from "../compute/backend";
import type { Message } from "../model/message";
import {
  type Progress,
  type ProgressUnit,
  type StageName,
  stages,
} from "../model/stages";

/** Work between two turns of the event loop, so that a cancel is heard. */
const TURN_AFTER_MS = 80;
/** Reports are not sent more often than this. */
const REPORT_AFTER_MS = 100;

/** What a call brings with it: where reports go and who may stop it. */
export interface CallContext {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

export interface StageDescription {
  readonly stage: StageName;
  /** Where it is not the stage's usual one. */
  readonly unit?: ProgressUnit;
  readonly activity?: Message;
  /** More for people, beside rate and time left. */
  readonly details?: readonly Message[];
}

/**
 * Before a method changes what the worker holds: a cancelled call was answered
 * already, and the page goes on with what there was.
 */
export function refuseCancelled({ signal }: CallContext): void {
  if (signal.aborted) throw new CancelledError();
}

/** Clock and pause, so that tests decide about time. */
export interface Timing {
  now(): number;
  /** Resolves after the event loop had a turn. */
  turn(): Promise<void>;
}

export const realTiming: Timing = {
  now: () => performance.now(),
  turn: nextMessage,
};

/**
 * The pulse of one stage: reports progress with a rate and the time left, gives
 * the event loop its turns, and rejects once the call was cancelled.
 */
export function stageContext(
  description: StageDescription,
  call: CallContext,
  timing: Timing = realTiming,
): OperationContext {
  const startMs = timing.now();
  let lastTurnMs = startMs;
  let lastReportMs = -Infinity;
  return {
    async checkpoint(done, total) {
      const nowMs = timing.now();
      if (nowMs - lastReportMs >= REPORT_AFTER_MS || done >= total) {
        lastReportMs = nowMs;
        call.onProgress(
          describeProgress(description, done, total, nowMs - startMs),
        );
      }
      if (nowMs - lastTurnMs >= TURN_AFTER_MS) {
        await timing.turn();
        lastTurnMs = timing.now();
      }
      if (call.signal.aborted) throw new CancelledError();
    },
  };
}

function describeProgress(
  description: StageDescription,
  done: number,
  total: number,
  elapsedMs: number,
): Progress {
  const ratePerSecond = elapsedMs > 0 ? (done / elapsedMs) * 1000 : 0;
  return {
    unit: stages[description.stage].unit,
    ...description,
    done,
    total,
    ratePerSecond,
    remainingMs:
      ratePerSecond > 0 ? ((total - done) / ratePerSecond) * 1000 : null,
  };
}
