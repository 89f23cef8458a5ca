import type { Progress } from "../model/stages";
import { type Words, wordMessage } from "./languages";

/** Below a tenth of a second there is nothing to wait for. */
const leastRemainingMs = 100;

/** What goes on: "Fitting the rotation". */
export function progressLabel(words: Words, progress: Progress): string {
  const { activity, stage } = progress;
  return activity ? wordMessage(words, activity) : words.progress.stages[stage];
}

/** More of it: "2,310 tokens/s · 14 texts cut". */
export function progressDetail(words: Words, { details }: Progress): string {
  return (details ?? [])
    .map((detail) => wordMessage(words, detail))
    .join(" · ");
}

/** Rate, details and time left: "1,200 documents/s · 3 s left". */
export function progressPace(words: Words, progress: Progress): string {
  const { format } = words;
  const { ratePerSecond, remainingMs, unit } = progress;
  const parts: string[] = [];
  if (ratePerSecond > 0)
    parts.push(format.rate(ratePerSecond, words.progress.units[unit]));
  const detail = progressDetail(words, progress);
  if (detail !== "") parts.push(detail);
  if (remainingMs !== null && remainingMs >= leastRemainingMs)
    parts.push(words.progress.left(format.duration(remainingMs)));
  return parts.join(" · ");
}
