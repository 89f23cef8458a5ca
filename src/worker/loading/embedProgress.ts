import type { EmbedPhase, EmbedProgress } from "../../embed/types";
import type { CallContext, Timing } from "../progress";
import { realTiming } from "../progress";
import type { Message } from "../../model/message";
import type { Progress } from "../../model/stages";

const reportAfterMs = 100;

const phases: Readonly<
  Record<EmbedPhase, Pick<Progress, "stage" | "unit" | "activity">>
> = {
  download: {
    stage: "model",
    activity: { name: "progress.downloading-model", params: {} },
    unit: "bytes",
  },
  prepare: {
    stage: "model",
    activity: { name: "progress.opening-model", params: {} },
    unit: "steps",
  },
  tokenise: { stage: "tokenise", unit: "texts" },
  embed: { stage: "embed", unit: "texts" },
};

/**
 * Turns the progress of a model into that of the call: each phase with its own
 * rate and time left, tokens per second and cut texts beside it. `before` texts
 * were there already: they count as done, but not for the rate.
 */
export function reportEmbedding(
  call: CallContext,
  before: () => number = () => 0,
  timing: Timing = realTiming,
): (progress: EmbedProgress) => void {
  let phase: EmbedPhase | null = null;
  let startMs = 0;
  let startDone = 0;
  let lastMs = -Infinity;
  return (progress) => {
    const nowMs = timing.now();
    if (progress.phase !== phase) {
      phase = progress.phase;
      startMs = nowMs;
      startDone = phase === "embed" ? before() : progress.done;
      lastMs = -Infinity;
    }
    const { done, total, tokens, truncated } = progress;
    if (nowMs - lastMs < reportAfterMs && done < total) return;
    lastMs = nowMs;
    const elapsedSeconds = (nowMs - startMs) / 1000;
    const doneNow = done - startDone;
    const ratePerSecond =
      elapsedSeconds > 0 && doneNow > 0 ? doneNow / elapsedSeconds : 0;
    const details: Message[] = [];
    const { file } = progress;
    if (file) details.push({ name: "progress.file", params: { file } });
    if (phase === "embed" && elapsedSeconds > 0 && tokens > 0)
      details.push({
        name: "progress.tokens-per-second",
        params: { tokens: tokens / elapsedSeconds },
      });
    if (truncated > 0)
      details.push({
        name: "progress.texts-cut",
        params: { texts: truncated },
      });
    call.onProgress({
      ...phases[phase],
      done,
      total,
      // Steps are no rate to judge by.
      ratePerSecond: progress.phase === "prepare" ? 0 : ratePerSecond,
      remainingMs:
        ratePerSecond > 0 ? ((total - done) / ratePerSecond) * 1000 : null,
      ...(details.length > 0 ? { details } : {}),
    });
  };
}
