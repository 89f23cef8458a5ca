import type { Progress } from "../../model/stages";
import { format } from "./format";

/** What is said of work that goes on. */
export const progress = {
  /** "1,200 documents/s · 3 s left". */
  detail(progress: Progress) {
    const parts: string[] = [];
    if (progress.ratePerSecond > 0) {
      parts.push(format.rate(progress.ratePerSecond, progress.unit));
    }
    if (progress.detail) parts.push(progress.detail);
    // Below a tenth of a second there is nothing to wait for.
    if (progress.remainingMs !== null && progress.remainingMs >= 100) {
      parts.push(`${format.duration(progress.remainingMs)} left`);
    }
    return parts.join(" · ");
  },
};
